using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.BitBake;

/// <summary>Codes 4xxx: what bitbake says, and what happens around it.</summary>
public static class BitBakeErrors
{
    public static readonly DiagnosticDescriptor NotStarted = new("YOCTO4001",
        "bitbake did not start: {0}");

    public static readonly DiagnosticDescriptor TaskFailed = new("YOCTO4002",
        "{0} of {1} failed{2}{3}");

    public static readonly DiagnosticDescriptor ParseError = new("YOCTO4003",
        "bitbake can't parse this: {0}");

    public static readonly DiagnosticDescriptor NoProvider = new("YOCTO4004",
        "No recipe of the project's layers provides the {0}{1}.{2} "
        + "Correct the name, or add the layer that has it as a YoctoLayer.");

    public static readonly DiagnosticDescriptor SkippedProvider = new("YOCTO4005",
        "The {0}{1} can't be had here: {2}");

    public static readonly DiagnosticDescriptor LoggedError = new("YOCTO4006",
        "{0}{1}");

    public static readonly DiagnosticDescriptor DiskFull = new("YOCTO4007",
        "The disk that holds {0} is nearly full{1}, and bitbake stopped. Free some space there; the next build goes on.");

    public static readonly DiagnosticDescriptor Unexplained = new("YOCTO4008",
        "bitbake ended with code {0}, named no error and {1}");

    public static readonly DiagnosticDescriptor Interrupted = new("YOCTO4009",
        "The build was interrupted{0}. Nothing is lost: the next build goes on from here.");

    public static readonly DiagnosticDescriptor ResultUnknown = new("YOCTO4010",
        "bitbake built the targets, but its answers to what they are could not be read. "
        + "Please report this with the binary log (dotnet build -bl): {0}");

    public static readonly DiagnosticDescriptor NothingToBuild = new("YOCTO4011",
        "There is nothing to build. Set Image, or YoctoTarget to the names of recipes.");

    public static readonly DiagnosticDescriptor UnknownMode = new("YOCTO4012",
        "RunBitBake has no mode {0}: Build, Parse and DryRun are what it knows.");

    public static readonly DiagnosticDescriptor NoSuchTask = new("YOCTO4013",
        "The recipe {0} has no task {1}.{2} Correct the property YoctoTask.");

    public static readonly DiagnosticDescriptor NoTargetName = new("YOCTO4014",
        "'{0}' can't be a target: bitbake would take it for an option. Correct the property YoctoTarget.");

    public static readonly DiagnosticDescriptor Warning = new("YOCTO4101",
        "{0}{1}", Severity.Warning);

    public static readonly DiagnosticDescriptor SetsceneFailed = new("YOCTO4102",
        "{0} of {1} could not be taken from the shared state; the task runs instead.", Severity.Warning);
}
