using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Outputs;

/// <summary>Codes 5xxx: outputs.</summary>
internal static class OutputErrors
{
    public static readonly DiagnosticDescriptor DeployedFileMissing = new("YOCTO5001",
        "{0}, which {1} of {2} deployed, is missing or not a file. Build again: the next build runs the task again.");

    public static readonly DiagnosticDescriptor NotWritten = new("YOCTO5002",
        "{0} can't be written ({1} bytes): {2} Free space or correct the permissions, then build again. Files that were written before stay.");

    public static readonly DiagnosticDescriptor WorkspaceKept = new("YOCTO4105",
        "devtool's workspace {0} stays, because somebody works there on {1}. To remove it too, run 'devtool reset' for these recipes "
        + "in the shell of 'dotnet run -p:YoctoRun=shell', or delete the folder.", Severity.Warning);

    public static readonly DiagnosticDescriptor NothingDeployed = new("YOCTO5003",
        "The target {0} was built, but {1} has no files of it.", Severity.Warning);

    public static readonly DiagnosticDescriptor NotBuilt = new("YOCTO5004",
        "{0} has no result of a finished build. Build the project first.");

    public static readonly DiagnosticDescriptor ChangedSinceBuild = new("YOCTO5005",
        "{0} was changed after the build and can't go into a release. Build again to restore it.");

    public static readonly DiagnosticDescriptor BitBakeIsRunning = new("YOCTO5006",
        "bitbake{0} is running in {1}. Wait until it ends, or stop it, then clean again.");

    public static readonly DiagnosticDescriptor FolderInTheWay = new("YOCTO5007",
        "{0} is a folder, but the build writes a file of that name. Move the folder away.");

    public static readonly DiagnosticDescriptor NotAName = new("YOCTO5008",
        "'{0}', the name of {1}, leads out of the output folder. Correct the IMAGE_LINK_NAME or the deploy task of its recipe.");

    public static readonly DiagnosticDescriptor NotTheSame = new("YOCTO5009",
        "{0} does not have the content of {1}: it was changed while it was copied, or the disk is damaged. Build again, then publish again.");
}
