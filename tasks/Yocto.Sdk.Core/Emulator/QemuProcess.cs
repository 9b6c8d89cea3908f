using CliWrap;
using Yocto.Sdk.Host;

namespace Yocto.Sdk.Emulator;

/// <summary>
/// A QEMU that ends with this process, also when this process is killed. The kernel ends it when the thread that started it
/// has ended (<c>PR_SET_PDEATHSIG</c>), so a thread of its own waits for it.
/// </summary>
internal static class QemuProcess
{
    /// <param name="command">With the program's path, and what makes it another user's before that.</param>
    /// <param name="prepare">Says what becomes of its input and output.</param>
    public static Task<CommandResult> StartAsync(
        IReadOnlyList<string> command, Func<Command, Command> prepare, CancellationToken cancellation)
    {
        IReadOnlyList<string> tied = HostSystem.Current().Find("setpriv") is { } setpriv ? [setpriv, "--pdeathsig=KILL", .. command] : command;
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
