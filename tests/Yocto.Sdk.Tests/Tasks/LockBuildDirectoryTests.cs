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
        while (!_second.Messages.Any(m => m!.StartsWith($"Waiting for process {Environment.ProcessId} (", StringComparison.Ordinal)))
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

    public void Dispose() => _folder.Dispose();

    private LockBuildDirectory Lock(RecordingBuildEngine engine) =>
        new() { BuildEngine = engine, ProjectFile = "device.yoctoproj", BuildDirectory = _folder["build"] + "/" };

    private UnlockBuildDirectory Unlock(RecordingBuildEngine engine) =>
        new() { BuildEngine = engine, ProjectFile = "device.yoctoproj", BuildDirectory = _folder["build"] };
}
