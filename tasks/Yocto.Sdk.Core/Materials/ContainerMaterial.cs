using System.Globalization;
using System.Text.Json;
using Yocto.Sdk.Oci;
using Yocto.Sdk.Product.Containers;

namespace Yocto.Sdk.Materials;

/// <summary>A preloaded container with what is in it: packages, NuGet packages, and the files that belong to no package.</summary>
/// <param name="licenses">To read the licences that its packages name.</param>
/// <param name="nuGet">For the packages of the project's own applications.</param>
internal sealed class ContainerMaterial(SpdxLicenses licenses, NuGetFolders nuGet)
{
    // of a foreign image, whatever this machine has of NuGet says nothing: the same image is to give the same bill everywhere
    private static readonly NuGetFolders _none = new([]);

    /// <param name="files">All that the image has.</param>
    /// <param name="more">What is known of an application that is published as one file; null of an image that is not the project's own.</param>
    public Material Of(PreloadedImage image, ContainerFiles files, DotnetPackages? more)
    {
        var reference = $"container:{image.Slug}";
        var name = ImageReference.TryParse(image.Name);
        var packages = ContainerPackages.Of(files);
        var dotnet = DotnetIn(files, out var lists);
        if (lists == 0 && more is not null)
            dotnet = [.. more.Packages];
        var isOwn = more is not null;
        return new Material(reference, "container", name is null ? image.Name : $"{name.Registry}/{name.Repository}", name?.Tag ?? files.Image.Digest)
        {
            Purl = PackageUrl.Oci(name is null ? image.Slug : $"{name.Registry}/{name.Repository}", image.Digest ?? files.Image.Digest, name?.Tag),
            Digests = [new Digest("SHA-256", files.Image.Digest["sha256:".Length..])],
            Properties =
            [
                (BillOfMaterials.ContainerName, image.Name),
                (BillOfMaterials.ImageId, image.Id),
                .. image.Digest is { } pinned ? [(BillOfMaterials.ContainerDigest, pinned)] : ((string, string)[])[],
                .. files.Image.Layers.Select(l => (BillOfMaterials.Layer, l.Digest)),
                .. packages.Unread.Select(u => (BillOfMaterials.Unread, $"/{u}")),
            ],
            Parts =
            [
                .. packages.Packages.Select(p => Of(p, reference, packages.Packages)),
                .. dotnet.Select(p => (isOwn ? nuGet : _none).Of(p, reference, dotnet)),
                .. files.All.Where(f => !packages.Owned.Contains(f.Key)).Select(f => Of(f.Key, f.Value, reference)),
            ],
        };
    }

    /// <summary>Whether a file of an image is read for its bill.</summary>
    public static bool IsRead(string path) => ContainerPackages.IsDatabase(path) || IsDependencies(path);

    private static bool IsDependencies(string path) => path.EndsWith(".deps.json", StringComparison.Ordinal);

    private static List<DotnetPackage> DotnetIn(ContainerFiles files, out int lists)
    {
        var packages = new List<DotnetPackage>();
        lists = 0;
        foreach (var path in files.Contents.Where(IsDependencies))
        {
            try
            {
                packages.AddRange(DotnetPackages.OfDependencies(files.Read(path)).Packages);
                // that of a shared framework is there in every image of .NET
                lists += path.Contains("/shared/", StringComparison.Ordinal) ? 0 : 1;
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                // another program's file of that name
            }
        }

        return [.. packages.DistinctBy(p => (p.Id.ToLowerInvariant(), p.Version)).OrderBy(p => p.Id, StringComparer.OrdinalIgnoreCase).ThenBy(p => p.Version, StringComparer.Ordinal)];
    }

    private Material Of(ContainerPackage package, string owner, IReadOnlyList<ContainerPackage> all) =>
        new(ReferenceOf(package, owner), "library", package.Name, package.Version)
        {
            Purl = package.Purl,
            Description = package.Description,
            Supplier = package.Supplier,
            License = licenses.OfForeign(package.License),
            Links = [.. Link.Of("website", package.HomePage)],
            Needs = [.. all.Where(a => package.Needs.Contains(a.Name) && a != package).Select(a => ReferenceOf(a, owner))],
        };

    private static string ReferenceOf(ContainerPackage package, string owner) => $"{owner}/{package.Kind}:{package.Name}:{package.Architecture}@{package.Version}";

    private static Material Of(string path, ContainerFile file, string owner) => new($"{owner}/file:/{path}", "file", $"/{path}", null)
    {
        Digests = [new Digest("SHA-256", file.Sha256)],
        Properties = [(BillOfMaterials.Size, file.Size.ToString(CultureInfo.InvariantCulture))],
    };
}
