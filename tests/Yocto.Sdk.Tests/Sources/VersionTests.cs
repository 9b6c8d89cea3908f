using System.Text.RegularExpressions;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Sources;

/// <summary>The version comes from the tag: the package's files get it when they are packed, no other file of the tree names one.</summary>
public sealed partial class VersionTests
{
    [Fact]
    public async Task No_file_names_a_version_of_the_sdk()
    {
        var files = (await SourceTree.FilesAsync("*.md", "*.props", "*.targets", "*.csproj", "*.yoctoproj", "*.json")).Except(["CHANGELOG.md"]);

        Assert.DoesNotContain(files, f => Version().IsMatch(File.ReadAllText(Path.Combine(SourceTree.Root, f))));
    }

    [GeneratedRegex(@"Yocto\.Sdk(/|"" Version=""|"": "")\d|<Version>\d")]
    private static partial Regex Version();
}
