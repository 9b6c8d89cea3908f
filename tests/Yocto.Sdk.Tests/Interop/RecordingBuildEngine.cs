using System.Collections;
using Microsoft.Build.Framework;

namespace Yocto.Sdk.Tests.Interop;

/// <summary>Takes what a task logs.</summary>
internal sealed class RecordingBuildEngine : IBuildEngine
{
    private readonly List<BuildMessageEventArgs> _events = [];

    public List<BuildErrorEventArgs> Errors { get; } = [];

    public List<BuildWarningEventArgs> Warnings { get; } = [];

    public IReadOnlyList<BuildMessageEventArgs> Events
    {
        get
        {
            lock (_events)
                return [.. _events];
        }
    }

    public IEnumerable<string?> Messages => Events.Select(e => e.Message);

    public bool ContinueOnError => false;

    public int LineNumberOfTaskNode => 0;

    public int ColumnNumberOfTaskNode => 0;

    public string ProjectFileOfTaskNode => "";

    public bool BuildProjectFile(string file, string[] targets, IDictionary properties, IDictionary outputs) =>
        throw new NotSupportedException();

    public void LogCustomEvent(CustomBuildEventArgs e) => throw new NotSupportedException();

    public void LogErrorEvent(BuildErrorEventArgs e) => Errors.Add(e);

    public void LogMessageEvent(BuildMessageEventArgs e)
    {
        lock (_events)
            _events.Add(e);
    }

    public void LogWarningEvent(BuildWarningEventArgs e) => Warnings.Add(e);
}
