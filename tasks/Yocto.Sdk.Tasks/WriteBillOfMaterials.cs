using System.Globalization;
using System.Reflection;
using Microsoft.Build.Framework;
using Yocto.Sdk.BitBake;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Materials;
using Yocto.Sdk.Oci;
using Yocto.Sdk.Outputs;
using Yocto.Sdk.Product;
using Yocto.Sdk.Product.Containers;

namespace Yocto.Sdk.Tasks;

/// <summary>Writes the bill of materials of each image that was built.</summary>
public sealed class WriteBillOfMaterials : BuildTask
{
    /// <summary><c>yocto.layers.json</c>; absolute.</summary>
    [Required]
    public string RestoredLayersFile { get; set; } = "";

    /// <summary>The projects that were published, as <c>Yocto.Application.targets</c> describes them.</summary>
    public ITaskItem[] Published { get; set; } = [];

    /// <summary>The task that bitbake was asked for; empty for its default.</summary>
    public string? TaskName { get; set; }

    protected override async Task RunAsync(CancellationToken cancellation)
    {
        var build = BuildResult.Read(Folder.BuildResult) ?? throw new YoctoException(OutputErrors.NotBuilt.Create(Folder.BuildResult));
        var manifests = Manifests(build);
        BillFiles.Keep(Folder.Bills, manifests.Select(m => m.Image.Recipe));
        if (manifests.Count == 0)
            return;

        var materials = new ImageMaterials(build, RestoredLayers.Read(RestoredLayersFile), PreloadedImages.Read(Folder.Containers),
            [.. Published.Select(ApplicationOf)], ProductRequest.Read(Folder.Request).Platform, $"{Folder.Bills}.unpacked", Account);
        var writer = new CycloneDxWriter(typeof(WriteBillOfMaterials).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0]);
        foreach (var (image, manifest) in manifests)
        {
            try
            {
                var bill = await materials.OfAsync(image, manifest, SourceDate(), cancellation);
                WholeFile.WriteIfChanged(BillFiles.FileOf(Folder.Bills, image.Recipe), writer.Write(bill));
            }
            catch (ImageUnusableException e)
            {
                throw new YoctoException(MaterialErrors.ContainerUnreadable.Create(image.Recipe, e.Message), e);
            }
        }
    }

    private List<(BuiltTarget Image, string Manifest)> Manifests(BuildResult build)
    {
        using var _ = FileAccount.Assume(Account);
        var lists = DeployedFiles.Find(build, TaskName).Where(f => f is { Task: "image_complete", Type: "Manifest" }).ToList();
        return [.. build.Targets
            .DistinctBy(t => t.Recipe)
            .Select(t => (t, lists.FirstOrDefault(f => f.Recipe == t.Recipe)?.Path))
            .Where(t => t.Path is not null)
            .Select(t => (t.t, t.Path!))];
    }

    private static DotnetApplication ApplicationOf(ITaskItem published) => DotnetApplication.Read(
        published.ItemSpec,
        published.GetMetadata("Version"),
        published.GetMetadata("Archive").Length == 0,
        published.GetMetadata("PublishDirectory"),
        published.GetMetadata("Executable"),
        published.GetMetadata("Assets"),
        published.GetMetadata("RuntimeIdentifier"));

    /// <summary>By reproducible-builds.org's specification.</summary>
    private static long? SourceDate() =>
        long.TryParse(Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH"), NumberStyles.None, CultureInfo.InvariantCulture, out var date) ? date : null;
}
