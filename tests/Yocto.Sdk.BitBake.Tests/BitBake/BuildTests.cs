using System.Globalization;

namespace Yocto.Sdk.BitBake.Tests.BitBake;

public sealed class BuildTests(PreparedHost host)
{
    [Fact]
    public async Task A_build_tells_how_far_it_is_and_logs_every_tasks_start_and_end()
    {
        await host.RequireAsync("scarthgap");
        using var project = new TinyProject(host);

        var build = (await project.BuildAsync()).Succeeded();

        Assert.Matches(@"\n  Task 1 of 8 \(13 %\)(, \d+ s)?\n", build.Output);
        Assert.Equal([], build.Warnings);
        var records = TaskRecord.Of(build);
        IEnumerable<string> TasksThat(string state) => records.Where(r => r.State == state).Select(r => r.Task);
        Assert.Equal(
            [
                "hello do_fetch started", "hello do_fetch succeeded", "hello do_unpack started", "hello do_unpack succeeded",
                "hello do_deploy started", "hello do_deploy succeeded",
            ],
            records.Where(r => r.Task is "do_fetch" or "do_unpack" or "do_deploy").Select(r => r.ToString()));
        Assert.Equal(TasksThat("started").Order(), TasksThat("succeeded").Order());
        Assert.All(records, r => Assert.Equal(("1.0", project["layer/recipes/hello_1.0.bb"]), (r.Version, r.File)));
        var end = records.Single(r => r is { Task: "do_deploy", State: "succeeded" });
        Assert.True(File.Exists(end.Log), end.Log);
        Assert.InRange(double.Parse(end.Seconds!, CultureInfo.InvariantCulture), 0.001, 600);
        Assert.Equal("hello\n", await File.ReadAllTextAsync(project["bin/Debug/qemux86-64/hello.txt"], TestContext.Current.CancellationToken));
    }
}
