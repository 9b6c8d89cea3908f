using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Yocto.Sdk.Product.Layer;

/// <summary>The words of a command on the device, and how a unit or a script has to write them so that they arrive as they are.</summary>
internal static partial class CommandWords
{
    /// <summary>
    /// The words of a command line, with quotes and backslashes as a shell reads them. Nothing else has a meaning: no
    /// variable, no pattern, no second command.
    /// </summary>
    /// <returns>Null when a quote is not closed.</returns>
    public static IReadOnlyList<string>? Split(string commandLine)
    {
        List<string> words = [];
        StringBuilder? word = null;
        char? quote = null;
        for (var i = 0; i < commandLine.Length; i++)
        {
            var next = commandLine[i];
            if (next == '\\' && quote != '\'' && i + 1 < commandLine.Length && (quote is null || commandLine[i + 1] is '"' or '\\' or '$' or '`'))
                (word ??= new()).Append(commandLine[++i]);
            else if (next == quote)
                quote = null;
            else if (quote is null && next is ('"' or '\''))
                (quote, word) = (next, word ?? new());
            else if (quote is not null || !char.IsWhiteSpace(next))
                (word ??= new()).Append(next);
            else if (word is not null)
            {
                words.Add(word.ToString());
                word = null;
            }
        }

        if (word is not null)
            words.Add(word.ToString());
        return quote is null ? words : null;
    }

    /// <summary>For a script of <c>/bin/sh</c>.</summary>
    public static string InShell(params IEnumerable<string> words) => string.Join(' ', words.Select(word =>
        Plain().IsMatch(word) ? word : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'"));

    /// <summary>For the arguments in a unit's <c>ExecStart=</c>: systemd.service(5), Command lines.</summary>
    public static string InExec(params IEnumerable<string> words) =>
        InUnit(words).Replace("$", "$$", StringComparison.Ordinal);

    /// <summary>For another list in a unit, <c>Environment=</c>, and for the program of a command: systemd.syntax(7).</summary>
    public static string InUnit(params IEnumerable<string> words) => string.Join(' ', words.Select(word =>
    {
        var text = word.Replace("%", "%%", StringComparison.Ordinal);
        return word.Length > 0 && !Special().IsMatch(word) ? text
            : $"\"{Escaped().Replace(text, c => c.Value[0] < ' ' ? string.Create(CultureInfo.InvariantCulture, $@"\x{(int)c.Value[0]:x2}") : $@"\{c.Value}")}\"";
    }));

    [GeneratedRegex(@"\A[A-Za-z0-9_@%+=:,./\-]+\z")]
    private static partial Regex Plain();

    [GeneratedRegex(@"[\s\x00-\x1f""'\\;]")]
    private static partial Regex Special();

    [GeneratedRegex(@"[\x00-\x1f""\\]")]
    private static partial Regex Escaped();
}
