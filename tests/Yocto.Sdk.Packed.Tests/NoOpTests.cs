namespace Yocto.Sdk.Packed.Tests;

public sealed class NoOpTests(BuiltDevice device) : IClassFixture<BuiltDevice>
{
    [Fact]
    public async Task A_build_with_nothing_to_do_starts_no_process_writes_no_file_and_gives_the_items()
    {
        device.Starts();
        var written = Times();

        var build = (await device.BuildAsync("-t:Build -getItem:YoctoImage -getItem:YoctoArtifact")).Succeeded();

        Assert.Equal("", device.Starts());
        Assert.Empty(Times().Except(written));
        Assert.Equal(
            [("core-image-minimal-qemuarm64.rootfs.ext4", "qemuarm64"), ("core-image-minimal-qemuarm64.rootfs.wic", "qemuarm64")],
            UserFolder.ItemsIn(build));
        Assert.Equal(
            [("Image-qemuarm64.bin", "qemuarm64"), ("core-image-minimal-qemuarm64.rootfs.manifest", "qemuarm64"), ("core-image-minimal.cdx.json", "qemuarm64")],
            UserFolder.ItemsIn(build, "YoctoArtifact"));
        Assert.Equal(
            ["RestoreLayers", "LockBuildDirectory", "ReadProduct", "GenerateProductLayer", "GenerateConfiguration", "CheckBuildStamp", "CollectOutputs", "UnlockBuildDirectory"],
            build.OwnTasks);
        Assert.Contains(build.Messages, m => m.Contains(" -> ", StringComparison.Ordinal) && m.EndsWith("/bin/Debug/qemuarm64/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task MSBuilds_question_finds_a_build_with_nothing_to_do_up_to_date() =>
        (await device.BuildAsync("-question")).Succeeded();

    [Fact]
    public async Task The_items_of_the_last_build_are_known_without_a_build()
    {
        var asked = await device.User.DotnetAsync("build -getItem:YoctoImage");

        Assert.Equal(
            [("core-image-minimal-qemuarm64.rootfs.ext4", "qemuarm64"), ("core-image-minimal-qemuarm64.rootfs.wic", "qemuarm64")],
            UserFolder.ItemsIn(asked));
        Assert.Empty(asked.Tasks);
    }

    [Fact]
    public async Task A_parse_check_and_a_dry_run_leave_the_build_up_to_date()
    {
        (await device.BuildAsync("-t:YoctoParse")).Succeeded();
        (await device.BuildAsync("-t:YoctoDryRun")).Succeeded();

        Assert.DoesNotContain("RunBitBake", (await device.BuildAsync()).Succeeded().Tasks);
    }

    // but for the lock, which says who holds it
    private Dictionary<string, DateTime> Times() =>
        Directory.EnumerateFiles(device.User.Path, "*", SearchOption.AllDirectories)
            .Where(f => !f.StartsWith(device.User.Home, StringComparison.Ordinal) && !f.EndsWith("/yocto-sdk/lock", StringComparison.Ordinal))
            .ToDictionary(f => f, File.GetLastWriteTimeUtc);
}
