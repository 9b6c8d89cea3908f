using System.Collections.Concurrent;
using Microsoft.Build.Framework;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Metadata;
using Yocto.Sdk.Oci;
using Yocto.Sdk.Oci.Registries;
using Yocto.Sdk.Product.Applications;
using Yocto.Sdk.Product.Containers;
using Yocto.Sdk.Product.Containers.Compose;
using Yocto.Sdk.Product.Containers.Quadlet;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Tasks;

/// <summary>
/// Makes an archive of every image for the device: of each <c>YoctoContainer</c>, and of each digest in an application's
/// file.
/// </summary>
public sealed class PrepareContainers : ConfigurationTask
{
    public string Machine { get; set; } = "";

    public string Distro { get; set; } = "";

    public ITaskItem[] Variables { get; set; } = [];

    /// <summary>Items <c>YoctoContainer</c>; metadata <c>Name</c>, <c>Platform</c>.</summary>
    public ITaskItem[] Containers { get; set; } = [];

    /// <summary>Items <c>YoctoCompose</c>.</summary>
    public ITaskItem[] ComposeFiles { get; set; } = [];

    /// <summary>Items <c>YoctoQuadlet</c>.</summary>
    public ITaskItem[] QuadletFiles { get; set; } = [];

    /// <summary>Published C# projects; metadata <c>Archive</c>, <c>Image</c>.</summary>
    public ITaskItem[] Applications { get; set; } = [];

    [Required]
    public string CacheDirectory { get; set; } = "";

    /// <summary>For the archives; absolute.</summary>
    [Required]
    public string ContainersDirectory { get; set; } = "";

    /// <summary><c>containers.json</c>; absolute.</summary>
    [Required]
    public string ContainersFile { get; set; } = "";

    protected override async Task RunAsync(CancellationToken cancellation)
    {
        using var http = new HttpClient();
        var registries = new RegistryImages(
            http, RegistryCredentials.OfUser(), new BlobCache(Path.Combine(CacheDirectory, "containers")), Status);
        var problems = new List<Diagnostic>();
        var requests = await ReadAsync(new ContainerReader(Path.GetDirectoryName(ProjectFile)!, registries), problems, cancellation);
        Settle(problems);

        var machine = requests.Count == 0 ? null : ReadMachine();
        var preparation = new ImageFetcher(ContainersDirectory, Machine, machine?.Architecture?.Platform, registries);
        var prepared = new PreloadedImage?[requests.Count];
        var failures = new ConcurrentBag<Diagnostic>();
        await Parallel.ForAsync(0, requests.Count, cancellation, async (i, token) =>
        {
            try
            {
                prepared[i] = await preparation.PrepareAsync(requests[i], token);
            }
            catch (YoctoException e)
            {
                foreach (var diagnostic in e.Diagnostics)
                    failures.Add(diagnostic);
            }
        });
        problems.AddRange(failures.OrderBy(f => f.Location?.Line));
        Settle(problems);

        var containers = RecipeNames.Give(
            [.. prepared.OfType<PreloadedImage>()], c => requests.First(r => r.Text == c.Source).Location, problems);
        Settle(problems);
        preparation.Keep(containers);
        PreloadedImages.Write(ContainersFile, containers);
    }

    /// <summary>One request an image, whoever asks for it.</summary>
    private async Task<IReadOnlyList<ContainerRequest>> ReadAsync(
        ContainerReader reader, List<Diagnostic> problems, CancellationToken cancellation)
    {
        var requests = new List<ContainerRequest>();
        foreach (var item in Containers)
        {
            var location = ProjectText.Locate(OriginOf(item, "YoctoContainer"));
            var request = await reader.ReadAsync(
                item.ItemSpec, item.GetMetadata("Name"), item.GetMetadata("Platform"), location, problems, cancellation);
            if (request is not null)
                requests.Add(request);
        }

        foreach (var item in Applications)
        {
            var archive = item.GetMetadata("Archive");
            var program = archive.Length > 0 ? archive : Path.Combine(item.GetMetadata("PublishDirectory"), item.GetMetadata("Executable"));
            if (!File.Exists(program))
                problems.Add(ApplicationErrors.NotPublished.Create(item.GetMetadata("MSBuildSourceProjectFile")));
            else if (archive.Length > 0)
                requests.Add(new ContainerRequest(
                    item.ItemSpec, archive, null, ImageReference.TryParseShort(item.GetMetadata("Image")), null, null)
                { IsOfDotNet = true });
        }

        foreach (var use in ImageUses(problems).Where(u => u.Reference?.Digest is not null))
        {
            if (!requests.Exists(r => r.Reference is { } known
                && known with { Tag = null } == use.Reference! with { Tag = null }))
                requests.Add(new ContainerRequest(use.Reference!.ToString(), null, use.Reference, null, null, use.Location));
        }

        return requests;
    }

    private IEnumerable<ImageUse> ImageUses(List<Diagnostic> problems)
    {
        // the product layer reports everything else that is wrong with these files
        var elsewhere = new List<Diagnostic>();
        foreach (var item in ComposeFiles)
        {
            foreach (var use in Try(() => ComposeFile.Read(item.GetMetadata("FullPath"), LocationOf(item, "YoctoCompose"), elsewhere).Images))
                yield return use;
        }

        foreach (var item in QuadletFiles.Where(q => QuadletFile.Reads(q.ItemSpec)))
        {
            foreach (var use in Try(() => QuadletFile.Read(item.GetMetadata("FullPath"), LocationOf(item, "YoctoQuadlet")).Images))
                yield return use;
        }

        IReadOnlyList<ImageUse> Try(Func<IReadOnlyList<ImageUse>> read)
        {
            try
            {
                return read();
            }
            catch (YoctoException e)
            {
                problems.AddRange(e.Diagnostics);
                return [];
            }
        }
    }

    private SourceLocation LocationOf(ITaskItem item, string itemType) => ProjectText.Locate(OriginOf(item, itemType));

    private MachineFacts ReadMachine() => MachineFacts.Of(
        Machine, Distro, Variables.Select(v => (v.ItemSpec, v.GetMetadata("Value"))).Where(v => v.Item2.Length > 0),
        new LayerMetadata(RestoredLayers.Read(RestoredLayersFile)));
}
