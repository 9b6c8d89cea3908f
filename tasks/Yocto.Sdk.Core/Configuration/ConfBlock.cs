namespace Yocto.Sdk.Configuration;

/// <summary>Lines of a conf file that come from one property or item type.</summary>
/// <param name="Source">What the user wrote them as: <c>Machine</c>, <c>YoctoVariable FOO</c>.</param>
internal sealed record ConfBlock(string Source, IReadOnlyList<string> Lines)
{
    /// <summary>An assignment of words, one per line, as conf files of this field are written.</summary>
    public static string WordList(string name, string assignment, IEnumerable<string> words, bool leadingSpace = false) =>
        string.Join('\n', [$"{name} {assignment} \"{(leadingSpace ? " " : "")}\\", .. words.Select(word => $"    {word} \\"), "\""]);
}
