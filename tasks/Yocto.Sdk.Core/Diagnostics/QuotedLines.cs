namespace Yocto.Sdk.Diagnostics;

/// <summary>The output of a program or a device, in a message.</summary>
internal static class QuotedLines
{
    /// <summary>Each on its own line, set off from the message's words; empty when there is none.</summary>
    public static string Quoted(this IEnumerable<string> lines) => string.Concat(lines.Select(l => $"{Environment.NewLine}  | {l}"));
}
