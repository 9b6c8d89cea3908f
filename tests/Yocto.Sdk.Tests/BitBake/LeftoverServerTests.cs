using System.Diagnostics;
using System.Globalization;
using Yocto.Sdk.BitBake;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Testing;
using Yocto.Sdk.Tests.Diagnostics;

namespace Yocto.Sdk.Tests.BitBake;

public sealed class LeftoverServerTests : IDisposable
{
    private const string HoldTheLock = """
        import fcntl, os, time
        lock = open("bitbake.lock", "a+")
        fcntl.flock(lock.fileno(), fcntl.LOCK_EX)
        lock.truncate(0)
        lock.write("%s\n" % os.getpid())
        lock.flush()
        print("here", flush=True)
        time.sleep(60)
        """;

    private static readonly TimeSpan _soon = TimeSpan.FromSeconds(0.5);

    private readonly TemporaryFolder _folder = new();
    private readonly RecordingLog _log = new();
    private readonly List<Process> _started = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_build_directory_without_a_server_needs_no_wait()
    {
        await LeftoverServer.WaitForEndAsync(_folder.Path, _log, Stop);
        _folder.Write("bitbake.lock", "1\n");
        await LeftoverServer.WaitForEndAsync(_folder.Path, _log, Stop);

        Assert.False(RunningBitBake.IsIn(_folder.Path));
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task The_server_of_an_interrupted_build_is_waited_for_by_name()
    {
        var server = await StartServerAsync();
        var name = server.ProcessName;

        Assert.True(RunningBitBake.IsIn(_folder.Path));
        Assert.Equal(server.Id, RunningBitBake.ServerIn(_folder.Path));
        await LeftoverServer.SeeOffAsync(_folder.Path, TimeSpan.Zero);
        await WaitUntilItEndsAsync(server);

        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $"Waiting for the bitbake of an interrupted build to end (process {server.Id} ({name}))."),
            Assert.Single(_log.Lines));
        Assert.False(RunningBitBake.IsIn(_folder.Path));
    }

    [Fact]
    public async Task A_bitbake_of_somebodys_own_is_named()
    {
        var server = await StartServerAsync();
        _folder.Write("bin/bitbake", "import time; print('here', flush=True); time.sleep(60)");
        var client = await StartAsync([_folder["bin/bitbake"]]);

        await WaitUntilItEndsAsync(server);

        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $"Waiting for bitbake (process {client.Id}), which was started by hand in {_folder.Path}."),
            Assert.Single(_log.Lines));
    }

    [Fact]
    public async Task Waiting_for_a_leftover_server_can_be_cancelled()
    {
        await StartServerAsync();
        using var cancel = new CancellationTokenSource();
        var waiting = LeftoverServer.WaitForEndAsync(_folder.Path, _log, cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task A_server_that_does_not_end_is_ended_and_who_reads_its_lock_is_not()
    {
        _folder.Write("bin/bitbake-server", HoldTheLock);
        var server = await StartAsync([_folder["bin/bitbake-server"]]);
        var reader = await StartAsync(["-c", "import time; lock = open('bitbake.lock'); print('here', flush=True); time.sleep(60)"]);

        await LeftoverServer.WaitForEndAsync(_folder.Path, _log, Stop, _soon);

        await server.WaitForExitAsync(Stop);
        Assert.False(reader.HasExited);
    }

    [Fact]
    public async Task A_program_that_is_no_bitbake_is_named_and_left_alone()
    {
        var holder = await StartServerAsync();

        var error = Assert.Single((await Assert.ThrowsAsync<YoctoException>(() => LeftoverServer.WaitForEndAsync(_folder.Path, _log, Stop, _soon))).Diagnostics);

        Assert.Equal(
            ("YOCTO4015", string.Create(CultureInfo.InvariantCulture, $"The build directory {_folder.Path} is in use by process {holder.Id} ({holder.ProcessName}). End it, or set YoctoBuildDirectory to another folder.")),
            (error.Code, error.Message));
        Assert.False(holder.HasExited);
    }

    [Fact]
    public async Task A_holder_that_cannot_be_seen_is_not_waited_for_without_end()
    {
        // the lock's file is open in nothing but a socket's queue
        await StartAsync(["-c", """
            import fcntl, socket, time
            lock = open("bitbake.lock", "a+")
            fcntl.flock(lock.fileno(), fcntl.LOCK_EX)
            here, there = socket.socketpair()
            socket.send_fds(here, [b"x"], [lock.fileno()])
            lock.close()
            print("here", flush=True)
            time.sleep(60)
            """]);

        var error = Assert.Single((await Assert.ThrowsAsync<YoctoException>(() => LeftoverServer.WaitForEndAsync(_folder.Path, _log, Stop, _soon))).Diagnostics);

        Assert.Equal(
            $"The build directory {_folder.Path} is in use by a process that can't be seen: of another user, in another container or on another host. End it, or set YoctoBuildDirectory to another folder.",
            error.Message);
    }

    [Theory]
    [InlineData("123\n", 123)]
    [InlineData("123 localhost:4567\n", 123)]
    [InlineData("", null)]
    [InlineData("x", null)]
    public void The_lock_of_a_server_says_which_process_it_is(string content, int? process)
    {
        _folder.Write("bitbake.lock", content);

        Assert.Equal(process, RunningBitBake.ServerIn(_folder.Path));
    }

    public void Dispose()
    {
        foreach (var process in _started)
        {
            process.Kill();
            process.Dispose();
        }

        _folder.Dispose();
    }

    private async Task WaitUntilItEndsAsync(Process server)
    {
        var waiting = LeftoverServer.WaitForEndAsync(_folder.Path, _log, Stop);
        while (_log.Lines.Count == 0)
            await Task.Delay(10, Stop);
        Assert.False(waiting.IsCompleted);
        server.Kill();
        await waiting;
    }

    /// <summary>Holds bitbake.lock as bitbake's own server does.</summary>
    private Task<Process> StartServerAsync() => StartAsync(["-c", HoldTheLock]);

    private async Task<Process> StartAsync(string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(DummyBridge.Python, arguments) { WorkingDirectory = _folder.Path, RedirectStandardOutput = true })!;
        _started.Add(process);
        Assert.Equal("here", await process.StandardOutput.ReadLineAsync(Stop));
        return process;
    }
}
