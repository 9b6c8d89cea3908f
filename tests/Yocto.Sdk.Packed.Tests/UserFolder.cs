using System.Text.Json;
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
    private readonly TemporaryFolder _logs = new();
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

    /// <summary>The dummy poky that <see cref="CreateAsync"/> put here.</summary>
    public UpstreamRepository Poky => new(this["upstream/poky"]);

    public string this[string relative] => _folder[relative];

    /// <summary>With a dummy poky of its own in <c>upstream/poky</c>, for a test that builds.</summary>
    public static async Task<UserFolder> CreateAsync(PackedSdk sdk)
    {
        sdk.RequireHost();
        var user = new UserFolder(sdk);
        await sdk.Poky.GitAsync("clone", "--quiet", sdk.Poky.Folder, user.Poky.Folder);
        return user;
    }

    public string Write(string relative, string content) => _folder.Write(relative, content);

    public string Read(string relative) => File.ReadAllText(this[relative]);

    /// <summary>Writes a project that builds from the dummy poky. The first property is in line 3.</summary>
    /// <param name="items">Lines after the repository's item.</param>
    public string Device(
        string properties = "<YoctoRelease>scarthgap</YoctoRelease><Machine>qemuarm64</Machine>",
        string items = "",
        string file = "device.yoctoproj",
        string poky = """<YoctoLayerRepository Include="poky" Url="upstream/poky" />""") => Write(file, $"""
        <Project Sdk="Yocto.Sdk">
          <PropertyGroup>
            {properties}
          </PropertyGroup>
          <ItemGroup>
            {poky}
            {items}
          </ItemGroup>
        </Project>
        """);

    /// <summary>Runs <c>dotnet</c> in a sub-folder, records a binary log, and returns both.</summary>
    public async Task<DotnetRun> DotnetAsync(string arguments, string folder = "", params (string Name, string? Value)[] environment)
    {
        var log = _logs[$"build-{++_builds}.binlog"];
        var records = arguments.Split(' ')[0] is "build" or "restore" or "publish" or "clean" or "pack" or "msbuild" or "test";
        var result = await Dotnet(records ? $"{arguments} -bl:{log} -nr:false -tl:off" : arguments, folder, environment)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        return new DotnetRun(result.ExitCode, result.StandardOutput, result.StandardError, File.Exists(log) ? log : null);
    }

    /// <summary>Starts <c>dotnet</c> and leaves it to itself.</summary>
    public void Start(string arguments) => _ = Dotnet($"{arguments} -nr:false -tl:off", "").ExecuteBufferedAsync();

    /// <summary>The files below a folder, sorted; those of checkouts, of bitbake's own and of Python's left out.</summary>
    public IReadOnlyList<string> Files(string folder = "") =>
        [.. Directory.EnumerateFiles(this[folder], "*", SearchOption.AllDirectories)
            .Select(f => System.IO.Path.GetRelativePath(this[folder], f))
            .Where(f => !f.Contains("layers/", StringComparison.Ordinal) && !f.Contains("build/tmp/", StringComparison.Ordinal) && !f.Contains("pycache/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];

    /// <summary>The items that <c>-getItem</c> prints as JSON, each as its file's name and its machine.</summary>
    public static IReadOnlyList<(string Name, string Machine)> ItemsIn(DotnetRun run, string type = "YoctoImage")
    {
        using var json = JsonDocument.Parse(run.Succeeded().StandardOutput);
        return [.. json.RootElement.GetProperty("Items").GetProperty(type).EnumerateArray()
            .Select(i => (System.IO.Path.GetFileName(i.GetProperty("Identity").GetString()!), i.GetProperty("Machine").GetString()!))];
    }

    public void Dispose()
    {
        _folder.Dispose();
        _logs.Dispose();
    }

    private Command Dotnet(string arguments, string folder, params (string Name, string? Value)[] environment) => Cli.Wrap("dotnet")
        .WithArguments(arguments)
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
        .WithValidation(CommandResultValidation.None);
}
