using System.Globalization;
using Microsoft.Build.Framework;
using Microsoft.Build.Logging;
using Yocto.Sdk.BitBake;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Report;

namespace Yocto.Sdk.Tasks;

/// <summary>The builds that a binary log tells of, read by MSBuild's own reader.</summary>
internal sealed class BinaryLog
{
    private readonly Dictionary<int, (TaskRuns Runs, BuildRecord? Record)> _builds = []; // by project instance
    private readonly List<Finding> _findings = [];

    /// <exception cref="YoctoException">There is no such file, or it is no binary log.</exception>
    public static IReadOnlyList<BuildRecord> Read(string file)
    {
        var log = new BinaryLog();
        var source = new BinaryLogReplayEventSource { AllowForwardCompatibility = true };
        source.AnyEventRaised += (_, happened) => log.Hear(happened);
        try
        {
            source.Replay(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or NotSupportedException)
        {
            throw new YoctoException(ReportErrors.NoLog.Create(file, e.Message.TrimEnd('.') + "."));
        }

        return
        [
            .. from build in log._builds.Values
               where build.Record is not null
               orderby build.Record.Begin
               select build.Record with { Tasks = build.Runs.At(build.Record.End), Findings = log._findings },
        ];
    }

    private void Hear(BuildEventArgs happened)
    {
        switch (happened)
        {
            case BuildErrorEventArgs error:
                _findings.Add(new Finding(true, error.Code, error.File, error.LineNumber, error.Message ?? ""));
                break;
            case BuildWarningEventArgs warning:
                _findings.Add(new Finding(false, warning.Code, warning.File, warning.LineNumber, warning.Message ?? ""));
                break;
            case ExtendedBuildMessageEventArgs { ExtendedType: RunBitBake.TaskMessage, ExtendedMetadata: { } task }:
                var runs = _builds.TryGetValue(InstanceOf(happened), out var known) ? known.Runs : new TaskRuns();
                if (EventOf(task) is { } one)
                    runs.Hear(one, happened.Timestamp.ToUniversalTime(), Of(task, "after"));
                _builds[InstanceOf(happened)] = (runs, known.Record);
                break;
            case ExtendedBuildMessageEventArgs { ExtendedType: BuildRecord.MessageType } message when BuildRecord.OfMessage(message.ExtendedData) is { } record:
                _builds[InstanceOf(happened)] = (_builds.TryGetValue(InstanceOf(happened), out var build) ? build.Runs : new TaskRuns(), record);
                break;
        }
    }

    private static int InstanceOf(BuildEventArgs happened) => happened.BuildEventContext?.ProjectInstanceId ?? 0;

    private static TaskEvent? EventOf(IDictionary<string, string?> task)
    {
        var (recipe, version, name, file) = (Of(task, "recipe") ?? "", Of(task, "version"), Of(task, "task") ?? "", Of(task, "file") ?? "");
        double? seconds = double.TryParse(Of(task, "seconds"), CultureInfo.InvariantCulture, out var time) ? time : null;
        return Of(task, "state") switch
        {
            "started" => new TaskStarted(recipe, version, name, file, null),
            TaskRun.Succeeded => new TaskSucceeded(recipe, version, name, file, null, seconds),
            TaskRun.Failed => new TaskFailed(recipe, version, name, file, null, seconds),
            _ => null,
        };
    }

    // a value that is null may come back as an empty text
    private static string? Of(IDictionary<string, string?> task, string name) =>
        task.TryGetValue(name, out var value) && value is { Length: > 0 } ? value : null;
}
