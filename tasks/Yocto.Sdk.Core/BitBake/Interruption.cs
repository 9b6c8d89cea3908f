using System.Runtime.InteropServices;
using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.BitBake;

/// <summary>
/// Passes a cancelled build on to bitbake: running tasks may finish. A second Ctrl+C ends them. Without a terminal they
/// are ended after a while.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private static readonly TimeSpan _unattendedGrace = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _retell = TimeSpan.FromSeconds(1);

    private readonly BitBakeProcess _process;
    private readonly BuildProgress _progress;
    private readonly IBuildLog _log;
    private readonly TimeProvider _clock;
    private readonly bool _attended;
    private readonly Lock _gate = new();
    private readonly CancellationTokenRegistration _registration;
    private PosixSignalRegistration? _secondSignal;
    private ITimer? _grace;
    private ITimer? _untold;
    private bool _over;
    private bool _second;

    /// <param name="attended">Somebody can press Ctrl+C.</param>
    public Interruption(
        BitBakeProcess process, BuildProgress progress, IBuildLog log, TimeProvider clock, bool attended, CancellationToken cancellation)
    {
        (_process, _progress, _log, _clock, _attended) = (process, progress, log, clock, attended);
        _registration = cancellation.Register(First);
    }

    public void Dispose()
    {
        lock (_gate)
            _over = true;
        _registration.Dispose();
        _secondSignal?.Dispose();
        _grace?.Dispose();
        _untold?.Dispose();
    }

    private void First()
    {
        lock (_gate)
        {
            if (_over)
                return;
            _process.Interrupt();
            // of a task that has just begun, the event is still on its way
            if (!Tell())
                _untold = _clock.CreateTimer(_ => TellLater(), null, _retell, _retell);

            // Registered only now: the signal that cancelled the build is not the second one.
            _secondSignal = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => Second());
            if (!_attended)
                _grace = _clock.CreateTimer(_ => Second(), null, _unattendedGrace, Timeout.InfiniteTimeSpan);
        }
    }

    private void TellLater()
    {
        lock (_gate)
        {
            if (_over || _second || Tell())
                _untold?.Dispose();
        }
    }

    /// <returns>Whether a task is known to run.</returns>
    private bool Tell()
    {
        var running = _progress.Running;
        if (running.Count == 0)
            return false;
        _log.Status($"Stopping once the running tasks have finished ({string.Join(", ", running.Take(4))}{(running.Count > 4 ? ", …" : "")})."
            + (_attended ? " Press Ctrl+C again to end them now." : $" They are ended in {_unattendedGrace.TotalSeconds:0} s."));
        return true;
    }

    private void Second()
    {
        lock (_gate)
        {
            if (_over || _second)
                return;
            _second = true;
            _process.Interrupt();
        }
    }
}
