using System.Text.Json;
using CliWrap;
using CliWrap.Buffered;
using Yocto.Sdk.BitBake.Tests.BitBake;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.BitBake.Tests.Samples;

/// <summary>A copy of a sample on the SDK of this tree.</summary>
public sealed class SampleProject : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _release;
    private int _runs;

    private SampleProject(PreparedHost host, string sample, string release)
    {
        _release = release;
        var folder = Path.Combine(SourceTree.Root, "samples", sample);
        foreach (var file in new[] { "layers", "checks" }.SelectMany(f => FilesBelow(folder, f)).Append($"{sample}.yoctoproj"))
            _folder.Write(file, File.ReadAllText(Path.Combine(folder, file)).Replace("../../sdk/", $"{SourceTree.Root}/sdk/", StringComparison.Ordinal));
        // another release has other commits
        if (File.ReadAllText(this[$"{sample}.yoctoproj"]).Contains($">{release}</YoctoRelease>", StringComparison.Ordinal))
            _folder.Write("yocto.lock.json", File.ReadAllText(Path.Combine(folder, "yocto.lock.json")));
        _folder.Write("Directory.Build.props", $"""
            <Project>
              <PropertyGroup>
                <YoctoTasksAssembly>{TinyProject.TasksAssembly}</YoctoTasksAssembly>
                <YoctoCacheDirectory>{host.CacheDirectory}</YoctoCacheDirectory>
                <YoctoInstallHostTools>true</YoctoInstallHostTools>
              </PropertyGroup>
            </Project>
            """);
        // a dry run fetches nothing
        _folder.Write("Directory.Build.targets", """
            <Project>
              <ItemGroup>
                <YoctoVariable Include="CONNECTIVITY_CHECK_URIS" Value="" />
              </ItemGroup>
            </Project>
            """);
        Directory.CreateDirectory(_folder["home"]);
    }

    public string this[string relative] => _folder[relative];

    /// <summary>The quickstart. Skips the test, with the reason, where the release or Debian's archive can't be had.</summary>
    public static async Task<SampleProject> QuickstartAsync(PreparedHost host, string release = "scarthgap")
    {
        await Upstream.RequireDebianAsync();
        return await CreateAsync(host, "quickstart", release);
    }

    /// <summary>Skips the test, with the reason, where the release can't be had.</summary>
    public static async Task<SampleProject> CreateAsync(PreparedHost host, string sample, string release)
    {
        await host.RequireAsync(release);
        await Upstream.RequireAsync(Upstream.MetaOpenEmbedded, release);
        await Upstream.RequireAsync(Upstream.MetaVirtualization, release);
        return new SampleProject(host, sample, release);
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
    public async Task<IReadOnlyDictionary<string, string>> BuildAsync(string properties = "")
    {
        var build = await DotnetAsync($"build -t:Build -getItem:YoctoImage {properties}");
        Assert.Equal([], build.Errors);
        using var json = JsonDocument.Parse(build.Succeeded().Output);
        return json.RootElement.GetProperty("Items").GetProperty("YoctoImage").EnumerateArray()
            .ToDictionary(i => i.GetProperty("Type").GetString()!, i => i.GetProperty("FullPath").GetString()!);
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<string> FilesBelow(string sample, string folder) =>
        Directory.Exists(Path.Combine(sample, folder))
            ? Directory.EnumerateFiles(Path.Combine(sample, folder), "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(sample, f))
            : [];
}
