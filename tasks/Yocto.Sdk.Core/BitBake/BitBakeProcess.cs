using System.Text;
using System.Threading.Channels;
using CliWrap;
using Yocto.Sdk.Host;

namespace Yocto.Sdk.BitBake;

/// <summary>
/// One run of bitbake under the bridge, on the host or in a container. It has its own session, so that a terminal's
/// Ctrl+C reaches it only through <see cref="Interrupt"/>; when this process dies, the bridge sees its standard input end
/// and stops bitbake.
/// </summary>
internal sealed class BitBakeProcess
{
    private const int KeptLines = 40;
    private readonly Channel<string> _orders = Channel.CreateUnbounded<string>();
    private readonly Queue<string> _lastLines = new();

    /// <summary>The last lines that bitbake printed for people.</summary>
    public IReadOnlyCollection<string> LastLines => _lastLines;

    /// <summary>As a Ctrl+C to bitbake: the first lets running tasks finish, the second ends them.</summary>
    public void Interrupt() => _orders.Writer.TryWrite("interrupt\n");

    /// <summary>Runs it to its end.</summary>
    /// <param name="onLine">Hears each line that bitbake printed for people.</param>
    /// <returns>The exit code: only 0 is success, whatever the events were.</returns>
    public async Task<int> RunAsync(
        BitBakeRequest request,
        BuildIdentity identity,
        IReadOnlyDictionary<string, string> environment,
        IBitBakeListener listener,
        Action<string> onLine)
    {
        IReadOnlyList<string> command =
        [
            .. identity.LaunchPrefix, request.Python, request.BridgeFile, request.BitBakePath,
            BuildQuestions.For(request), .. request.Arguments,
        ];
        command = request.Container?.Run(request.BuildDirectory, environment, command) ?? command;
        var gate = new Lock();
        var result = await Cli.Wrap(command[0])
            .WithArguments(command.Skip(1))
            .WithWorkingDirectory(request.BuildDirectory)
            // the engine has ours, and its command line sets the container's
            .WithEnvironmentVariables(request.Container is null ? Only(environment) : new Dictionary<string, string?>())
            .WithStandardInputPipe(PipeSource.Create(GiveOrdersAsync))
            .WithStandardOutputPipe(PipeTarget.ToDelegate(line => Take(line, gate, listener, onLine), Encoding.UTF8))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(line => Keep(line, gate, onLine), Encoding.UTF8))
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync();
        return result.ExitCode;
    }

    private void Take(string line, Lock gate, IBitBakeListener listener, Action<string> onLine)
    {
        if (BitBakeEvent.Parse(line) is not { } happened)
        {
            Keep(line, gate, onLine);
            return;
        }

        lock (gate)
            listener.Hear(happened);
    }

    private void Keep(string line, Lock gate, Action<string> onLine)
    {
        lock (gate)
        {
            _lastLines.Enqueue(line);
            if (_lastLines.Count > KeptLines)
                _lastLines.Dequeue();
            onLine(line);
        }
    }

    private async Task GiveOrdersAsync(Stream input, CancellationToken cancellation)
    {
        await foreach (var order in _orders.Reader.ReadAllAsync(cancellation))
        {
            await input.WriteAsync(Encoding.UTF8.GetBytes(order), cancellation);
            await input.FlushAsync(cancellation);
        }
    }

    // CliWrap adds to what this process has: the rest is taken away by name.
    private static Dictionary<string, string?> Only(IReadOnlyDictionary<string, string> environment)
    {
        var all = Environment.GetEnvironmentVariables().Keys.Cast<string>().ToDictionary(n => n, _ => (string?)null);
        foreach (var (name, value) in environment)
            all[name] = value;
        return all;
    }
}
