using Yocto.Sdk.Testing;

namespace Yocto.Sdk.BitBake.Tests.BitBake;

/// <summary>zeus, whose bitbake no Python of today runs, in a container; and a release of each other Containerfile.</summary>
[Collection(nameof(DebianImage))]
public sealed class BuildContainerTests(PreparedHost host, DebianImage image)
{
    [HeavyFact(2)]
    public async Task A_project_is_built_in_a_container_image_and_built_again_in_a_changed_one()
    {
        await ProcessTrace.RequireAsync();
        using var project = await CreateAsync(image.Name);

        var build = (await project.BuildAsync()).Succeeded();

        Assert.Equal([], build.Warnings);
        Assert.Equal(["who do_fetch", "who do_unpack", "who do_deploy"],
            TaskRecord.Of(build).Where(r => r.State == "succeeded" && r.Task is "do_fetch" or "do_unpack" or "do_deploy").Select(r => $"{r.Recipe} {r.Task}"));
        await AssertBuiltInsideAsync(project);
        var (again, programs) = await project.TraceAsync();
        Assert.DoesNotContain("RunBitBake", again.Succeeded().Tasks);
        Assert.DoesNotContain(programs, p => p.Contains("podman", StringComparison.Ordinal));

        await image.ChangeAsync();
        var changed = (await project.BuildAsync()).Succeeded();
        Assert.Contains("bitbake is started: BuildContainer of the build has changed.", changed.Messages);
    }

    [HeavyTheory(2)]
    [InlineData("kirkstone", 11)]
    [InlineData("wrynose", 12)]
    public async Task Every_release_is_built_in_its_container_image(string release, int debian)
    {
        using var project = await CreateAsync(DebianImage.NameFor(release), release);

        (await project.BuildAsync()).Succeeded();

        await AssertBuiltInsideAsync(project, debian);
    }

    [HeavyFact(2)]
    public async Task A_project_is_built_in_a_root_file_system_that_is_left_as_it_was()
    {
        await image.RequireAsync();
        var folder = await image.ExportAsync();
        using var project = await CreateAsync(folder);

        (await project.BuildAsync()).Succeeded();

        await AssertBuiltInsideAsync(project);
        Assert.False(Directory.Exists(folder + project.Folder));
        Assert.DoesNotContain("RunBitBake", (await project.BuildAsync()).Succeeded().Tasks);
        await File.WriteAllTextAsync($"{folder}/usr/bin/new", "", TestContext.Current.CancellationToken);
        Assert.Contains("RunBitBake", (await project.BuildAsync()).Succeeded().Tasks);
    }

    [HeavyFact(2)]
    public async Task What_goes_wrong_inside_a_build_container_is_told_at_its_line()
    {
        using var project = await CreateAsync(image.Name);
        project.Recipe("bad", "do_work() {\n    echo 'the reason'\n    exit 3\n}\naddtask work after do_unpack before do_build");
        project.Write("layer/conf/layer.conf", File.ReadAllText(project["layer/conf/layer.conf"]) + "HOSTTOOLS += \"no-such-tool\"\n");

        var refused = Assert.Single((await project.BuildAsync("-p:YoctoTarget=bad")).Failed().Errors);
        Assert.StartsWith($"device.yoctoproj(0,0): YOCTO2001: The build container {image.Name} lacks no-such-tool, ", refused, StringComparison.Ordinal);

        project.Write("layer/conf/layer.conf", File.ReadAllText(project["layer/conf/layer.conf"]).Replace("no-such-tool", "", StringComparison.Ordinal));
        var failed = Assert.Single((await project.BuildAsync("-p:YoctoTarget=bad")).Failed().Errors);
        Assert.StartsWith("bad_1.0.bb(2,0): YOCTO4002: do_work of bad 1.0 failed", failed, StringComparison.Ordinal);
        Assert.Contains("  | the reason", failed, StringComparison.Ordinal);
    }

    [HeavyFact(2)]
    public async Task A_second_control_c_ends_the_tasks_in_a_build_container()
    {
        using var project = await CreateAsync(image.Name);
        var task = new HeldTask(project);
        var terminal = new Terminal();
        var build = project.StartAt(terminal, "-p:YoctoTarget=held -tl:off");
        await task.BeginsAsync(build);

        terminal.PressControlC();
        await build.SaysAsync("Stopping once the running tasks have finished (");
        await Task.Delay(1000, TestContext.Current.CancellationToken);
        Assert.False(build.End.IsCompleted);
        terminal.PressControlC();

        var end = (await build.End.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken)).Failed();
        Assert.Contains("YOCTO4009", Assert.Single(end.Errors), StringComparison.Ordinal);
        Assert.Equal(0, task.Runs);
        await AssertNothingRunsAsync(project);
    }

    [HeavyTheory(2)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task No_container_outlives_a_build_that_is_killed(bool dotnetAlone)
    {
        using var project = await CreateAsync(image.Name);
        var task = new HeldTask(project);
        var build = project.StartJob("-p:YoctoTarget=held");
        await task.BeginsAsync(build);

        if (dotnetAlone)
            new FolderProcesses(project.Folder).Kill(dotnetAlone: true);
        else
            await RunningBuild.SignalAsync("KILL", -build.ProcessId); // podman too
        (await build.End).Failed();

        await new FolderProcesses(project.Folder).EndAsync(TimeSpan.FromSeconds(60));
        await AssertNothingRunsAsync(project);
        task.Release();
        (await project.BuildAsync("-p:YoctoTarget=held")).Succeeded();
        Assert.Equal(1, task.Runs);
    }

    private async Task<TinyProject> CreateAsync(string container, string release = "zeus")
    {
        await image.RequireAsync(release);
        var project = new TinyProject(host, release);
        project.Recipe("who", """
            do_deploy() {
                cat /etc/debian_version > ${DEPLOYDIR}/who.txt
                id -u >> ${DEPLOYDIR}/who.txt
            }
            addtask deploy after do_unpack before do_build
            """);
        project.Declare(properties: $"<Image>who</Image><YoctoBuildContainer>{container}</YoctoBuildContainer>");
        return project;
    }

    private async Task AssertBuiltInsideAsync(TinyProject project, int debian = 11)
    {
        var file = project["bin/Debug/qemux86-64/who.txt"];
        Assert.Matches($@"^{debian}\.\d+\n1000\n$", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        await AssertNothingRunsAsync(project);
    }

    private async Task AssertNothingRunsAsync(TinyProject project)
    {
        Assert.Equal([], project.Processes());
        Assert.Equal("", await image.ContainersAsync());
    }
}
