using System.Text.RegularExpressions;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Docs;

/// <summary>A link of the documentation leads to a file of this tree, and to a heading that the file has.</summary>
public sealed partial class LinkTests
{
    [Fact]
    public async Task Every_relative_link_leads_to_a_file_and_a_heading()
    {
        var broken = new List<string>();
        foreach (var page in await SourceTree.FilesAsync("*.md"))
        {
            var text = Prose(page);
            foreach (var link in Links().Matches(text).Select(m => m.Groups["link"].Value).Where(l => !Address().IsMatch(l)))
            {
                var (path, anchor) = link.Split('#', 2) is [var p, var a] ? (p, a) : (link, null);
                var target = path.Length == 0 ? page : Path.GetRelativePath(SourceTree.Root, Path.Combine(SourceTree.Root, Path.GetDirectoryName(page)!, path));
                if (!Path.Exists(Path.Combine(SourceTree.Root, target)) || (anchor is not null && !Anchors(target).Contains(anchor)))
                    broken.Add($"{page}: {link}");
            }
        }

        Assert.Empty(broken);
    }

    // what stands in a fence or in backticks is no link and no heading
    private static string Prose(string page) =>
        Code().Replace(Fence().Replace(File.ReadAllText(Path.Combine(SourceTree.Root, page)), ""), m => m.Value.Replace('[', ' ').Replace('<', ' '));

    /// <summary>As GitHub makes them: lower case, spaces become hyphens, punctuation goes; the second of a name ends in <c>-1</c>.</summary>
    private static HashSet<string> Anchors(string page)
    {
        var anchors = new HashSet<string>();
        foreach (var heading in Heading().Matches(Prose(page)).Select(m => m.Groups[1].Value))
        {
            var name = Punctuation().Replace(Label().Replace(heading, "$1").ToLowerInvariant(), "").Replace(' ', '-');
            var unique = name;
            for (var number = 1; !anchors.Add(unique); number++)
                unique = $"{name}-{number}";
        }

        return anchors;
    }

    [GeneratedRegex(@"\]\((?<link>[^()\s]+)\)|^\[[^\]]+\]:\s*(?<link>\S+)|(?:href|src)=""(?<link>[^""]+)""", RegexOptions.Multiline)]
    private static partial Regex Links();

    [GeneratedRegex("^[a-z]+:")]
    private static partial Regex Address();

    [GeneratedRegex(@"^( *)```.*?^\1```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("`[^`\n]+`")]
    private static partial Regex Code();

    [GeneratedRegex(@"^#{1,6} +(.+?)\s*$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex Label();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Punctuation();
}
