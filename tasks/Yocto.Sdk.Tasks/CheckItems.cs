using Microsoft.Build.Framework;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Tasks;

/// <summary>Names the items that a target of the user's has added where nothing reads them.</summary>
public sealed class CheckItems : YoctoTask
{
    /// <summary>The items that there are, each as its type and its Include: <c>YoctoPackage podman</c>.</summary>
    public ITaskItem[] Items { get; set; } = [];

    /// <summary>Those that were there when they were read.</summary>
    public string[] ReadItems { get; set; } = [];

    /// <summary><c>yocto.layers.json</c>; absolute. A layer that a restore has fetched is not lost.</summary>
    public string RestoredLayersFile { get; set; } = "";

    protected override Task RunAsync(CancellationToken cancellation)
    {
        var read = ReadItems.ToList();
        var restored = RestoredLayersFile.Length > 0 ? RestoredLayers.Read(RestoredLayersFile) : null;
        var lost = Items.Where(item => !read.Remove(item.ItemSpec)).Select(OriginOf)
            .Where(item => restored?.Layers.Any(l => l.Include == item.Include) != true
                && restored?.Repositories.Any(r => r.Name == item.Include) != true)
            .ToList();
        return lost.Count == 0
            ? Task.CompletedTask
            : throw new YoctoException([.. lost.Select(item => ProjectErrors.LostItem.At(item, item.Element, item.Include, HookOf(item)))]);
    }

    private Origin OriginOf(ITaskItem item) =>
        item.ItemSpec.IndexOf(' ') is var space and > 0
            ? OriginOf(item, item.ItemSpec[..space]) with { Include = item.ItemSpec[(space + 1)..] }
            : OriginOf(item, item.ItemSpec);

    private static string HookOf(Origin item) =>
        item.Element is "YoctoLayer" or "YoctoLayerRepository" ? "YoctoRestoreLayers" : "YoctoConfigure";
}
