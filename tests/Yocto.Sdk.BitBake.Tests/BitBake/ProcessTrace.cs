using CliWrap;
using CliWrap.Buffered;

namespace Yocto.Sdk.BitBake.Tests.BitBake;

/// <summary>Every program that a build starts, as the kernel sees it.</summary>
public static class ProcessTrace
{
    /// <summary>Skips the test where nothing may be traced.</summary>
    public static async Task RequireAsync()
    {
        var answer = "strace is not installed";
        try
        {
            var probe = await Cli.Wrap("strace").WithArguments(["-f", "-o", "/dev/null", "true"])
                .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(TestContext.Current.CancellationToken);
            answer = probe.ExitCode == 0 ? null : probe.StandardError.Trim();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // the answer stands
        }

        Assert.SkipWhen(answer is not null, $"needs strace: {answer}");
    }

    /// <summary>Traces a command.</summary>
    public static Command Of(Command command, string traceFile) => command
        .WithArguments(["-f", "-qq", "-e", "trace=execve", "-e", "signal=none", "-o", traceFile, command.TargetFilePath, .. command.Arguments.Split(' ')])
        .WithTargetFile("strace");

    /// <summary>The names of the programs that were started, but dotnet's own.</summary>
    public static IReadOnlyList<string> Programs(string traceFile) =>
    [
        .. File.ReadLines(traceFile)
            .Where(l => l.Contains("execve(\"", StringComparison.Ordinal) && l.EndsWith("= 0", StringComparison.Ordinal))
            .Select(l => Path.GetFileName(l.Split('"')[1]))
            .Where(p => p != "dotnet")
            .Distinct(),
    ];
}
