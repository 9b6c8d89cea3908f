using System.Text.RegularExpressions;
using Yocto.Sdk.BitBake;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.BitBake;

public sealed partial class BitBakeEventTests
{
    /// <summary>A line of each kind as the bridge writes it, with the kind at its end.</summary>
    public static TheoryData<string, BitBakeEvent> Lines => new()
    {
        { """{"bitbake": "2.8.1", "python": "3.11.2", "pid": 42, "kind": "start"}""", new BridgeStarted("2.8.1", "3.11.2", 42) },
        { """{"what": "parse", "done": 3, "total": 9, "kind": "progress"}""", new StepProgressed("parse", 3, 9) },
        { """{"total": 9, "cached": 1, "parsed": 5, "skipped": 2, "masked": 1, "errors": 0, "kind": "parsed"}""", new RecipesParsed(9, 1, 5, 2, 1, 0) },
        { """{"level": "warning", "text": "grüße", "kind": "log"}""", new Logged("warning", "grüße") },
        {
            """{"level": "error", "text": "t", "trace": "tr", "recipe": "a", "version": "1", "task": "do_x", "recipeFile": "/a_1.bb", "file": "/b.inc", "line": 7, "kind": "log"}""",
            new Logged("error", "t", "tr", "a", "1", "do_x", "/a_1.bb", "/b.inc", 7)
        },
        { """{"done": 2, "total": 5, "setscene": true, "recipeFile": "/a.bb", "task": "do_x", "kind": "queue"}""", new QueueAdvanced(2, 5, true, "/a.bb", "do_x") },
        { """{"recipe": "a", "version": "1", "task": "do_x", "recipeFile": "/a.bb", "log": "/l", "nostamp": true, "kind": "taskStarted"}""", new TaskStarted("a", "1", "do_x", "/a.bb", "/l", true) },
        { """{"recipe": "a", "task": "do_x", "recipeFile": "/a.bb", "kind": "taskStarted"}""", new TaskStarted("a", null, "do_x", "/a.bb", null) },
        { """{"recipe": "a", "version": "1", "task": "do_x", "recipeFile": "/a.bb", "log": "/l", "duration": 1.5, "kind": "taskSucceeded"}""", new TaskSucceeded("a", "1", "do_x", "/a.bb", "/l", 1.5) },
        { """{"recipe": "a", "version": "1", "task": "do_x", "recipeFile": "/a.bb", "log": "/l", "duration": 2, "file": "/c.bbclass", "line": 3, "kind": "taskFailed"}""", new TaskFailed("a", "1", "do_x", "/a.bb", "/l", 2, "/c.bbclass", 3) },
        { """{"recipeFile": "/a.bb", "task": "do_x", "exitCode": -9, "text": "t", "kind": "taskLost"}""", new TaskLost("/a.bb", "do_x", -9, "t") },
        { """{"recipeFile": "/a.bb", "task": "do_x", "kind": "setsceneFailed"}""", new SetsceneFailed("/a.bb", "do_x") },
        { """{"path": "/tmp", "free": 5, "kind": "diskFull"}""", new DiskFilled("/tmp", 5) },
        { """{"path": "/tmp", "kind": "diskFull"}""", new DiskFilled("/tmp", null) },
        { """{"level": 2, "kind": "interrupted"}""", new InterruptArrived(2) },
        { """{"text": "t", "kind": "commandFailed"}""", new CommandFailed("t") },
        { """{"failures": 1, "interrupted": 0, "kind": "completed"}""", new BuildCompleted(1, 0) },
        { """{"text": "t", "kind": "resultFailed"}""", new ResultUnknown("t") },
        { """{"code": 1, "kind": "exit"}""", new BridgeEnded(1) },
    };

    [Theory]
    [MemberData(nameof(Lines), DisableDiscoveryEnumeration = true)]
    public void A_line_of_the_bridge_is_its_event(string line, BitBakeEvent happened) =>
        Assert.Equal(happened, BitBakeEvent.Parse(line));

    [Fact]
    public void An_event_of_a_missing_provider_is_read_with_its_lists()
    {
        var missing = Assert.IsType<ProviderMissing>(BitBakeEvent.Parse(
            """{"item": "podmann", "runtime": true, "dependees": ["a", "b"], "closeMatches": ["podman"], "reasons": [], "kind": "noProvider"}"""));

        Assert.Equal(("podmann", true), (missing.Item, missing.Runtime));
        Assert.Equal(["a", "b"], missing.Dependees);
        Assert.Equal(["podman"], missing.CloseMatches);
        Assert.Empty(missing.Reasons);
    }

    [Fact]
    public void An_event_of_several_providers_is_read()
    {
        var several = Assert.IsType<ProviderAmbiguous>(BitBakeEvent.Parse(
            """{"item": "virtual/x", "runtime": false, "candidates": ["a", "b"], "kind": "multipleProviders"}"""));

        Assert.Equal(["a", "b"], several.Candidates);
    }

    [Fact]
    public void An_event_of_a_result_is_read_with_its_targets()
    {
        var result = Assert.IsType<ResultAnswered>(BitBakeEvent.Parse(
            """{"variables": {"MACHINE": "m"}, "targets": [{"target": "virtual/kernel", "recipe": "linux", "file": "/l.bb", "variables": {"PV": "6"}}], "stale": ["a (AUTOREV)"], "kind": "result"}"""));

        Assert.Equal("m", result.Variables["MACHINE"]);
        var target = Assert.Single(result.Targets);
        Assert.Equal(("virtual/kernel", "linux", "/l.bb", "6"), (target.Target, target.Recipe, target.File, target.Variables["PV"]));
        Assert.Equal(["a (AUTOREV)"], result.Stale);
    }

    [Theory]
    [InlineData("")]
    [InlineData("NOTE: Executing Tasks")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"kind": "of a newer bridge"}""")]
    [InlineData("""{"kind": "exit", "code": "no number"}""")]
    [InlineData("[1]")]
    public void A_line_that_is_not_the_bridges_is_no_event(string line) => Assert.Null(BitBakeEvent.Parse(line));

    [Fact]
    public void The_kinds_of_events_are_those_that_the_bridge_documents_and_writes()
    {
        var files = Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "sdk/bridge/yocto_sdk_bridge"), "*.py").ToLookup(f => Path.GetFileName(f) == "__init__.py", File.ReadAllText);
        var documented = Documented().Matches(files[true].Single()).Select(m => m.Groups[1].Value).ToList();
        var code = string.Concat(files[false]);
        var known = typeof(BitBakeEvent).GetCustomAttributesData()
            .Where(a => a.AttributeType.Name == "JsonDerivedTypeAttribute")
            .Select(a => (string)a.ConstructorArguments[1].Value!);

        Assert.Equal(documented.Order(), known.Order());
        Assert.All(documented, k => Assert.Contains($"\"{k}\"", code, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^    (\w+) {2,}", RegexOptions.Multiline)]
    private static partial Regex Documented();
}
