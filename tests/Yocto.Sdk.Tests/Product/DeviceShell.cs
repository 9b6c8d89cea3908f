using CliWrap;
using CliWrap.Buffered;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Product;

/// <summary>The shells that devices have, for the product's scripts.</summary>
public static class DeviceShell
{
    /// <summary>Debian's, which is <c>sh</c> here, and BusyBox's, which most images have.</summary>
    public static TheoryData<string> All => ["sh", "busybox sh"];

    /// <summary>The text of a script of the product.</summary>
    public static string Script(string name) => File.ReadAllText(
        Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "sdk/product"), name, SearchOption.AllDirectories).Single());

    /// <summary>Runs a script that finds the programs in a folder before its machine's own. Skips the test where the machine has no such shell.</summary>
    public static async Task<(int Code, string Output)> RunAsync(string shell, string script, string programs, params IEnumerable<string> arguments)
    {
        var words = shell.Split(' ');
        Assert.SkipUnless(words[0] == "sh" || File.Exists($"/usr/bin/{words[0]}"), $"{words[0]} is not installed");
        var result = await Cli.Wrap(words[0]).WithArguments([.. words[1..], script, .. arguments])
            .WithEnvironmentVariables(e => e.Set("PATH", $"{programs}:{Environment.GetEnvironmentVariable("PATH")}"))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        return (result.ExitCode, result.StandardOutput + result.StandardError);
    }
}
