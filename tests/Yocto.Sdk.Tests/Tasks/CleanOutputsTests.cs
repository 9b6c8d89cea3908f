using Yocto.Sdk.BitBake;
using Yocto.Sdk.Files;
using Yocto.Sdk.Tasks;
using Yocto.Sdk.Testing;
using Yocto.Sdk.Tests.Diagnostics;

namespace Yocto.Sdk.Tests.Tasks;

public sealed class CleanOutputsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RecordingBuildEngine _engine = new();

    [Fact]
    public async Task A_clean_waits_for_the_build_that_works_in_the_build_directory_and_the_next_build_for_the_clean()
    {
        _folder.Write("obj/build/conf/local.conf", "x");
        var held = await BuildDirectoryLock.AcquireAsync(_folder["obj/build"], new RecordingLog(), TestContext.Current.CancellationToken);

        var waiting = Task.Run(Clean().Execute, TestContext.Current.CancellationToken);
        while (!_engine.Messages.Any(m => m!.StartsWith("Waiting for process", StringComparison.Ordinal)))
            await Task.Delay(10, TestContext.Current.CancellationToken);
        Assert.True(File.Exists(_folder["obj/build/conf/local.conf"]));
        var next = BuildDirectoryLock.AcquireAsync(_folder["obj/build"], new RecordingLog(), TestContext.Current.CancellationToken);
        held.Dispose();

        (await next).Dispose();
        Assert.True(await waiting);
    }

    [Fact]
    public void A_clean_within_a_build_that_has_the_lock_does_not_wait()
    {
        _folder.Write("obj/build/conf/local.conf", "x");
        Assert.True(new LockBuildDirectory { BuildEngine = _engine, ProjectFile = "p", BuildDirectory = _folder["obj/build"] }.Execute());

        Assert.True(Clean().Execute());

        Assert.False(Directory.Exists(_folder["obj/build"]));
        Assert.True(new UnlockBuildDirectory { BuildEngine = _engine, ProjectFile = "p", BuildDirectory = _folder["obj/build"] }.Execute());
    }

    [Fact]
    public void A_clean_without_a_build_directory_makes_none()
    {
        Assert.True(Clean().Execute());

        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_folder_that_the_account_has_named_as_its_TMPDIR_is_not_removed_by_root()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root builds by another account");
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)Convert.ToInt32("755", 8));
        _folder.Write("of-root/abi_version", "15");
        new BuildResult("m", [], new Dictionary<string, string> { ["TMPDIR"] = _folder["of-root"] }, []).Write(_folder["obj/build-result.json"]);
        var locked = new LockBuildDirectory { BuildEngine = new RecordingBuildEngine(), ProjectFile = "p", BuildDirectory = _folder["obj/build"], BuildUser = "nobody" };
        Assert.True(locked.Execute());
        Assert.True(new UnlockBuildDirectory { BuildEngine = locked.BuildEngine, ProjectFile = "p", BuildDirectory = _folder["obj/build"] }.Execute());
        var clean = Clean();
        clean.BuildUser = "nobody";

        Assert.True(clean.Execute());

        Assert.False(Directory.Exists(_folder["obj"]));
        Assert.True(File.Exists(_folder["of-root/abi_version"]));
    }

    [Fact]
    public void Caches_that_the_SDK_made_go_and_others_are_named()
    {
        CacheFolder.Make(_folder["cache/git"]);
        CacheFolder.Make(_folder["cache/sstate"]);
        _folder.Write("Downloads/thesis.pdf", "x");
        _folder.Write("cache/photo.jpg", "x");

        Assert.True(Clean(caches: true).Execute());

        Assert.Equal(["Downloads/thesis.pdf", "cache/photo.jpg"],
            Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(_folder.Path, f)).Order(StringComparer.Ordinal));
        var warning = Assert.Single(_engine.Warnings);
        Assert.Equal("YOCTO1057", warning.Code);
        Assert.StartsWith($"{_folder["Downloads"]} is not removed", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cache_that_is_empty_then_goes_as_a_whole()
    {
        CacheFolder.Make(_folder["cache/git"]);

        Assert.True(Clean(caches: true).Execute());

        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    public void Dispose() => _folder.Dispose();

    private CleanOutputs Clean(bool caches = false) => new()
    {
        BuildEngine = _engine,
        ProjectFile = "device.yoctoproj",
        IntermediateDirectory = _folder["obj"],
        BuildDirectory = _folder["obj/build"] + "/",
        CleanCaches = caches ? "true" : "",
        CacheDirectory = _folder["cache"] + "/",
        CacheDirectories = [_folder["cache/git"], _folder["cache/containers"], _folder["Downloads"], _folder["cache/sstate"]],
    };
}
