using Microsoft.Extensions.Time.Testing;
using Yocto.Sdk.BitBake;
using Yocto.Sdk.Host;
using Yocto.Sdk.Testing;
using Yocto.Sdk.Tests.Diagnostics;

namespace Yocto.Sdk.Tests.BitBake;

public sealed class InterruptionTests : IDisposable, IBitBakeListener
{
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _cancel = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly RecordingLog _log = new();
    private readonly BitBakeProcess _process = new();
    private readonly BuildProgress _progress;
    private readonly List<int> _levels = [];
    private Action<int> _onInterrupt = _ => { };

    public InterruptionTests()
    {
        _progress = new BuildProgress(_log, _clock);
        _progress.Hear(new TaskStarted("podman", "1", "do_compile", "/a.bb", null));
    }

    [Fact]
    public async Task Hundreds_of_cancels_are_one_interrupt()
    {
        using (Interruption(attended: true))
        {
            Parallel.For(0, 300, _ => _cancel.Cancel());
            await RunAsync("""
                time.sleep(0.3)
                tell("interrupted", level=os.read(0, 1 << 16).count(b"interrupt\n"))
                """);
        }

        Assert.Equal([1], _levels);
        Assert.Equal("Stopping once the running tasks have finished (podman do_compile). Press Ctrl+C again to end them now.", Assert.Single(_log.Lines));
    }

    [Fact]
    public async Task Where_nobody_can_press_a_key_time_ends_the_tasks()
    {
        using (Interruption(attended: false))
        {
            _onInterrupt = _ => _clock.Advance(TimeSpan.FromSeconds(30));
            await _cancel.CancelAsync();
            await RunAsync("""
                for level in (1, 2):
                    sys.stdin.readline()
                    tell("interrupted", level=level)
                """);
        }

        Assert.Equal([1, 2], _levels);
        Assert.Equal("Stopping once the running tasks have finished (podman do_compile). They are ended in 30 s.", Assert.Single(_log.Lines));
    }

    [Fact]
    public void An_interrupt_with_many_running_tasks_names_only_some()
    {
        foreach (var recipe in (string[])["a", "b", "c", "d"])
            _progress.Hear(new TaskStarted(recipe, "1", "do_x", $"/{recipe}.bb", null));

        using (Interruption(attended: true))
            _cancel.Cancel();

        Assert.Equal(
            "Stopping once the running tasks have finished (podman do_compile, a do_x, b do_x, c do_x, …). Press Ctrl+C again to end them now.",
            Assert.Single(_log.Lines));
    }

    [Fact]
    public void An_interrupt_before_the_first_task_says_nothing()
    {
        _progress.Hear(new TaskSucceeded("podman", "1", "do_compile", "/a.bb", null));

        using (Interruption(attended: true))
            _cancel.Cancel();

        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void A_task_that_is_heard_of_only_after_the_interrupt_is_named()
    {
        _progress.Hear(new TaskSucceeded("podman", "1", "do_compile", "/a.bb", null));

        using (Interruption(attended: true))
        {
            _cancel.Cancel();
            _progress.Hear(new TaskStarted("crun", "1", "do_compile", "/b.bb", null));
            _clock.Advance(TimeSpan.FromSeconds(3));
        }

        Assert.Equal("Stopping once the running tasks have finished (crun do_compile). Press Ctrl+C again to end them now.", Assert.Single(_log.Lines));
    }

    [Fact]
    public void A_cancel_after_the_end_of_bitbake_does_nothing()
    {
        Interruption(attended: false).Dispose();

        _cancel.Cancel();
        _clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Empty(_log.Lines);
    }

    void IBitBakeListener.Hear(BitBakeEvent happened)
    {
        var level = ((InterruptArrived)happened).Level;
        _levels.Add(level);
        _onInterrupt(level);
    }

    public void Dispose()
    {
        _cancel.Dispose();
        _folder.Dispose();
    }

    private Interruption Interruption(bool attended) => new(_process, _progress, _log, _clock, attended, _cancel.Token);

    private Task<int> RunAsync(string body) =>
        _process.RunAsync(DummyBridge.Request(_folder, body), new BuildIdentity([], "", ""),
            new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin", ["LC_ALL"] = "C.UTF-8" }, this, line => Assert.Fail(line));
}
