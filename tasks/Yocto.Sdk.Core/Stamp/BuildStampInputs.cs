namespace Yocto.Sdk.Stamp;

/// <summary>All that decides about the result of a build.</summary>
internal sealed record BuildStampInputs
{
    /// <summary>bitbake's TOPDIR; its <c>conf/</c> counts.</summary>
    public required string BuildDirectory { get; init; }

    /// <summary><c>yocto.layers.json</c>: the layers, the bitbake.</summary>
    public required string RestoredLayersFile { get; init; }

    /// <summary><c>product.json</c>: the product layer, where the project has one.</summary>
    public required string ProductFile { get; init; }

    /// <summary>The Python file that runs bitbake; the others of its folder belong to it.</summary>
    public required string BridgeFile { get; init; }

    /// <summary>What is asked of bitbake: <c>Targets</c>, <c>TaskName</c> and so on, by name.</summary>
    public IReadOnlyDictionary<string, string> Request { get; init; } = new Dictionary<string, string>();

    /// <summary>Files and folders outside the layers that configuration or layers name; absolute.</summary>
    public IReadOnlyList<string> ExtraInputs { get; init; } = [];

    /// <summary>Folders below a layer that do not count; absolute.</summary>
    public IReadOnlyList<string> ExcludedFolders { get; init; } = [];

    /// <summary>devtool's workspace and its sources, by folder; empty without one.</summary>
    public IReadOnlyDictionary<string, BuildStampFolder> Workspace { get; init; } = new Dictionary<string, BuildStampFolder>();

    /// <summary>The recipes of the workspace, for a message; empty without one.</summary>
    public string WorkspaceRecipes { get; init; } = "";

    /// <summary>The environment that bitbake sees. The stamp keeps digests only: it may hold secrets.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// The commands that a build uses of the host; those in bitbake's own <c>hosttools</c> folder come to them. Null where
    /// bitbake runs in a container and uses none.
    /// </summary>
    public IReadOnlyList<string>? HostTools { get; init; } = [];
}
