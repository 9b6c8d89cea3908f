using Microsoft.Build.Framework;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Git;
using Yocto.Sdk.Layers;

namespace Yocto.Sdk.Tasks;

/// <summary>Fetches the layers that a project pins, and writes the lock file and the restored file.</summary>
public sealed class RestoreLayers : YoctoTask
{
    public string? Release { get; set; }

    public string? Distro { get; set; }

    public string? BitBakePath { get; set; }

    /// <summary>Items <c>YoctoLayer</c>; metadata <c>Priority</c>.</summary>
    public ITaskItem[] Layers { get; set; } = [];

    /// <summary>Items <c>YoctoLayerRepository</c>; metadata <c>Url</c>, <c>Branch</c>, <c>Tag</c>, <c>Commit</c>, <c>Patches</c>.</summary>
    public ITaskItem[] LayerRepositories { get; set; } = [];

    [Required]
    public string LockFile { get; set; } = "";

    /// <summary>Fail where the project and the lock file differ.</summary>
    public string LockedMode { get; set; } = "";

    /// <summary>Move every branch and tag to its present commit, and list the commits of each move.</summary>
    public string ForceEvaluate { get; set; } = "";

    [Required]
    public string CacheDirectory { get; set; } = "";

    [Required]
    public string LayersDirectory { get; set; } = "";

    [Required]
    public string RestoredLayersFile { get; set; } = "";

    protected override Task RunAsync(CancellationToken cancellation)
    {
        var locked = IsOn("RestoreLockedMode", LockedMode);
        var update = IsOn("RestoreForceEvaluate", ForceEvaluate);
        if (locked && update)
            throw new YoctoException(LayerErrors.UpdateWhileLocked.Create());

        var request = new RestoreRequest(
            Path.GetFullPath(ProjectFile), NullIfEmpty(Release), NullIfEmpty(Distro), NullIfEmpty(BitBakePath),
            [.. Layers.Select(LayerOf)], [.. LayerRepositories.Select(RepositoryOf)]);
        var mode = update ? RestoreMode.Update : locked ? RestoreMode.Locked : RestoreMode.Restore;
        var places = new RestorePlaces(
            Path.GetFullPath(LockFile), Path.GetFullPath(CacheDirectory), Path.GetFullPath(LayersDirectory), Path.GetFullPath(RestoredLayersFile));
        return new LayerRestore(places, this).RunAsync(request, mode, cancellation);
    }

    private LayerRequest LayerOf(ITaskItem item) =>
        new(item.ItemSpec, NullIfEmpty(item.GetMetadata("Priority")), OriginOf(item, "YoctoLayer"));

    private LayerRepositoryRequest RepositoryOf(ITaskItem item) => new(
        item.ItemSpec,
        NullIfEmpty(item.GetMetadata("Url")),
        [
            .. Enum.GetValues<PinKind>().Select(kind => new Pin(kind, item.GetMetadata(kind.ToString())))
                .Where(pin => pin.Name.Length > 0),
        ],
        NullIfEmpty(item.GetMetadata("Patches")),
        OriginOf(item, "YoctoLayerRepository"));

    private static string? NullIfEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
