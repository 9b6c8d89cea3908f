extern alias structured;

using Microsoft.Build.Logging.StructuredLogger;
using structured::Microsoft.Build.Framework;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.BitBake.Tests.BitBake;

/// <summary>A bitbake task's start or end as the binary log has it.</summary>
public sealed record TaskRecord(string State, string Recipe, string Version, string Task, string File, string? Log, string? Seconds)
{
    public override string ToString() => $"{Recipe} {Task} {State}";

    /// <summary>In the order in which they happened.</summary>
    public static IReadOnlyList<TaskRecord> Of(DotnetRun run) =>
    [
        .. BinaryLog.ReadRecords(run.BinaryLog)
            .Select(r => r.Args).OfType<ExtendedBuildMessageEventArgs>()
            .Where(e => e.ExtendedType == "yocto.task")
            .Select(e => e.ExtendedMetadata!)
            .Select(m => new TaskRecord(m["state"]!, m["recipe"]!, m["version"]!, m["task"]!, m["file"]!,
                m["log"], m["seconds"])),
    ];
}
