using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Yocto.Sdk.Files;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Files;

public sealed class FileLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_waits_for_a_file_lock_is_told_once_for_whom()
    {
        var told = new TaskCompletionSource<string>();
        var held = await FileLock.AcquireAsync(_folder["a/lock"], _ => Assert.Fail("nobody holds it"), Stop);
        var second = FileLock.AcquireAsync(_folder["a/lock"], told.SetResult, Stop);

        Assert.Matches($@"^process {Environment.ProcessId.ToString(CultureInfo.InvariantCulture)} of {Environment.UserName} in {Regex.Escape(Environment.CurrentDirectory)}, since \d\d:\d\d:\d\d$", await told.Task);
        Assert.False(second.IsCompleted);
        held.Dispose();
        (await second).Dispose();
        Assert.Equal("", await File.ReadAllTextAsync(_folder["a/lock"], Stop));
    }

    [Fact]
    public async Task One_at_a_time_holds_a_file_lock()
    {
        var (inside, most) = (0, 0);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(async () =>
        {
            using var held = await FileLock.AcquireAsync(_folder["lock"], _ => { }, Stop);
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await Task.Yield();
            Interlocked.Decrement(ref inside);
        }, Stop)));

        Assert.Equal(1, most);
    }

    [Fact]
    public async Task Waiting_for_a_file_lock_can_be_cancelled()
    {
        using var held = await FileLock.AcquireAsync(_folder["lock"], _ => { }, Stop);
        using var cancel = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => FileLock.AcquireAsync(_folder["lock"], _ => cancel.Cancel(), cancel.Token));
    }

    [Fact]
    public async Task The_lock_of_a_process_that_was_killed_is_free()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "flock(1) is a tool of Linux's");
        _folder.Write("lock", "process 1 (dotnet build), since 12:00:00");
        using var other = Process.Start(new ProcessStartInfo("flock", [_folder["lock"], "sh", "-c", "echo held; exec sleep 60"]) { RedirectStandardOutput = true })!;
        Assert.Equal("held", await other.StandardOutput.ReadLineAsync(Stop));
        Assert.True(FileLock.IsHeld(_folder["lock"]));
        var told = new List<string>();
        var waiting = FileLock.AcquireAsync(_folder["lock"], told.Add, Stop);

        other.Kill(entireProcessTree: true);

        using var held = await waiting;
        Assert.Equal(["process 1 (dotnet build), since 12:00:00"], told);
        Assert.True(FileLock.IsHeld(_folder["lock"]));
    }

    [Fact]
    public async Task A_lock_that_is_a_link_is_refused_and_what_it_leads_to_stays()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links are Linux's matter");
        var file = _folder.Write("file", "of root alone");
        File.CreateSymbolicLink(_folder["lock"], file);

        var refused = await Assert.ThrowsAsync<IOException>(() => FileLock.AcquireAsync(_folder["lock"], _ => { }, Stop));

        Assert.Equal($"'{_folder["lock"]}' is a symbolic link. A lock must be a file.", refused.Message);
        Assert.Equal("of root alone", await File.ReadAllTextAsync(file, Stop));
    }

    [Fact]
    public async Task Who_waits_for_a_lock_whose_file_is_removed_takes_a_new_one()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "an open file keeps its name there");
        var told = new TaskCompletionSource<string>();
        var held = await FileLock.AcquireAsync(_folder["lock"], _ => { }, Stop);
        var waiting = FileLock.AcquireAsync(_folder["lock"], told.SetResult, Stop);
        await told.Task;

        File.Delete(_folder["lock"]);
        held.Dispose();

        using var second = await waiting;
        Assert.True(FileLock.IsHeld(_folder["lock"]));
    }

    [Fact]
    public async Task A_look_at_a_file_lock_takes_nothing_away()
    {
        Assert.False(FileLock.IsHeld(_folder["lock"]));
        Assert.False(File.Exists(_folder["lock"]));

        var held = await FileLock.AcquireAsync(_folder["lock"], _ => { }, Stop);
        Assert.True(FileLock.IsHeld(_folder["lock"]));
        held.Dispose();

        Assert.False(FileLock.IsHeld(_folder["lock"]));
    }

    [Fact]
    public async Task A_file_lock_that_can_not_be_written_is_no_reason_to_wait()
    {
        _folder.Write("file", "");

        await Assert.ThrowsAnyAsync<IOException>(() => FileLock.AcquireAsync(_folder["file/lock"], _ => { }, Stop));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_full_disk_costs_the_holders_name_and_not_the_lock()
    {
        using var folder = new TemporaryFolder();
        using var disk = TemporaryMount.Create(folder["disk"], bytes: 64 << 10);
        var path = folder["disk/lock"];
        await File.WriteAllTextAsync(path, "", TestContext.Current.CancellationToken);
        Fill(folder["disk/full"]);

        (await FileLock.AcquireAsync(path, _ => { }, TestContext.Current.CancellationToken)).Dispose();

        Assert.False(FileLock.IsHeld(path));

        static void Fill(string file)
        {
            using var full = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            Assert.Throws<IOException>((Action)(() =>
            {
                while (true)
                    full.Write(new byte[4096]);
            }));
        }
    }
}
