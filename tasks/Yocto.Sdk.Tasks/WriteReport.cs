using Microsoft.Build.Framework;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;
using Yocto.Sdk.Report;

namespace Yocto.Sdk.Tasks;

/// <summary>Writes the report of a binary log or, without one, of the last build.</summary>
public sealed class WriteReport : BuildTask
{
    /// <summary>Absolute; empty for the last build.</summary>
    public string LogFile { get; set; } = "";

    /// <summary>The page; absolute.</summary>
    [Required]
    public string ReportFile { get; set; } = "";

    protected override Task RunAsync(CancellationToken cancellation)
    {
        var builds = LogFile.Length > 0 ? BinaryLog.Read(LogFile) : BuildRecord.Read(Folder.Record) is { } last ? [last] : [];
        if (builds.Count == 0)
            throw new YoctoException(ReportErrors.NothingToReport.Create(LogFile.Length > 0 ? LogFile : Folder.Record));
        WholeFile.WriteIfChanged(ReportFile, ReportPage.Of(builds));
        Status($"Report -> {ReportFile}");
        return Task.CompletedTask;
    }
}
