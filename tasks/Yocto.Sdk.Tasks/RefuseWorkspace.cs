using Microsoft.Build.Framework;
using Yocto.Sdk.Configuration;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Stamp;

namespace Yocto.Sdk.Tasks;

/// <summary>A release does not come from a workspace of devtool's, which nobody else has.</summary>
public sealed class RefuseWorkspace : BuildTask
{
    [Required]
    public string BuildDirectory { get; set; } = "";

    /// <summary>The image is published as it was built last.</summary>
    public string NoBuild { get; set; } = "";

    protected override Task RunAsync(CancellationToken cancellation)
    {
        var workspace = DevtoolWorkspace.Of(Path.TrimEndingDirectorySeparator(BuildDirectory), Account);
        if (workspace is not null)
            throw new YoctoException(ConfigurationErrors.WorkspaceInRelease.Create(workspace.Folder, workspace.Names));
        if (IsOn("NoBuild", NoBuild) && new BuildStampFile(Folder.Stamp).Last?.Workspace is { Length: > 0 } names)
            throw new YoctoException(ConfigurationErrors.WorkspaceInLastBuild.Create(names));
        return Task.CompletedTask;
    }
}
