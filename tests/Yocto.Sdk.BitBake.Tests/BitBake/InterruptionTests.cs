using Yocto.Sdk.Testing;

namespace Yocto.Sdk.BitBake.Tests.BitBake;

/// <summary>A build that is stopped leaves no process, and the next one goes on from there.</summary>
public sealed class InterruptionTests(PreparedHost host)
{
    [Fact]
    public async Task An_interrupt_lets_running_tasks_finish()
    {
        await host.RequireAsync("scarthgap");
        using var project = new TinyProject(host);
        var task = new HeldTask(project);
        var build = project.StartJob("-p:YoctoTarget=held");
        await task.BeginsAsync(build);

        await RunningBuild.SignalAsync("INT", -build.ProcessId);
        await build.SaysAsync("Stopping once the running tasks have finished (");
        await Task.Delay(1000, TestContext.Current.CancellationToken);
        Assert.Equal((false, 0), (build.End.IsCompleted, task.Runs));
        task.Release();

        AssertInterrupted(project, await build.End);
        Assert.Matches(@"have finished \(.*held do_work.*\)\. They are ended in 30 s\.", build.Output);
        Assert.Equal(1, task.Runs);
        (await project.BuildAsync("-p:YoctoTarget=held")).Succeeded();
        Assert.Equal(1, task.Runs);
    }

    [Theory]
    [InlineData("-tl:off")]
    [InlineData("-tl:on")]
    public async Task A_second_control_c_ends_running_tasks(string logger)
    {
        await host.RequireAsync("scarthgap");
        using var project = new TinyProject(host);
        var task = new HeldTask(project);
        var terminal = new Terminal();
        var build = project.StartAt(terminal, $"-p:YoctoTarget=held {logger}");
        await task.BeginsAsync(build);

        terminal.PressControlC();
        await build.SaysAsync("Stopping once the running tasks have finished (");
        await Task.Delay(1000, TestContext.Current.CancellationToken);
        Assert.False(build.End.IsCompleted);
        terminal.PressControlC();

        AssertInterrupted(project, await build.End.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));
        Assert.Matches(@"have finished \(.*held do_work.*\)\. Press Ctrl\+C again to end them now\.", build.Output);
        Assert.Equal(0, task.Runs);
        task.Release();
        (await project.BuildAsync("-p:YoctoTarget=held")).Succeeded();
        Assert.Equal(1, task.Runs);
    }

    [Fact]
    public async Task A_build_that_is_killed_is_repaired_by_the_next_build()
    {
        await host.RequireAsync("scarthgap");
        using var project = new TinyProject(host);
        var task = new HeldTask(project);
        var build = project.StartJob("-p:YoctoTarget=held");
        await task.BeginsAsync(build);

        await RunningBuild.SignalAsync("KILL", -build.ProcessId);
        (await build.End).Failed();
        task.Release();

        (await project.BuildAsync("-p:YoctoTarget=held")).Succeeded();
        Assert.Equal(1, task.Runs);
        Assert.Equal([], project.Processes());
    }

    private static void AssertInterrupted(TinyProject project, DotnetRun build)
    {
        Assert.Equal([], project.Processes());
        Assert.Matches(
            @"^device\.yoctoproj\(0,0\): YOCTO4009: The build was interrupted at task \d of 8\. The next build resumes from here\.$",
            Assert.Single(build.Failed().Errors));
        // MSBuild's own, where it has to wait
        Assert.Equal([], build.Warnings.Where(w => !w.Contains("MSB4220", StringComparison.Ordinal)));
    }
}
