using CliWrap;
using CliWrap.Buffered;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Packed.Tests;

/// <summary>
/// A folder as a user has it, with the packed SDK pinned by global.json, a package cache, a home and a layer cache of
/// its own.
/// </summary>
public sealed class UserFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PackedSdk _sdk;
    private int _builds;

    public UserFolder(PackedSdk sdk)
    {
        _sdk = sdk;
        Write("global.json", $$"""
            { "msbuild-sdks": { "Yocto.Sdk": "{{sdk.Version}}" } }
            """);
        // The package comes from the feed; what C# projects beside it need, from the machine's own sources.
        Write("nuget.config", $"""
            <configuration>
              <packageSources>
                <add key="packed-sdk" value="{sdk.Feed}" />
              </packageSources>
            </configuration>
            """);
        // Nothing of the source tree above may be imported.
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Build.targets", "<Project />");
        Write("Directory.Packages.props", "<Project />");
        Directory.CreateDirectory(Home);
    }

    public string Path => _folder.Path;

    public string Home => _folder["home"];

    public string this[string relative] => _folder[relative];

    public string Write(string relative, string content) => _folder.Write(relative, content);

    /// <summary>Runs <c>dotnet</c> in a sub-folder, records a binary log, and returns both.</summary>
    public async Task<DotnetRun> DotnetAsync(string arguments, string folder = "", params (string Name, string? Value)[] environment)
    {
        var log = _folder[$"build-{++_builds}.binlog"];
        var records = arguments.Split(' ')[0] is "build" or "restore" or "publish" or "clean" or "pack" or "msbuild" or "test";
        var result = await Cli.Wrap("dotnet")
            .WithArguments(records ? $"{arguments} -bl:{log} -nr:false -tl:off" : arguments)
            .WithWorkingDirectory(_folder[folder])
            .WithEnvironmentVariables(e =>
            {
                e.Set("HOME", Home).Set("XDG_CACHE_HOME", null).Set("NUGET_PACKAGES", _sdk.PackageCache)
                    .Set("DOTNET_CLI_HOME", Home).Set("DOTNET_CLI_TELEMETRY_OPTOUT", "1").Set("DOTNET_NOLOGO", "1")
                    .Set("MSBUILDDISABLENODEREUSE", "1").Set("MSBuildSDKsPath", null)
                    .Set("DOTNET_CLI_UI_LANGUAGE", "en");
                foreach (var (name, value) in environment)
                    e.Set(name, value);
            })
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        return new DotnetRun(result.ExitCode, result.StandardOutput + result.StandardError, File.Exists(log) ? log : null);
    }

    public void Dispose() => _folder.Dispose();
}
