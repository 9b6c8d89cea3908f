using System.Text.RegularExpressions;

namespace Yocto.Sdk.Diagnostics;

/// <summary>Text of others, which must steer neither the terminal nor the CI system that reads the log.</summary>
internal static partial class ConsoleText
{
    /// <summary>Without escape sequences and other control characters, but for tabs and line breaks, and without the commands of CI systems.</summary>
    public static string Of(string text)
    {
        var plain = Controls().IsMatch(text) ? Controls().Replace(Sequences().Replace(text, ""), "") : text;
        return LineCommand().Replace(Command().Replace(plain, "## "), "$1: :");
    }

    // CSI; OSC and the other strings; the escapes of a few characters: ECMA-48
    [GeneratedRegex(@"(?:\e\[|\x9b)[0-?]*[ -/]*[@-~]|\e[\]PX^_][^\a\e\n]*(?:\a|\e\\)|\e[ -/]*[0-~]")]
    private static partial Regex Sequences();

    // with those that turn the direction of writing round
    [GeneratedRegex(@"[\x00-\x08\v\f\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\r(?!\n)")]
    private static partial Regex Controls();

    // ##vso[, ##[ and ##teamcity[ count anywhere in a line
    [GeneratedRegex(@"##(?=\w*\[)")]
    private static partial Regex Command();

    // ::error file=a::text
    [GeneratedRegex(@"^([ \t]*)::(?=[A-Za-z][\w-]*(?:[ \t][^\n]*)?::)", RegexOptions.Multiline)]
    private static partial Regex LineCommand();
}
