using CliWrap;
using Yocto.Sdk.Host;

namespace Yocto.Sdk.Emulator;

/// <summary>
/// A QEMU that ends with this process, also when this process is killed. The kernel ends it when the thread that started it
/// has ended (<c>PR_SET_PDEATHSIG</c>), so a thread of its own waits for it.
/// </summary>
internal static class QemuProcess
{
    /// <param name="launchPrefix">What makes QEMU another user's, which takes the signal away from what stands before; null for nothing.</param>
    /// <param name="command">The program's path and its arguments.</param>
    /// <param name="prepare">Says what becomes of its input and output.</param>
    public static Task<CommandResult> StartAsync(
        IReadOnlyList<string>? launchPrefix, IReadOnlyList<string> command, Func<Command, Command> prepare, CancellationToken cancellation)
    {
        string[] tie = HostSystem.Current().Find("setpriv") is { } setpriv ? [setpriv, "--pdeathsig=KILL"] : [];
        IReadOnlyList<string> tied = [.. launchPrefix ?? [], .. tie, .. command];
        var started = new TaskCompletionSource<Task<CommandResult>>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                // it is started before the first await
                var running = prepare(Cli.Wrap(tied[0]).WithArguments(tied.Skip(1))).ExecuteAsync(cancellation).Task;
                started.SetResult(running);
                running.ContinueWith(_ => { }, TaskScheduler.Default).Wait(CancellationToken.None);
            }
            catch (Exception e)
            {
                started.TrySetException(e);
            }
        });
        thread.IsBackground = true;
        thread.Start();
        return started.Task.Unwrap();
    }
}
