using System.Text.RegularExpressions;
using Yocto.Sdk.Testing;
using YamlDotNet.RepresentationModel;

namespace Yocto.Sdk.Tests.Sources;

/// <summary>What of GitHub's files can be tried without GitHub.</summary>
public sealed partial class WorkflowTests
{
    [Fact]
    public async Task Every_workflow_file_is_yaml() =>
        Assert.All(await SourceTree.FilesAsync(".github/*.yml"), f => Assert.IsType<YamlMappingNode>(Load(f)));

    [Fact]
    public async Task An_action_is_pinned_to_a_commit() =>
        Assert.All(await StepsAsync("uses"), uses => Assert.Matches(Pinned(), uses));

    [Fact]
    public async Task The_steps_of_workflows_pass_shellcheck() =>
        await Linter.AcceptsAsync("shellcheck", ["--shell=bash", "-"], string.Join('\n', await StepsAsync("run")));

    private static async Task<IReadOnlyList<string>> StepsAsync(string key) =>
        [.. from file in await SourceTree.FilesAsync(".github/workflows/*.yml")
            from job in (YamlMappingNode)Load(file)["jobs"]
            select job.Value into job
            from YamlMappingNode step in (YamlSequenceNode)job["steps"]
            where step.Children.ContainsKey(key)
            select ((YamlScalarNode)step[key]).Value!];

    private static YamlNode Load(string file)
    {
        using var reader = new StreamReader(Path.Combine(SourceTree.Root, file));
        var yaml = new YamlStream();
        yaml.Load(reader);
        return yaml.Documents[0].RootNode;
    }

    [GeneratedRegex("^[^@]+@[0-9a-f]{40}$")]
    private static partial Regex Pinned();
}
