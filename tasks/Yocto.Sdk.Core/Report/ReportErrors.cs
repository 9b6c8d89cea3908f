using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Report;

/// <summary>Codes 4030 to 4039: the report of a build.</summary>
internal static class ReportErrors
{
    public static readonly DiagnosticDescriptor NoLog = new("YOCTO4030",
        "{0} can't be read as a binary log: {1} Set YoctoReportLog to the file that dotnet build -bl wrote, in a command that writes no log to the same file.");

    public static readonly DiagnosticDescriptor NothingToReport = new("YOCTO4031",
        "{0} tells of no build by bitbake. A report needs a build that had something to do.");
}
