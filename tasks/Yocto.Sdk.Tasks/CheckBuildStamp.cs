using Microsoft.Build.Framework;
using Yocto.Sdk.Configuration;
using Yocto.Sdk.Host;
using Yocto.Sdk.Stamp;

namespace Yocto.Sdk.Tasks;

/// <summary>
/// Says whether bitbake has to be started, and why; then remembers the inputs as they are now for <see cref="WriteBuildStamp"/>.
/// </summary>
public sealed class CheckBuildStamp : BitBakeTask
{
    public string[] Targets { get; set; } = [];

    public string? TaskName { get; set; }

    public string KeepGoing { get; set; } = "";

    /// <summary>Commands that the project names besides those that bitbake links into its <c>hosttools</c>.</summary>
    public string[] HostTools { get; set; } = [];

    /// <summary>Files and folders outside the layers that configuration or layers name; absolute.</summary>
    public string[] ExtraInputs { get; set; } = [];

    /// <summary>Folders below a layer that do not count: the project's <c>bin</c> and <c>obj</c>; absolute.</summary>
    public string[] ExcludedFolders { get; set; } = [];

    [Output]
    public bool UpToDate { get; private set; }

    protected override async Task RunAsync(CancellationToken cancellation)
    {
        var file = new BuildStampFile(Folder.Stamp);
        var workspace = DevtoolWorkspace.Of(Path.TrimEndingDirectorySeparator(BuildDirectory), Account);
        var inputs = workspace is null ? Inputs() : Inputs() with
        {
            Workspace = await WorkspaceFolders.TakeAsync(workspace, HostSystem.Current(), AccountPrefix, cancellation),
            WorkspaceRecipes = workspace.Names,
        };
        var now = BuildStampCapture.Take(inputs, BuildStampProducts.Read(Folder.BuildResult, Folder.Outputs));
        var reason = BuildStamp.Compare(file.Last, now.Stamp, f => file.Changed(f, now.Folders.GetValueOrDefault(f)));
        UpToDate = reason is null;
        if (reason is null)
        {
            Detail("bitbake is not started: nothing has changed since the last build.");
        }
        else
        {
            file.Begin(now);
            Detail($"bitbake is started: {reason}.");
        }
    }

    private BuildStampInputs Inputs()
    {
        var container = ReadContainer();
        return new()
        {
            BuildDirectory = BuildDirectory,
            RestoredLayersFile = RestoredLayersFile,
            ProductFile = Folder.Product,
            BridgeFile = BridgeFile,
            Request = new Dictionary<string, string>
            {
                ["BuildContainer"] = container?.Identity ?? "",
                ["BuildUser"] = BuildUser,
                ["KeepGoing"] = IsOn("YoctoKeepGoing", KeepGoing) ? "true" : "false",
                ["Targets"] = string.Join(' ', Targets),
                ["TaskName"] = TaskName ?? "",
            },
            ExtraInputs = ExtraInputs,
            ExcludedFolders = ExcludedFolders,
            Environment = BuildStampEnvironment.Of(Environment.GetEnvironmentVariables()),
            HostTools = container is null ? ["python3", "git", .. HostTools] : null,
        };
    }
}
