using System.Text.RegularExpressions;

namespace Yocto.Sdk.Tasks;

/// <summary>
/// One line under the Terminal Logger's live display. The Terminal Logger shows no message while a task runs and has no
/// progress of its own; it redraws the lines above the cursor and never writes on the cursor's own line, which is free
/// for us as long as the cursor comes back (<c>src/Build/Logging/TerminalLogger/TerminalNodesFrame.cs</c>).
/// </summary>
internal sealed partial class StatusLine(TextWriter terminal, Func<int> width)
{
    private const string SaveCursor = "\e7";
    private const string RestoreCursor = "\e8";
    private const string EraseLine = "\e[2K";
    private bool _shown;

    /// <summary>Null without a live display: redirected output, a dumb terminal, <c>-tl:off</c>, a worker node.</summary>
    public static StatusLine? OfConsole()
    {
        var dumb = Environment.GetEnvironmentVariable("TERM") is null or "" or "dumb" && !OperatingSystem.IsWindows();
        var off = Environment.GetEnvironmentVariable("MSBUILDTERMINALLOGGER") is "off" or "false"
            || Environment.GetCommandLineArgs().Any(a => TerminalLoggerOff().IsMatch(a));
        return Console.IsOutputRedirected || dumb || off ? null : new StatusLine(Console.Out, () => Console.WindowWidth);
    }

    public void Show(string text)
    {
        var room = Math.Max(width() - 1, 0);
        var line = $"  {text.ReplaceLineEndings(" ").Replace('\t', ' ')}";
        // a single write: the Terminal Logger's own come from another thread
        terminal.Write($"{SaveCursor}\r{EraseLine}{(line.Length > room ? line[..room] : line)}{RestoreCursor}");
        _shown = true;
    }

    public void Erase()
    {
        if (_shown)
            terminal.Write($"{SaveCursor}\r{EraseLine}{RestoreCursor}");
        _shown = false;
    }

    [GeneratedRegex("^(--?|/)(tl|terminallogger|ll|livelogger):(off|false)$", RegexOptions.IgnoreCase)]
    private static partial Regex TerminalLoggerOff();
}
