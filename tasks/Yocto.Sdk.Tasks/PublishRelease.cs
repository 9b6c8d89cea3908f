using Microsoft.Build.Framework;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Outputs;

namespace Yocto.Sdk.Tasks;

/// <summary>Puts the release bundle into a folder.</summary>
public sealed class PublishRelease : BuildTask
{
    /// <summary>Absolute; foreign files in it stay.</summary>
    [Required]
    public string PublishDirectory { get; set; } = "";

    /// <summary><c>yocto.lock.json</c>; absolute.</summary>
    public string? LockFile { get; set; }

    [Output]
    public ITaskItem[] Files { get; private set; } = [];

    protected override async Task RunAsync(CancellationToken cancellation)
    {
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(PublishDirectory));
        var bundle = new ReleaseFolder(folder, Folder.Release, this);
        var outputs = BuildOutputs.Read(Folder.Outputs) is { Files.Count: > 0 } delivered
            ? delivered
            : throw new YoctoException(OutputErrors.NotBuilt.Create(Folder.Outputs));
        var files = await bundle.PublishAsync(outputs, LockFile, cancellation);
        Files = [.. files.Select(f => new Microsoft.Build.Utilities.TaskItem(f))];
        Status($"{Path.GetFileNameWithoutExtension(ProjectFile)} -> {folder}{Path.DirectorySeparatorChar}");
    }
}
