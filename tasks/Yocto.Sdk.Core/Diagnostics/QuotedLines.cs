namespace Yocto.Sdk.Diagnostics;

/// <summary>What a program or a device wrote, in a message.</summary>
public static class QuotedLines
{
    /// <summary>Each line on one of its own, set off from the message's words; empty when there is none.</summary>
    public static string Quoted(this IEnumerable<string> lines) => string.Concat(lines.Select(l => $"{Environment.NewLine}  | {l}"));
}
