using Yocto.Sdk.BuildContainers;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.BitBake;

/// <summary>What bitbake is asked to do.</summary>
/// <param name="Targets">Names of recipes, or of what they provide.</param>
/// <param name="Task">The task to run in place of <c>build</c>; with or without <c>do_</c>.</param>
/// <param name="KeepGoing">Builds as much as possible after a failure: <c>bitbake -k</c>.</param>
/// <param name="BuildDirectory">The folder that holds <c>conf/</c>; absolute.</param>
/// <param name="BitBakePath">The folder that holds <c>bin/bitbake</c>; absolute.</param>
/// <param name="BridgeFile">The Python file that runs it; absolute.</param>
/// <param name="Python">The interpreter; absolute.</param>
/// <param name="Origins">Targets, packages and the task that the project names, with the element that does.</param>
/// <param name="Container">That bitbake runs in; null for the host itself.</param>
internal sealed record BitBakeRequest(
    BitBakeMode Mode,
    IReadOnlyList<string> Targets,
    string? Task,
    bool KeepGoing,
    string BuildDirectory,
    string BitBakePath,
    string BridgeFile,
    string Python,
    IReadOnlyDictionary<string, Origin> Origins,
    BuildContainer? Container = null)
{
    /// <summary>The property for <see cref="Task"/>, and its key in <see cref="Origins"/>.</summary>
    public const string TaskProperty = "YoctoTask";

    /// <summary>Tasks of the product layer that check the metadata: their failure is a finding about the project.</summary>
    public IReadOnlyList<CheckTask> Checks { get; init; } = [];

    /// <summary>What a build as root may write to; empty where nothing confines it.</summary>
    public IReadOnlyList<string> WritableFolders { get; init; } = [];

    /// <summary>A variable, and the recipe that sees it, to be explained after a parse; null for none.</summary>
    public (string Variable, string Recipe)? Explain { get; init; }

    /// <summary>bitbake's own arguments.</summary>
    public IReadOnlyList<string> Arguments
    {
        get
        {
            if (Mode == BitBakeMode.Parse)
                return ["--parse-only"];

            List<string> arguments = [];
            if (Mode == BitBakeMode.DryRun)
                arguments.Add("--dry-run");
            if (KeepGoing)
                arguments.Add("--continue");
            if (!string.IsNullOrEmpty(Task))
                arguments.AddRange(["--cmd", Task]);
            arguments.AddRange(Targets);
            return arguments;
        }
    }
}
