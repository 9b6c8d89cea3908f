using System.Text.RegularExpressions;

namespace Yocto.Sdk.BitBake.Tests.BitBake;

/// <summary>What can be asked of bitbake, and what it then does and leaves.</summary>
public sealed partial class TargetTests : IClassFixture<TinyScarthgap>
{
    private readonly PreparedHost _host;
    private readonly TinyScarthgap _project;

    public TargetTests(PreparedHost host, TinyScarthgap project)
    {
        (_host, _project) = (host, project);
        project.Recipe("bad", "do_work() {\n    exit 1\n}\naddtask work after do_unpack before do_build");
    }

    [Fact]
    public async Task Several_targets_are_built_and_delivered()
    {
        await _host.RequireAsync("scarthgap");
        foreach (var name in (string[])["first", "second"])
            _project.Recipe(name, $"do_deploy() {{\n    echo {name} > ${{DEPLOYDIR}}/{name}.txt\n}}\naddtask deploy after do_unpack before do_build");

        var build = (await _project.BuildAsync("-p:YoctoTarget=first%3Bsecond")).Succeeded();

        Assert.Equal(["first do_deploy succeeded", "second do_deploy succeeded"],
            TaskRecord.Of(build).Where(r => r is { Task: "do_deploy", State: "succeeded" }).Select(r => r.ToString()).Order());
        Assert.Equal(["first.txt", "second.txt"], Delivered());
    }

    [Fact]
    public async Task One_task_runs_with_what_it_needs_and_no_more()
    {
        await _host.RequireAsync("scarthgap");
        _project.Recipe("chain", "do_work() {\n    :\n}\naddtask work after do_unpack before do_build");

        var build = (await _project.BuildAsync("-p:YoctoTarget=chain -p:YoctoTask=unpack")).Succeeded();

        Assert.Equal(["chain do_fetch succeeded", "chain do_unpack succeeded"],
            TaskRecord.Of(build).Where(r => r.State == "succeeded" && r.Task != "do_recipe_qa").Select(r => r.ToString()));
    }

    [Fact]
    public async Task A_build_that_keeps_going_builds_what_it_can()
    {
        await _host.RequireAsync("scarthgap");

        var build = (await _project.BuildAsync("-p:YoctoTarget=bad%3Bhello -p:YoctoKeepGoing=true")).Failed();

        Assert.Equal(["bad do_work"], TaskRecord.Of(build).Where(r => r.State == "failed").Select(r => $"{r.Recipe} {r.Task}"));
        Assert.StartsWith("bad_1.0.bb(2,0): YOCTO4002: do_work of bad 1.0 failed", Assert.Single(build.Errors), StringComparison.Ordinal);
        Assert.True(File.Exists(_project["obj/Debug/qemux86-64/build/tmp/deploy/images/qemux86-64/hello.txt"]));
    }

    [Fact]
    public async Task A_parse_builds_nothing()
    {
        await _host.RequireAsync("scarthgap");
        using var project = new TinyProject(_host);

        var parse = (await project.BuildAsync("-t:YoctoParse")).Succeeded();

        Assert.Equal([], TaskRecord.Of(parse));
        Assert.Equal([], parse.Warnings);
        Assert.False(Directory.Exists(project["bin"]));
        Assert.Contains("bitbake --parse-only ended with code 0", string.Join('\n', parse.Messages), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_resolves_every_task_and_runs_none()
    {
        await _host.RequireAsync("scarthgap");
        using var project = new TinyProject(_host);

        var run = (await project.BuildAsync("-t:YoctoDryRun")).Succeeded();

        Assert.Equal([], TaskRecord.Of(run));
        Assert.Equal([], run.Warnings);
        Assert.Equal("8", Resolved().Match(run.Output).Groups["tasks"].Value);
        Assert.False(Directory.Exists(project["bin"]));
        Assert.False(Directory.Exists(Path.Combine(project.BuildDirectory, "tmp/deploy")));
        (await project.BuildAsync("-t:YoctoDryRun -p:YoctoTarget=no-such-thing")).Failed();
    }

    private IEnumerable<string?> Delivered() => Directory.EnumerateFiles(_project["bin/Debug/qemux86-64"]).Select(Path.GetFileName).Order();

    [GeneratedRegex(@"\n  Resolved (?<tasks>\d+) tasks in \d+ s, ran none of them\n")]
    private static partial Regex Resolved();
}
