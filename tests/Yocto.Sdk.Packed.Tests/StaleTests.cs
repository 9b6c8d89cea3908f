using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Packed.Tests;

/// <summary>
/// Every way to be stale, by the real command: the reason is told, bitbake is started, and the build after that has
/// nothing to do.
/// </summary>
public sealed class StaleTests(BuiltDevice device) : IClassFixture<BuiltDevice>
{
    private const string Image = "core-image-minimal-qemuarm64.rootfs.wic";
    private const string LocalConf = "{folder}/obj/Debug/qemuarm64/build/conf/local.conf has changed";
    private const string Layer = "layers/meta-product/recipes-product";

    private static readonly DateTime _longAgo = new(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);

    private UserFolder User => device.User;

    [Fact]
    public Task An_added_package_starts_bitbake() =>
        StaleAsync(() => EditProject("</ItemGroup>", """<YoctoPackage Include="podman" /></ItemGroup>"""), LocalConf, "core-image-minimal do_rootfs");

    [Fact]
    public Task A_changed_variable_starts_bitbake() =>
        StaleAsync(() => EditProject("""Value="hello""", """Value="good day, hello"""), LocalConf, "core-image-minimal do_rootfs");

    [Fact]
    public Task An_edited_file_of_a_layer_starts_bitbake() =>
        StaleAsync(() => User.Write($"{Layer}/hello_1.0.bb", $"SUMMARY = \"Says {Guid.NewGuid()}\"\n"), $"{{folder}}/{Layer}/hello_1.0.bb has changed");

    [Fact]
    public Task An_edited_file_of_a_layer_that_keeps_size_and_time_starts_bitbake() => StaleAsync(() =>
    {
        var file = User[$"{Layer}/hello_1.0.bb"];
        var time = File.GetLastWriteTimeUtc(file);
        var text = File.ReadAllText(file);
        File.WriteAllText(file, string.Concat(text.Reverse().SkipWhile(c => c == '\n')) + "\n");
        File.WriteAllText(file, text);
        File.SetLastWriteTimeUtc(file, time);
    }, $"{{folder}}/{Layer}/hello_1.0.bb has changed");

    [Fact]
    public Task A_file_with_an_old_time_that_is_added_to_a_layer_starts_bitbake() =>
        StaleAsync(() => File.SetLastWriteTimeUtc(User.Write($"{Layer}/old_1.0.bb", "SUMMARY = \"Old\"\n"), _longAgo), $"{{folder}}/{Layer}/old_1.0.bb has changed");

    [Fact]
    public async Task A_deleted_file_of_a_layer_starts_bitbake()
    {
        User.Write($"{Layer}/gone_1.0.bb", "SUMMARY = \"Gone soon\"\n");
        (await device.BuildAsync()).Succeeded();

        await StaleAsync(() => File.Delete(User[$"{Layer}/gone_1.0.bb"]), $"{{folder}}/{Layer}/gone_1.0.bb has changed");
    }

    [Fact]
    public async Task A_layer_that_moves_to_another_commit_starts_bitbake()
    {
        var commit = await User.Poky.CommitAsync("busybox: correct the summary",
            ("meta/recipes-core/busybox_1.36.1.bb", "SUMMARY = \"Tiny versions of many programs\"\n"));

        await StaleAsync(() => EditProject("""Url="upstream/poky" """, $"""Url="upstream/poky" Commit="{commit}" """),
            "the commit of {folder}/obj/layers/poky has changed", "busybox do_compile");
    }

    [Fact]
    public async Task An_edited_file_of_a_checkout_starts_bitbake()
    {
        await StaleAsync(() => User.Write("obj/layers/poky/meta/recipes-core/base-files_3.0.14.bb", "SUMMARY = \"Mine\"\n"),
            "{folder}/obj/layers/poky/meta/recipes-core/base-files_3.0.14.bb has changed", "base-files do_compile");
        await new UpstreamRepository(User["obj/layers/poky"]).GitAsync("checkout", "--quiet", ".");
        (await device.BuildAsync()).Succeeded();
    }

    [Fact]
    public async Task A_deleted_deliverable_is_linked_again_without_bitbake()
    {
        var content = User.Read($"bin/Debug/qemuarm64/{Image}");
        File.Delete(User[$"bin/Debug/qemuarm64/{Image}"]);

        var build = (await device.BuildAsync()).Succeeded();

        // It is linked again: no reason to start bitbake.
        Assert.Contains("bitbake is not started: nothing has changed since the last build.", build.Messages);
        Assert.Equal(content, User.Read($"bin/Debug/qemuarm64/{Image}"));
        Assert.DoesNotContain("RunBitBake", build.Tasks);
    }

    [Fact]
    public async Task A_truncated_deliverable_is_built_again()
    {
        var content = User.Read($"bin/Debug/qemuarm64/{Image}");

        // It is a hard link to what bitbake deployed.
        await StaleAsync(() => File.WriteAllText(User[$"bin/Debug/qemuarm64/{Image}"], ""), $"the output {device.Deploy}/{Image} has changed", "core-image-minimal do_image_complete");

        Assert.Equal(content, User.Read($"bin/Debug/qemuarm64/{Image}"));
    }

    [Fact]
    public async Task A_deleted_file_in_deploy_is_deployed_again()
    {
        var content = User.Read($"bin/Debug/qemuarm64/{Image}");

        await StaleAsync(() => File.Delete($"{device.Deploy}/{Image}"), $"the output {device.Deploy}/{Image} has changed", "core-image-minimal do_image_complete");

        Assert.Equal(content, await File.ReadAllTextAsync($"{device.Deploy}/{Image}", TestContext.Current.CancellationToken));
    }

    [Fact]
    public Task An_image_that_a_failed_bitbake_took_out_of_deploy_is_deployed_again() => StaleAsync(
        () =>
        {
            foreach (var file in Directory.GetFiles(device.Deploy, "core-image-minimal*"))
                File.Delete(file);
            File.Delete(User["obj/Debug/qemuarm64/build/tmp/sstate-control/manifest-qemuarm64-core-image-minimal.image_complete"]);
        },
        $"the output {device.Deploy}/{Image.Replace(".wic", ".ext4", StringComparison.Ordinal)} has changed", "core-image-minimal do_image_complete");

    [Fact]
    public async Task A_truncated_kernel_in_deploy_is_deployed_again()
    {
        var kernel = $"{device.Deploy}/Image-qemuarm64.bin";
        var content = await File.ReadAllTextAsync(kernel, TestContext.Current.CancellationToken);

        await StaleAsync(() => File.WriteAllText(kernel, content[..3]), $"the output {kernel} has changed", "linux-dummy do_deploy");

        Assert.Equal(content, await File.ReadAllTextAsync(kernel, TestContext.Current.CancellationToken));
        Assert.Equal(content, User.Read("bin/Debug/qemuarm64/Image-qemuarm64.bin"));
    }

    [Fact]
    public Task A_deleted_TMPDIR_starts_bitbake() => StaleAsync(
        () => Directory.Delete(User["obj/Debug/qemuarm64/build/tmp"], recursive: true),
        $"the output {device.Deploy}/Image-qemuarm64.bin has changed", "core-image-minimal do_image_complete");

    [Fact]
    public Task An_updated_host_tool_starts_bitbake() =>
        StaleAsync(() => device.Tool("sign-image", $"#!/bin/sh\n# {Guid.NewGuid()}\n"), "the host tool sign-image has changed");

    [Fact]
    public Task An_edited_conf_file_of_the_projects_starts_bitbake() =>
        StaleAsync(() => User.Write("conf/site.conf", $"SITE = \"{Guid.NewGuid()}\"\n"), "{folder}/conf/site.conf has changed");

    [Fact]
    public Task A_new_conf_file_in_the_build_directory_starts_bitbake() => StaleAsync(
        () => User.Write("obj/Debug/qemuarm64/build/conf/auto.conf", "# mine\n"), "{folder}/obj/Debug/qemuarm64/build/conf/auto.conf is new");

    [Fact]
    public Task A_deleted_build_stamp_starts_bitbake() => StaleAsync(
        () => File.Delete(User["obj/Debug/qemuarm64/yocto.stamp"]), "there is no finished build, or its stamp is from another version of Yocto.Sdk");

    [Fact]
    public async Task A_new_variable_of_bitbakes_environment_starts_bitbake()
    {
        await StaleAsync(() => { }, "the environment variable BB_NUMBER_THREADS is new", environment: ("BB_NUMBER_THREADS", "3"));
        await StaleAsync(() => { }, "the environment variable BB_NUMBER_THREADS is gone");
    }

    [Fact]
    public async Task A_command_line_that_asks_for_another_task_starts_bitbake()
    {
        await StaleAsync(() => { }, "TaskName of the build has changed", arguments: "-p:YoctoTask=rootfs");
        await StaleAsync(() => { }, "TaskName of the build has changed");
    }

    private void EditProject(string old, string text)
    {
        var project = User.Read("device.yoctoproj");
        Assert.Contains(old, project);
        User.Write("device.yoctoproj", project.Replace(old, text, StringComparison.Ordinal));
    }

    /// <param name="task">A task of bitbake's that has to run again.</param>
    private async Task StaleAsync(Action change, string reason, string? task = null, string arguments = "", params (string Name, string? Value)[] environment)
    {
        change();

        var build = (await device.BuildAsync(arguments, environment)).Succeeded();

        Assert.Equal($"bitbake is started: {reason.Replace("{folder}", User.Path, StringComparison.Ordinal)}.",
            Assert.Single(build.Messages, m => m.StartsWith("bitbake is started:", StringComparison.Ordinal)));
        Assert.Contains("RunBitBake", build.Tasks);
        if (task is not null)
            Assert.Contains($"{task}: succeeded", build.Messages);

        var next = (await device.BuildAsync(arguments, environment)).Succeeded();

        Assert.Contains("bitbake is not started: nothing has changed since the last build.", next.Messages);
        Assert.DoesNotContain("RunBitBake", next.Tasks);
    }
}
