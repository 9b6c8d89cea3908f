using CliWrap;

namespace Yocto.Sdk.Testing;

/// <summary>The <c>dotnet</c> command, into whose environment nothing of this run leaks.</summary>
public static class Dotnet
{
    public static Command In(string folder, string home) => Cli.Wrap("dotnet")
        .WithWorkingDirectory(folder)
        .WithEnvironmentVariables(Environment(home))
        .WithValidation(CommandResultValidation.None);

    /// <summary>The same for an ordinary user of Debian, whose PATH has the folders of no system tools.</summary>
    public static Command As(this Command dotnet, string user) => dotnet
        .WithArguments([
            $"--reuid={user}", $"--regid={user}", "--init-groups", "env", "PATH=/usr/local/bin:/usr/bin:/bin",
            dotnet.TargetFilePath, .. dotnet.Arguments.Split(' ')])
        .WithTargetFile("setpriv");

    /// <summary>What differs from the environment of this run; null takes a variable away.</summary>
    public static Dictionary<string, string?> Environment(string home) => new()
    {
        ["HOME"] = home,
        ["XDG_CACHE_HOME"] = null,
        ["DOTNET_CLI_HOME"] = home,
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        ["DOTNET_NOLOGO"] = "1",
        ["MSBUILDDISABLENODEREUSE"] = "1",
        // those of the dotnet that runs this test
        ["MSBuildSDKsPath"] = null,
        ["MSBUILD_EXE_PATH"] = null,
        ["MSBuildExtensionsPath"] = null,
    };
}
