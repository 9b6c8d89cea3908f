namespace Yocto.Sdk.BitBake;

public enum BitBakeMode
{
    /// <summary>Builds the targets.</summary>
    Build,

    /// <summary>Runs a task of the targets for what it finds out, and leaves the result of the last build as it is.</summary>
    Check,

    /// <summary>Parses all metadata: <c>bitbake -p</c>.</summary>
    Parse,

    /// <summary>Resolves the whole task graph and runs none of it: <c>bitbake -n</c>.</summary>
    DryRun,
}
