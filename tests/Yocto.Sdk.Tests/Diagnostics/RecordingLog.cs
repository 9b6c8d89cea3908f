using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Tests.Diagnostics;

/// <summary>Takes what the library tells a build.</summary>
internal sealed class RecordingLog : IBuildLog
{
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private readonly List<string> _details = [];
    private readonly List<Diagnostic> _reported = [];

    public IReadOnlyList<string> Lines => Snapshot(_lines);

    public IReadOnlyList<string> Details => Snapshot(_details);

    public IReadOnlyList<Diagnostic> Reported => Snapshot(_reported);

    /// <summary>How many git processes were started.</summary>
    public int Processes => Details.Count(d => d.StartsWith("git ", StringComparison.Ordinal));

    /// <summary>Those that asked a server.</summary>
    public int Fetches => Details.Count(d => d.StartsWith("git ", StringComparison.Ordinal) && (d.Contains(" fetch ") || d.Contains(" ls-remote ")));

    public string Text => string.Join('\n', Lines.Concat(Details));

    public void Status(string text)
    {
        lock (_lock)
            _lines.Add(text);
    }

    public void Detail(string text)
    {
        lock (_lock)
            _details.Add(text);
    }

    public void Report(Diagnostic diagnostic)
    {
        lock (_lock)
            _reported.Add(diagnostic);
    }

    private IReadOnlyList<T> Snapshot<T>(List<T> list)
    {
        lock (_lock)
            return [.. list];
    }
}
