using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Tests.Diagnostics;

/// <summary>Takes what the library tells a build.</summary>
internal sealed class RecordingLog : IBuildLog
{
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private readonly List<string> _details = [];
    private readonly List<Diagnostic> _reported = [];

    public IReadOnlyList<string> Lines => _lines;

    public IReadOnlyList<Diagnostic> Reported => _reported;

    /// <summary>How many git processes were started.</summary>
    public int Processes => _details.Count(d => d.StartsWith("git ", StringComparison.Ordinal));

    /// <summary>Those that asked a server.</summary>
    public int Fetches => _details.Count(d => d.StartsWith("git ", StringComparison.Ordinal) && (d.Contains(" fetch ") || d.Contains(" ls-remote ")));

    public string Text => string.Join('\n', _lines.Concat(_details));

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
}
