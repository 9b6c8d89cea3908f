using Microsoft.Build.Framework;
using Yocto.Sdk.Oci;
using Yocto.Sdk.Oci.Registries;
using Yocto.Sdk.Product;
using Yocto.Sdk.Product.Applications;
using Yocto.Sdk.Product.Containers;

namespace Yocto.Sdk.Tasks;

/// <summary>
/// Gets every image that the device is to have, by <c>YoctoContainer</c>, by its digest in an application's file or from a
/// published project, as an archive of the build's own.
/// </summary>
public sealed class PrepareContainers : BuildTask
{
    /// <summary>The projects that were published, as <c>Yocto.Application.targets</c> describes them.</summary>
    public ITaskItem[] Published { get; set; } = [];

    [Required]
    public string CacheDirectory { get; set; } = "";

    /// <summary>For the archives; absolute.</summary>
    [Required]
    public string ContainersDirectory { get; set; } = "";

    protected override async Task RunAsync(CancellationToken cancellation)
    {
        var request = ProductRequest.Read(Folder.Request);
        Settle([.. Published.Where(p => !File.Exists(ProgramOf(p)))
            .Select(p => ApplicationErrors.NotPublished.Create(p.GetMetadata("MSBuildSourceProjectFile")))]);

        using var http = new HttpClient();
        var fetcher = new ImageFetcher(
            ContainersDirectory, request.Build.Machine?.Text ?? "", RegistryImages.OfUser(http, CacheDirectory, Status));
        var published = Published.Where(p => ArchiveOf(p).Length > 0).Select(p => RequestOf(p, request.Platform!));
        var images = await fetcher.PrepareAsync([.. request.Containers, .. published], request.ImageUses, cancellation);
        PreloadedImages.Write(Folder.Containers, images);
        PublishedApplications.Write(
            Folder.Applications, [.. Published.Where(p => ArchiveOf(p).Length == 0).Select(NativeOf)]);
    }

    private static string ArchiveOf(ITaskItem published) => published.GetMetadata("Archive");

    private static string ProgramOf(ITaskItem published) => ArchiveOf(published) is { Length: > 0 } archive
        ? archive : Path.Combine(published.GetMetadata("PublishDirectory"), published.GetMetadata("Executable"));

    private static ContainerRequest RequestOf(ITaskItem published, ImagePlatform platform) => new(
        published.ItemSpec, ArchiveOf(published), null, ImageReference.TryParseShort(published.GetMetadata("Image")), platform, null)
    {
        IsOfDotNet = true,
    };

    private static PublishedApplication NativeOf(ITaskItem published) => new(
        published.ItemSpec,
        published.GetMetadata("Executable"),
        published.GetMetadata("Version"),
        published.GetMetadata("InvariantGlobalization").Equals("true", StringComparison.OrdinalIgnoreCase),
        published.GetMetadata("PublishDirectory"));
}
