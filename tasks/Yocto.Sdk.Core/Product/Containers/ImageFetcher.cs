using System.Collections.Concurrent;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;
using Yocto.Sdk.Oci;
using Yocto.Sdk.Oci.Registries;

namespace Yocto.Sdk.Product.Containers;

/// <summary>Makes the archives that a product layer takes, in a folder of the build's own.</summary>
/// <param name="folder">Absolute.</param>
internal sealed class ImageFetcher(string folder, string machine, RegistryImages registries)
{
    /// <summary>
    /// All images of a product. Those on this machine come first: what is wrong with them, and how they are called, is known
    /// before a registry is asked.
    /// </summary>
    /// <param name="uses">Where services name an image.</param>
    /// <exception cref="YoctoException">An image can't be had, or a service has none.</exception>
    public async Task<IReadOnlyList<PreloadedImage>> PrepareAsync(
        IReadOnlyList<ContainerRequest> requests, IEnumerable<ImageUse> uses, CancellationToken cancellation)
    {
        var (here, elsewhere) = (requests.Where(r => r.Path is not null).ToList(), requests.Where(r => r.Path is null).ToList());
        var opened = await SideBySideAsync(here, cancellation);
        Refuse(ImageUse.Problems(uses, [.. opened, .. elsewhere.Select(r => r.Foreseen).OfType<PreloadedImage>()]));
        var fetched = await SideBySideAsync(elsewhere, cancellation);
        var (images, problems) = RecipeNames.Give(
            [.. requests.Select(r => r.Path is null ? fetched[elsewhere.IndexOf(r)] : opened[here.IndexOf(r)])],
            image => requests.First(r => r.Text == image.Source).Location);
        Refuse(problems);
        Keep(images!);
        return images!;
    }

    /// <summary>The archive of an image, without a <see cref="PreloadedImage.Slug"/> yet.</summary>
    /// <exception cref="YoctoException">The image can't be had, or not for this machine.</exception>
    public async Task<PreloadedImage> PrepareAsync(ContainerRequest request, CancellationToken cancellation)
    {
        var runs = request.Platform!;
        var archive = Path.Combine(folder, $"{Key(request)}.oci.tar");
        var origin = $"{request.Text} {request.Name} {runs} {(request.Path is null ? "" : Identity(request))}";
        if (ArchiveRecord.Read(archive) is not { } prepared || prepared.Origin != origin)
        {
            prepared = await MakeAsync(request, runs, archive, origin, cancellation);
            prepared.Write(archive);
        }

        return new PreloadedImage("", prepared.Name, prepared.Id, archive, request.Text, request.Reference?.Digest)
        {
            UnpackedSize = prepared.UnpackedSize,
            ArchiveSize = new FileInfo(archive).Length,
        };
    }

    /// <summary>Removes what no request asks for any more.</summary>
    public void Keep(IEnumerable<PreloadedImage> containers)
    {
        var kept = containers.SelectMany(c => new[] { c.Archive, ArchiveRecord.RecordOf(c.Archive) }).ToHashSet(StringComparer.Ordinal);
        if (Directory.Exists(folder))
        {
            foreach (var file in Directory.EnumerateFileSystemEntries(folder).Where(f => !kept.Contains(f)))
                FolderTree.Remove(file);
        }
    }

    private async Task<IReadOnlyList<PreloadedImage>> SideBySideAsync(
        List<ContainerRequest> requests, CancellationToken cancellation)
    {
        var prepared = new PreloadedImage[requests.Count];
        var failures = new ConcurrentBag<Diagnostic>();
        await Parallel.ForAsync(0, requests.Count, cancellation, async (i, token) =>
        {
            try
            {
                prepared[i] = await PrepareAsync(requests[i], token);
            }
            catch (YoctoException e)
            {
                foreach (var diagnostic in e.Diagnostics)
                    failures.Add(diagnostic);
            }
        });
        Refuse(failures.OrderBy(f => f.Location?.Line));
        return prepared;
    }

    private static void Refuse(IEnumerable<Diagnostic> problems)
    {
        if (problems.ToList() is { Count: > 0 } found)
            throw new YoctoException(found);
    }

    private async Task<ArchiveRecord> MakeAsync(
        ContainerRequest request, ImagePlatform runs, string archive, string origin, CancellationToken cancellation)
    {
        var work = $"{archive}.unpacked";
        try
        {
            var image = request.Reference is { } reference
                ? await registries.FetchAsync(reference, runs, cancellation)
                : await OpenAsync(request.Path!, work, runs, cancellation);
            if (image.ReadPlatform() is { } built && !runs.Runs(built))
                throw new YoctoException(ContainerErrors.OtherPlatform.At(request.Location, request.Text, built, machine, runs));
            if (request.IsOfDotNet)
                image = await ReproducibleImage.OfAsync(image, work, cancellation);
            var name = request.Name ?? request.Reference ?? NameOf(image, request);
            await ImageArchiveWriter.WriteAsync(image, name.Name, archive, cancellation);
            return new ArchiveRecord(origin, name.Name, image.Config.Digest, await UnpackedSize.OfAsync(image, cancellation));
        }
        catch (ImageUnusableException e)
        {
            throw new YoctoException(ContainerErrors.Unusable.At(request.Location, request.Text, e.Message), e);
        }
        catch (RegistryException e)
        {
            throw new YoctoException(Describe(e.Failure).At(request.Location, request.Reference!.Registry, request.Text, e.Message), e);
        }
        finally
        {
            FolderTree.Remove(work);
        }
    }

    private static async Task<ContainerImage> OpenAsync(string path, string work, ImagePlatform runs, CancellationToken cancellation)
    {
        if (Directory.Exists(path))
            return await new ImageFolder(path).ReadAsync(runs, cancellation);
        Directory.CreateDirectory(work);
        await ImageArchive.UnpackAsync(path, work, cancellation);
        return await new ImageFolder(work).ReadAsync(runs, cancellation);
    }

    private static ImageReference NameOf(ContainerImage image, ContainerRequest request)
    {
        if (image.Name is null)
            throw new YoctoException(ContainerErrors.NoName.At(request.Location, request.Text, ImageReference.Local));
        return ImageReference.TryParseShort(image.Name)
            ?? throw new YoctoException(ContainerErrors.BadName.At(request.Location, image.Name, ImageReference.Local));
    }

    private static DiagnosticDescriptor Describe(RegistryFailure failure) => failure switch
    {
        RegistryFailure.Refused => ContainerErrors.RegistryRefuses,
        RegistryFailure.NotFound => ContainerErrors.NotInRegistry,
        _ => ContainerErrors.RegistryUnreachable,
    };

    // a layout's blobs are named after their content, so that its index is enough
    private static string Identity(ContainerRequest request)
    {
        string[] files = Directory.Exists(request.Path)
            ? [Path.Combine(request.Path, "index.json"), Path.Combine(request.Path, "manifest.json")]
            : [request.Path!];
        return files.Select(FileIdentity.Of).OfType<FileIdentity>().FirstOrDefault()?.ToString()
            ?? (Directory.Exists(request.Path) ? "" : throw new YoctoException(ContainerErrors.NoFile.At(request.Location, request.Path)));
    }

    private static string Key(ContainerRequest request) =>
        Sha256.Of($"{request.Path ?? request.Text} {request.Platform}")[..16];
}
