using System.Collections;
using Microsoft.Build.Framework;

namespace Yocto.Sdk.Tests.Tasks;

/// <summary>Takes what a task logs.</summary>
internal sealed class RecordingBuildEngine : IBuildEngine4
{
    private readonly Dictionary<object, object> _objects = [];
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

    public void RegisterTaskObject(object key, object obj, RegisteredTaskObjectLifetime lifetime, bool allowEarlyCollection) =>
        _objects.Add(key, obj);

    public object? GetRegisteredTaskObject(object key, RegisteredTaskObjectLifetime lifetime) => _objects.GetValueOrDefault(key);

    public object? UnregisterTaskObject(object key, RegisteredTaskObjectLifetime lifetime) =>
        _objects.Remove(key, out var held) ? held : null;

    public bool IsRunningMultipleNodes => false;

    public bool BuildProjectFile(string file, string[] targets, IDictionary properties, IDictionary outputs, string toolsVersion) =>
        throw new NotSupportedException();

    public bool BuildProjectFilesInParallel(
        string[] files, string[] targets, IDictionary[] properties, IDictionary[] outputs, string[] toolsVersion, bool useResultsCache, bool unloadOnCompletion) =>
        throw new NotSupportedException();

    public BuildEngineResult BuildProjectFilesInParallel(
        string[] files, string[] targets, IDictionary[] properties, IList<string>[] remove, string[] toolsVersion, bool returnOutputs) =>
        throw new NotSupportedException();

    public void Yield()
    {
    }

    public void Reacquire()
    {
    }
}
