using System.Diagnostics;
using System.Globalization;
using System.Text;
using CliWrap;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.BitBake.Tests.BitBake;

/// <summary>A <c>dotnet build</c> that goes on while the test does.</summary>
public sealed class RunningBuild
{
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(10);

    private readonly StringBuilder _output = new();

    private RunningBuild(Command command, string log)
    {
        var take = PipeTarget.ToDelegate(line =>
        {
            lock (_output)
                _output.AppendLine(line);
        });
        var running = command.WithStandardOutputPipe(take).WithStandardErrorPipe(take)
            .ExecuteAsync(TestContext.Current.CancellationToken);
        ProcessId = running.ProcessId;
        End = FinishAsync(running, log);
    }

    public int ProcessId { get; }

    public Task<DotnetRun> End { get; }

    /// <summary>What it has printed so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>Waits for something that happens while the build runs.</summary>
    public async Task UntilAsync(Func<bool> happened)
    {
        var watch = Stopwatch.StartNew();
        while (!happened())
        {
            Assert.False(End.IsCompleted, Output);
            Assert.True(watch.Elapsed < _limit, Output);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    public Task SaysAsync(string text) => UntilAsync(() => Output.Contains(text, StringComparison.Ordinal));

    public static RunningBuild Start(Command command, string log) => new(command, log);

    public static async Task SignalAsync(string signal, int process) => await Cli.Wrap("kill")
        .WithArguments([$"-{signal}", "--", process.ToString(CultureInfo.InvariantCulture)])
        .ExecuteAsync(TestContext.Current.CancellationToken);

    private async Task<DotnetRun> FinishAsync(CommandTask<CommandResult> running, string log)
    {
        var result = await running;
        return new DotnetRun(result.ExitCode, Output, "", File.Exists(log) ? log : null);
    }
}
