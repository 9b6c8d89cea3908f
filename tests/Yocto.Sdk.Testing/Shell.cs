using CliWrap;
using CliWrap.Buffered;

namespace Yocto.Sdk.Testing;

/// <summary>What a test does to files that .NET can't name or make.</summary>
public static class Shell
{
    /// <summary>Runs a POSIX shell in a folder and returns what it wrote.</summary>
    public static async Task<string> RunAsync(string folder, string script)
    {
        var result = await Cli.Wrap("sh").WithArguments(["-ec", script]).WithWorkingDirectory(folder)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        return result.StandardOutput.Trim();
    }
}
