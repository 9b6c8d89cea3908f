using System.Text.RegularExpressions;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Sources;

public sealed partial class SolutionTests
{
    // which would fetch a compiler into each build of the solution
    private const string OfPack = "sdk/ReadyToRun/ReadyToRun.csproj";

    [Fact]
    public async Task The_solution_has_every_project_but_the_samples_and_the_packs()
    {
        var projects = (await SourceTree.FilesAsync("*.csproj")).Except([OfPack]).Where(f => !f.StartsWith("samples/", StringComparison.Ordinal));

        var solution = await File.ReadAllTextAsync(Path.Combine(SourceTree.Root, "Yocto.Sdk.sln"), TestContext.Current.CancellationToken);
        var listed = Project().Matches(solution).Select(m => m.Groups[1].Value.Replace('\\', '/'));
        Assert.Equal(projects.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@", ""([^""]+\.csproj)""")]
    private static partial Regex Project();
}
