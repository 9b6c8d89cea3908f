using Yocto.Sdk.Files;
using Yocto.Sdk.Tasks;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Tasks;

public sealed class LockBuildDirectoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RecordingBuildEngine _first = new();
    private readonly RecordingBuildEngine _second = new();

    [Fact]
    public async Task A_second_build_waits_for_the_lock_of_the_first_and_says_so()
    {
        Assert.True(Lock(_first).Execute());
        Assert.True(Lock(_first).Execute(), "another target of the same build");

        var waiting = Task.Run(Lock(_second).Execute, TestContext.Current.CancellationToken);
        while (!_second.Messages.Any(m => m!.StartsWith($"Waiting for process {Environment.ProcessId} of {Environment.UserName} in {Environment.CurrentDirectory}, ", StringComparison.Ordinal)))
            await Task.Delay(10, TestContext.Current.CancellationToken);
        Assert.EndsWith($", which builds in {_folder["build"]}.", _second.Messages.Last(), StringComparison.Ordinal);
        Assert.False(waiting.IsCompleted);

        Assert.True(Unlock(_first).Execute());
        Assert.True(await waiting);
        Assert.True(Unlock(_second).Execute());
        Assert.True(Unlock(_second).Execute(), "nothing is held any more");
    }

    [Fact]
    public async Task Waiting_for_the_build_directory_ends_with_the_build()
    {
        Assert.True(Lock(_first).Execute());
        var task = Lock(_second);
        var waiting = Task.Run(task.Execute, TestContext.Current.CancellationToken);
        while (!_second.Messages.Any())
            await Task.Delay(10, TestContext.Current.CancellationToken);

        task.Cancel();

        Assert.False(await waiting);
        Assert.Empty(_second.Errors);
        Assert.True(Unlock(_first).Execute());
    }

    [Fact]
    public void A_build_directory_is_the_accounts_that_runs_bitbake_for_root()
    {
        var task = OfNobody();

        Assert.True(task.Execute());

        Assert.Equal([65534u, 65534u, 65534u], new[] { "build", "build/yocto-sdk", "build/yocto-sdk/lock" }.Select(f => FileStatus.Of(_folder[f])!.Value.Owner));
    }

    [Theory]
    [InlineData("build", "rooms", "rooms/yocto-sdk/lock")]
    [InlineData("build/yocto-sdk", "rooms", "rooms/lock")]
    [InlineData("build/yocto-sdk/lock", "rooms/secret", "rooms/secret")]
    public void What_the_account_has_linked_to_root_root_does_not_write(string link, string target, string written)
    {
        var task = OfNobody();
        Directory.CreateDirectory(_folder["rooms"]);
        File.WriteAllText(_folder["rooms/secret"], "of root alone");
        File.SetUnixFileMode(_folder["rooms/secret"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[link])!);
        File.CreateSymbolicLink(_folder[link], _folder[target]);

        Assert.False(task.Execute());

        Assert.Equal("YOCTO1055", Assert.Single(_first.Errors).Code);
        Assert.Equal(0u, FileStatus.Of(_folder["rooms"])!.Value.Owner);
        Assert.Equal(written.EndsWith("secret", StringComparison.Ordinal) ? "of root alone" : null, File.Exists(_folder[written]) ? File.ReadAllText(_folder[written]) : null);
    }

    public void Dispose() => _folder.Dispose();

    private LockBuildDirectory OfNobody()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root builds by another account");
        File.SetUnixFileMode(_folder.Path, File.GetUnixFileMode(_folder.Path) | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        var task = Lock(_first);
        task.BuildUser = "nobody";
        return task;
    }

    private LockBuildDirectory Lock(RecordingBuildEngine engine) =>
        new() { BuildEngine = engine, ProjectFile = "device.yoctoproj", BuildDirectory = _folder["build"] + "/" };

    private UnlockBuildDirectory Unlock(RecordingBuildEngine engine) =>
        new() { BuildEngine = engine, ProjectFile = "device.yoctoproj", BuildDirectory = _folder["build"] };
}
