using System.Text.Json.Serialization;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Configuration;

/// <summary>Lines of a conf file that come from one property or item type.</summary>
/// <param name="Source">What the user wrote them as: <c>Machine</c>, <c>YoctoVariable FOO</c>.</param>
internal sealed record ConfBlock(string Source, IReadOnlyList<string> Lines)
{
    /// <summary>The elements of the project that it was made of, as far as they are known; no file has them.</summary>
    [JsonIgnore]
    public IReadOnlyList<Setting> Origins { get; init; } = [];

    /// <summary>An assignment of words, one per line, as conf files of this field are written.</summary>
    public static string WordList(string name, string assignment, IEnumerable<string> words, bool leadingSpace = false) =>
        string.Join('\n', [$"{name} {assignment} \"{(leadingSpace ? " " : "")}\\", .. words.Select(word => $"    {word} \\"), "\""]);
}
