using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Outputs;

/// <summary>Codes 5xxx: outputs.</summary>
public static class OutputErrors
{
    public static readonly DiagnosticDescriptor DeployedFileMissing = new("YOCTO5001",
        "{0}, which {1} of {2} has deployed, is missing or is no file. Build again: the task is then run anew.");

    public static readonly DiagnosticDescriptor NotWritten = new("YOCTO5002",
        "{0} can't be written ({1} bytes): {2} Make room or give access, then build again; what is there already stays.");

    public static readonly DiagnosticDescriptor NothingDeployed = new("YOCTO5003",
        "The target {0} was built, but it left no files that Yocto.Sdk knows of in {1}.", Severity.Warning);

    public static readonly DiagnosticDescriptor NotBuilt = new("YOCTO5004",
        "{0} says nothing about a finished build. Build the project first.");

    public static readonly DiagnosticDescriptor ChangedSinceBuild = new("YOCTO5005",
        "{0} was changed after it was built, so that it doesn't go into a release. Build again to restore it.");

    public static readonly DiagnosticDescriptor BitBakeIsRunning = new("YOCTO5006",
        "A bitbake{0} is at work in {1}. Wait for its end, or stop it, and clean then.");

    public static readonly DiagnosticDescriptor FolderInTheWay = new("YOCTO5007",
        "{0} is a folder, where the build delivers a file of that name. Move the folder away.");
}
