using System.ComponentModel;
using CliWrap;
using CliWrap.Buffered;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Sources;

/// <summary>A program that looks at files of the source tree. A machine that lacks it skips the test; <c>.ci/run</c> installs it.</summary>
internal static class Linter
{
    /// <summary>Fails the test with what the program prints, unless it is content.</summary>
    public static async Task AcceptsAsync(string program, IEnumerable<string> arguments, string input = "")
    {
        BufferedCommandResult result;
        try
        {
            result = await Cli.Wrap(program)
                .WithArguments(arguments)
                .WithWorkingDirectory(SourceTree.Root)
                .WithStandardInputPipe(PipeSource.FromString(input))
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{program} is not installed");
            throw;
        }

        Assert.True(result.ExitCode == 0, result.StandardOutput + result.StandardError);
    }
}
