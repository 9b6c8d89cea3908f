using System.Text.RegularExpressions;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.BitBake.Tests.BitBake;

/// <summary>The same project on every release: parsed, built, not built twice, and what fails is found at its line.</summary>
public sealed partial class ReleaseTests(PreparedHost host)
{
    [HeavyFact(2)]
    public Task A_project_is_built_on_dunfell() => BuildAsync("dunfell");

    [HeavyFact(2)]
    public Task A_project_is_built_on_kirkstone() => BuildAsync("kirkstone");

    [HeavyFact(2)]
    public Task A_project_is_built_on_walnascar() => BuildAsync("walnascar");

    [HeavyFact(2)]
    public Task A_project_is_built_on_whinlatter() => BuildAsync("whinlatter");

    [HeavyFact]
    public Task A_project_is_built_on_wrynose() => BuildAsync("wrynose");

    [HeavyFact]
    public Task A_project_is_built_on_master() => BuildAsync("master");

    [Theory]
    [InlineData("zeus", "1.44.0")]
    [InlineData("thud", "1.40.0")]
    public async Task A_release_that_the_hosts_python_does_not_run_names_the_python_that_does(string release, string bitBake)
    {
        await Upstream.RequireAsync(Upstream.Poky, release);
        using var project = new TinyProject(host, release);

        var errors = (await project.BuildAsync("-t:YoctoParse")).Errors;

        // beside what else this host lacks for so old a release
        var python = errors.Where(e => e.Contains("YOCTO2005", StringComparison.Ordinal)).ToList();
        Assert.SkipWhen(python.Count == 0, "this host's Python is old enough");
        Assert.Matches(
            $@"^device\.yoctoproj\(0,0\): YOCTO2005: /\S+/python3 is Python 3\.\d+\.\d+, but bitbake {Regex.Escape(bitBake)} needs 3\.9 or older\. "
            + @"Put an older python3 first on the PATH, or build in a container that has one \(YoctoBuildContainer\)\.$",
            Assert.Single(python));
    }

    private async Task BuildAsync(string release)
    {
        await host.RequireAsync(release);
        using var project = new TinyProject(host, release);
        if (release == "master")
        {
            (await project.BuildAsync("-t:Restore")).Succeeded();
            project.FollowCore();
        }
        project.Recipe("bad", "do_work() {\n    echo 'the reason'\n    exit 3\n}\naddtask work after do_unpack before do_build");

        var build = (await project.BuildAsync()).Succeeded();
        Assert.Equal(["hello do_fetch", "hello do_unpack", "hello do_deploy"],
            TaskRecord.Of(build).Where(r => r.State == "succeeded" && r.Task is "do_fetch" or "do_unpack" or "do_deploy").Select(r => $"{r.Recipe} {r.Task}"));
        // master's, of the licence that the recipes of these tests have
        Assert.Equal([], build.Warnings.Where(w => !w.Contains("LICENSE is using \"CLOSED\", which is deprecated", StringComparison.Ordinal)));
        Assert.Equal("hello\n", await File.ReadAllTextAsync(project["bin/Debug/qemux86-64/hello.txt"], TestContext.Current.CancellationToken));
        Assert.DoesNotContain("RunBitBake", (await project.BuildAsync()).Succeeded().Tasks);

        var failed = (await project.BuildAsync("-p:YoctoTarget=bad")).Failed();
        var log = TaskRecord.Of(failed).Single(r => r.State == "failed").Log;
        Assert.Equal(
            $"bad_1.0.bb(2,0): YOCTO4002: do_work of bad 1.0 failed:\nThe end of {log}:\n  | the reason",
            NoteOfExitCode().Replace(Duration().Replace(Assert.Single(failed.Errors), ""), ""));

        project.Write("layer/recipes/wrong_1.0.bb", "inherit tiny\nthis is not bitbake\n");
        Assert.Equal(["wrong_1.0.bb(2,0): YOCTO4003: bitbake can't parse this: unparsed line: 'this is not bitbake'"],
            (await project.BuildAsync("-t:YoctoParse")).Failed().Errors);
    }

    [GeneratedRegex(@" after [\d.]+ s(?=:)")]
    private static partial Regex Duration();

    // not in every release
    [GeneratedRegex(@"\n  \| WARNING: [^\n]*exit code 3[^\n]*$")]
    private static partial Regex NoteOfExitCode();
}
