using Microsoft.Build.Framework;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Oci.Registries;
using Yocto.Sdk.Product;
using Yocto.Sdk.Product.Containers;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Tasks;

/// <summary>
/// Reads and checks, once in a build, all that a project says of its image and its product: the tasks after it take what
/// it wrote. Each other file of this class has the properties and items of a room.
/// </summary>
public sealed partial class ReadProduct : BuildTask
{
    /// <summary><c>yocto.layers.json</c>; absolute.</summary>
    [Required]
    public string RestoredLayersFile { get; set; } = "";

    /// <summary>The product's name, made of the project file's: <c>device</c>.</summary>
    [Required]
    public string ProductName { get; set; } = "";

    /// <summary>The user's, which holds registries' answers; absolute.</summary>
    public string CacheDirectory { get; set; } = "";

    protected override async Task RunAsync(CancellationToken cancellation)
    {
        var layers = RestoredLayers.Read(RestoredLayersFile);
        var problems = new List<Diagnostic>();
        var settings = new ProductSettings(
            ProjectFile, ProductName, MachineOrigin, ReadBuild(problems), ReadContainerHost(), ReadDataPartition(), ReadReadOnlyRoot(),
            ReadUpdate(), DevelopmentKeyFile, ReadContainers(), ReadComposeFiles(), ReadQuadletFiles(), ReadApplications());
        var (request, found) = new ProductReader(settings, layers).Read();
        problems.AddRange(found);
        if (request?.Containers.Where(c => !c.IsPinned).ToList() is { Count: > 0 } unpinned)
        {
            // the network comes last: what needs none is told before it is asked
            problems.ForEach(Report);
            problems = await AdviseAsync(unpinned, cancellation);
        }

        Settle(problems);
        request!.Write(Folder.Request);
        Applications = [.. References.Zip(request.Applications, ToItem)];
    }

    private async Task<List<Diagnostic>> AdviseAsync(IReadOnlyList<ContainerRequest> unpinned, CancellationToken cancellation)
    {
        using var http = new HttpClient();
        var advice = new TagAdvice(RegistryImages.OfUser(http, CacheDirectory, Status));
        var problems = new List<Diagnostic>();
        foreach (var request in unpinned)
            problems.Add(await advice.ProblemAsync(request, cancellation));
        return problems;
    }

    /// <summary>A property's value and its place; null when it is empty.</summary>
    private Setting? Property(string name, string value) =>
        value.Trim() is { Length: > 0 } text ? new Setting(text, OriginOf(name)) : null;

    /// <summary>A path of a property, relative to the project.</summary>
    private Setting? FileOf(string property, string value) =>
        Property(property, value) is { } file ? file with { Text = PathOf(file.Text) } : null;

    private string PathOf(string file) => Path.GetFullPath(file, Path.GetDirectoryName(ProjectFile)!);

    /// <summary>An item's Include and its place.</summary>
    private Setting Item(ITaskItem item, string itemType) => new(item.ItemSpec, OriginOf(item, itemType));

    /// <summary>The value of an item's metadata and its place; null when it is empty.</summary>
    private Setting? Metadata(ITaskItem item, string itemType, string name) =>
        item.GetMetadata(name) is { Length: > 0 } value ? new Setting(value, OriginOf(item, itemType, name)) : null;
}
