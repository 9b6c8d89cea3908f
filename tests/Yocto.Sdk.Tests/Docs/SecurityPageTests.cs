using System.Text.RegularExpressions;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Docs;

/// <summary>A promise of the security page names tests that there are.</summary>
public sealed partial class SecurityPageTests
{
    [Fact]
    public async Task Every_promise_names_a_test_that_there_is()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(SourceTree.Root, "docs/security.md"), TestContext.Current.CancellationToken);
        var promises = page.Split('\n').Where(l => l.StartsWith("| ", StringComparison.Ordinal) && !l.StartsWith("| promise", StringComparison.Ordinal) && !l.StartsWith("| ---", StringComparison.Ordinal)).ToList();
        var tests = new HashSet<string>();
        foreach (var file in await SourceTree.FilesAsync("tests/*.cs"))
        {
            foreach (Match test in Method().Matches(await File.ReadAllTextAsync(Path.Combine(SourceTree.Root, file), TestContext.Current.CancellationToken)))
                tests.Add(test.Groups[1].Value);
        }

        Assert.NotEmpty(promises);
        Assert.Equal([], promises.Where(p => !Name().IsMatch(p)));
        Assert.Equal([], promises.SelectMany(p => Name().Matches(p)).Select(m => m.Groups[1].Value).Where(t => !tests.Contains(t)));
    }

    [GeneratedRegex(@"public (?:async )?(?:Task|void) (\w+)\(")]
    private static partial Regex Method();

    [GeneratedRegex(@"`(\w+_\w+)`")]
    private static partial Regex Name();
}
