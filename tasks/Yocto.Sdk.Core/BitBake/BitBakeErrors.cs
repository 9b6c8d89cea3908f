using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.BitBake;

/// <summary>Codes 4xxx: bitbake's own errors, and those around it.</summary>
internal static class BitBakeErrors
{
    public static readonly DiagnosticDescriptor NotStarted = new("YOCTO4001",
        "bitbake did not start: {0}");

    public static readonly DiagnosticDescriptor TaskFailed = new("YOCTO4002",
        "{0} of {1} failed{2}{3}");

    public static readonly DiagnosticDescriptor ParseError = new("YOCTO4003",
        "bitbake can't parse this: {0}");

    public static readonly DiagnosticDescriptor NoProvider = new("YOCTO4004",
        "No recipe in the project's layers provides the {0}{1}.{2} "
        + "Correct the name, or add the layer that has it as a YoctoLayer.");

    public static readonly DiagnosticDescriptor SkippedProvider = new("YOCTO4005",
        "The {0}{1} can't be built in this configuration: {2}");

    public static readonly DiagnosticDescriptor LoggedError = new("YOCTO4006",
        "{0}{1}");

    public static readonly DiagnosticDescriptor DiskFull = new("YOCTO4007",
        "bitbake stopped because the disk of {0} is nearly full{1}. Free some space and build again: the next build resumes.");

    public static readonly DiagnosticDescriptor Unexplained = new("YOCTO4008",
        "bitbake ended with code {0} and reported no error. {1}");

    public static readonly DiagnosticDescriptor Interrupted = new("YOCTO4009",
        "The build was interrupted{0}. The next build resumes from here.");

    public static readonly DiagnosticDescriptor ResultUnknown = new("YOCTO4010",
        "bitbake built the targets, but their outputs could not be determined. "
        + "Please report this with the binary log (dotnet build -bl), after a look for secrets in it: {0}");

    public static readonly DiagnosticDescriptor NothingToBuild = new("YOCTO4011",
        "There is nothing to build. Set the property Image, or set YoctoTarget to one or more recipes.");

    public static readonly DiagnosticDescriptor UnknownMode = new("YOCTO4012",
        "The task RunBitBake has no mode '{0}'. Set Mode to Build, Parse or DryRun.");

    public static readonly DiagnosticDescriptor NoSuchTask = new("YOCTO4013",
        "The recipe {0} has no task {1}.{2} Correct the property YoctoTask.");

    public static readonly DiagnosticDescriptor NoTargetName = new("YOCTO4014",
        "'{0}' can't be a target, because bitbake reads it as an option. Correct the property YoctoTarget.");

    public static readonly DiagnosticDescriptor InUse = new("YOCTO4015",
        "The build directory {0} is in use by {1}. End it, or set YoctoBuildDirectory to another folder.");

    public static readonly DiagnosticDescriptor InShell = new("YOCTO4016",
        "This shell has the build directory {0}, so that a build in it would wait for itself. Leave the shell with 'exit', then build.");

    public static readonly DiagnosticDescriptor Warning = new("YOCTO4101",
        "{0}{1}", Severity.Warning);

    public static readonly DiagnosticDescriptor SetsceneFailed = new("YOCTO4102",
        "The shared state did not provide {0} of {1}. The task runs instead.", Severity.Warning);

    public static readonly DiagnosticDescriptor ReadOnly = new("YOCTO4103",
        "A build as root can write only to {0}, and to folders for temporary files. If this is no fault of the recipe, "
        + "add the folder to YoctoWritableFolders.", Severity.Warning);
}
