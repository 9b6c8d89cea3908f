using System.Globalization;
using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;
using Yocto.Sdk.Host;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.BitBake.Tests.BitBake;

/// <summary>One bitbake at a time has a build directory: who comes second waits, and says for whom.</summary>
public sealed class BuildDirectoryTests(PreparedHost host)
{
    [Fact]
    public async Task Two_builds_of_a_project_wait_for_each_other()
    {
        await host.RequireAsync("scarthgap");
        using var project = new TinyProject(host);
        var task = new HeldTask(project);
        var first = project.Start("-p:YoctoTarget=held");
        await task.BeginsAsync(first);

        var second = project.Start("-p:YoctoTarget=held");
        await second.SaysAsync($", which builds in {project.BuildDirectory}.");
        Assert.Matches(
            string.Create(CultureInfo.InvariantCulture, $@"(^|\n)  Waiting for process {first.ProcessId} of {Environment.UserName} in {Regex.Escape(project.Folder)}, since \d\d:\d\d:\d\d, which builds in "),
            second.Output);
        task.Release();

        (await first.End).Succeeded();
        (await second.End).Succeeded();
        Assert.Equal(1, task.Runs);
        Assert.DoesNotContain("RunBitBake", (await project.BuildAsync("-p:YoctoTarget=held")).Succeeded().Tasks);
    }

    [HeavyFact(2)]
    public async Task A_bitbake_that_somebody_started_is_waited_for()
    {
        await host.RequireAsync("scarthgap");
        using var project = new TinyProject(host);
        var task = new HeldTask(project);
        (await project.BuildAsync("-t:YoctoParse")).Succeeded();
        var own = BitBake(project, "held");
        while (!File.Exists(Path.Combine(project.BuildDirectory, "working")))
        {
            Assert.False(own.Task.IsCompleted, own.Task.IsCompleted ? (await own).StandardOutput : "");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        var build = project.Start("-p:YoctoTarget=held");
        await build.SaysAsync(string.Create(CultureInfo.InvariantCulture,
            $"  Waiting for bitbake (process {own.ProcessId}), which was started by hand in {project.BuildDirectory}."));
        task.Release();

        Assert.Equal(0, (await own).ExitCode);
        (await build.End).Succeeded();
        Assert.Equal(1, task.Runs);
    }

    [Fact]
    public async Task The_server_of_a_build_whose_client_was_killed_is_waited_for()
    {
        await host.RequireAsync("scarthgap");
        using var project = new TinyProject(host);
        var task = new HeldTask(project);
        var killed = project.Start("-p:YoctoTarget=held");
        await task.BeginsAsync(killed);
        await RunningBuild.SignalAsync("KILL", project.Processes().Single(p => p.Command.Contains("yocto_sdk_bridge/__main__.py", StringComparison.Ordinal)).Id);
        Assert.StartsWith("device.yoctoproj(0,0): YOCTO4008: bitbake ended with code 137 and reported no error. ", Assert.Single((await killed.End).Failed().Errors), StringComparison.Ordinal);

        var next = project.Start("-p:YoctoTarget=held");
        await next.SaysAsync("  Waiting for the bitbake of an interrupted build to end (process ");
        task.Release();

        (await next.End).Succeeded();
        Assert.Equal(1, task.Runs);
        Assert.Equal([], project.Processes());
    }

    [Fact]
    public async Task A_full_disk_is_an_error_and_the_build_after_it_goes_on()
    {
        await host.RequireAsync("scarthgap");
        using var project = new TinyProject(host);
        using var disk = TemporaryMount.Create(project.BuildDirectory, 64 << 20);
        project.Recipe("big", "do_work() {\n    dd if=/dev/zero of=${TOPDIR}/big bs=1M count=100\n}\naddtask work after do_unpack before do_build");
        project.Declare(properties: "<YoctoTarget>big</YoctoTarget><YoctoMinimumFreeDiskSpace>0</YoctoMinimumFreeDiskSpace>");

        var full = (await project.BuildAsync()).Failed();

        Assert.All(full.Errors, e => Assert.Matches("^[^:]+: YOCTO(400[0-9]|190[0-9]|50[0-9][0-9]): ", e));
        Assert.Contains(full.Errors, e => e.Contains("No space left on device", StringComparison.Ordinal) || e.Contains("disk", StringComparison.Ordinal));
        Assert.DoesNotContain("Traceback", string.Concat(full.Errors), StringComparison.Ordinal);

        File.Delete(Path.Combine(project.BuildDirectory, "big"));
        project.Recipe("big", "do_work() {\n    dd if=/dev/zero of=${TOPDIR}/big bs=1M count=1\n}\naddtask work after do_unpack before do_build");
        (await project.BuildAsync()).Succeeded();
    }

    [Fact]
    public async Task A_disk_that_bitbake_watches_is_named_with_what_is_left()
    {
        await host.RequireAsync("scarthgap");
        using var project = new TinyProject(host);
        using var disk = TemporaryMount.Create(project.BuildDirectory, 64 << 20);
        project.Declare(
            """<YoctoVariable Include="BB_DISKMON_DIRS" Value="HALT,${TMPDIR},1G," />""",
            "<Image>hello</Image><YoctoMinimumFreeDiskSpace>0</YoctoMinimumFreeDiskSpace>");

        var full = (await project.BuildAsync()).Failed();

        Assert.Matches(
            @"^device\.yoctoproj\(0,0\): YOCTO4007: bitbake stopped because the disk of .+ is nearly full \(\d+ MB left\)\. Free some space and build again: the next build resumes\.$",
            Assert.Single(full.Errors));
        project.Declare(properties: "<Image>hello</Image><YoctoMinimumFreeDiskSpace>0</YoctoMinimumFreeDiskSpace>");
        (await project.BuildAsync()).Succeeded();
    }

    /// <summary>bitbake, as a person starts it in the build directory.</summary>
    private static CommandTask<BufferedCommandResult> BitBake(TinyProject project, string target)
    {
        var folder = project["obj/layers/poky/bitbake/bin"];
        string[] command = [.. BuildIdentity.Choose(HostSystem.Current(), null).LaunchPrefix, Path.Combine(folder, "bitbake"), target];
        return Cli.Wrap(command[0])
            .WithArguments(command[1..])
            .WithWorkingDirectory(project.BuildDirectory)
            .WithEnvironmentVariables(e => e.Set("PATH", $"{folder}:{HostSystem.Current().PathVariable}").Set("LC_ALL", "en_US.UTF-8"))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
    }
}
