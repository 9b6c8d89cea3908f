using System.Text;
using CliWrap;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.BitBake.Tests.BitBake;

/// <summary>A <c>dotnet build</c> that goes on while the test does.</summary>
public sealed class RunningBuild
{
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

    public static RunningBuild Start(Command command, string log) => new(command, log);

    private async Task<DotnetRun> FinishAsync(CommandTask<CommandResult> running, string log)
    {
        var result = await running;
        return new DotnetRun(result.ExitCode, Output, File.Exists(log) ? log : null);
    }
}
