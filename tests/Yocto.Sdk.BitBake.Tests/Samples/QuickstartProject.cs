using System.Text.Json;
using CliWrap;
using CliWrap.Buffered;
using Yocto.Sdk.BitBake.Tests.BitBake;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.BitBake.Tests.Samples;

/// <summary>A copy of <c>samples/quickstart</c> on the SDK of this tree: nothing but the release differs from the sample.</summary>
public sealed class QuickstartProject : IDisposable
{
    private const string SamplesRelease = "scarthgap";

    private static readonly string _sample = Path.Combine(SourceTree.Root, "samples/quickstart");

    private readonly TemporaryFolder _folder = new();
    private readonly string _release;
    private int _runs;

    private QuickstartProject(PreparedHost host, string release)
    {
        _release = release;
        string[] files = ["quickstart.yoctoproj", .. release == SamplesRelease ? ["yocto.lock.json"] : Array.Empty<string>(), .. FilesBelow("layers"), .. FilesBelow("checks")];
        foreach (var file in files)
            _folder.Write(file, File.ReadAllText(Path.Combine(_sample, file)).Replace("../../sdk/", $"{SourceTree.Root}/sdk/", StringComparison.Ordinal));
        _folder.Write("Directory.Build.props", $"""
            <Project>
              <PropertyGroup>
                <YoctoTasksAssembly>{TinyProject.TasksAssembly}</YoctoTasksAssembly>
                <YoctoCacheDirectory>{host.CacheDirectory}</YoctoCacheDirectory>
                <YoctoInstallHostTools>true</YoctoInstallHostTools>
              </PropertyGroup>
            </Project>
            """);
        _folder.Write("Directory.Build.targets", "<Project />");
        Directory.CreateDirectory(_folder["home"]);
    }

    public string this[string relative] => _folder[relative];

    /// <summary>Skips the test, with the reason, where the release or Debian's archive can't be had.</summary>
    public static async Task<QuickstartProject> CreateAsync(PreparedHost host, string release = SamplesRelease)
    {
        await host.RequireAsync(release);
        await Upstream.RequireAsync(Upstream.MetaOpenEmbedded, release);
        await Upstream.RequireAsync(Upstream.MetaVirtualization, release);
        await Upstream.RequireDebianAsync();
        return new QuickstartProject(host, release);
    }

    /// <summary>Runs a command of <c>dotnet</c> on the project.</summary>
    public async Task<DotnetRun> DotnetAsync(string command)
    {
        var log = _folder[$"run-{++_runs}.binlog"];
        var result = await Dotnet.In(_folder.Path, _folder["home"])
            .WithArguments($"{command} -p:YoctoRelease={_release} -bl:{log}")
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        return new DotnetRun(result.ExitCode, result.StandardOutput + result.StandardError, File.Exists(log) ? log : null);
    }

    /// <summary>Builds it.</summary>
    /// <returns>The items <c>YoctoImage</c>, each as its type and its path.</returns>
    public async Task<IReadOnlyDictionary<string, string>> BuildAsync()
    {
        var build = await DotnetAsync("build -t:Build -getItem:YoctoImage");
        Assert.Equal([], build.Errors);
        using var json = JsonDocument.Parse(build.Succeeded().Output);
        return json.RootElement.GetProperty("Items").GetProperty("YoctoImage").EnumerateArray()
            .ToDictionary(i => i.GetProperty("Type").GetString()!, i => i.GetProperty("FullPath").GetString()!);
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<string> FilesBelow(string folder) =>
        Directory.EnumerateFiles(Path.Combine(_sample, folder), "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(_sample, f));
}
