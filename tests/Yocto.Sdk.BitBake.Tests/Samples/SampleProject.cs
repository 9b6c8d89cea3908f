using System.Text.Json;
using System.Text.RegularExpressions;
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
        foreach (var file in FilesOf(folder))
            _folder.Write(file, Rooted(File.ReadAllText(Path.Combine(folder, file))));
        // another release has other commits
        foreach (var file in Directory.GetFiles(_folder.Path, "*.yoctoproj", SearchOption.AllDirectories))
        {
            if (!File.ReadAllText(file).Contains($">{release}</YoctoRelease>", StringComparison.Ordinal))
                File.Delete(Path.Combine(Path.GetDirectoryName(file)!, "yocto.lock.json"));
        }

        _folder.Write("Directory.Build.props", $"""
            <Project>
              <PropertyGroup>
                <YoctoTasksAssembly>{TinyProject.TasksAssembly}</YoctoTasksAssembly>
                <YoctoCacheDirectory>{host.CacheDirectory}</YoctoCacheDirectory>
                <YoctoInstallHostTools>true</YoctoInstallHostTools>
              </PropertyGroup>
            </Project>
            """);
        // what OpenEmbedded asks the network for where nothing is to be fetched, and the hosts that a release knew of
        _folder.Write("Directory.Build.targets", """
            <Project>
              <ItemGroup>
                <YoctoVariable Include="CONNECTIVITY_CHECK_URIS" Value="" />
                <YoctoVariable Include="INHERIT"><Remove>uninative</Remove></YoctoVariable>
                <YoctoVariable Include="SANITY_TESTED_DISTROS" Value="" />
              </ItemGroup>
            </Project>
            """);
        Directory.CreateDirectory(_folder["home"]);
    }

    public string Folder => _folder.Path;

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

    /// <summary>The tutorial, whose bitbake this machine's Python may not run. Skips the test, with the reason, where its layers can't be had.</summary>
    public static async Task<SampleProject> TutorialAsync(PreparedHost host)
    {
        foreach (var url in new[] { Upstream.Poky, Upstream.MetaOpenEmbedded, Upstream.MetaVirtualization, Upstream.MetaSunxi })
            await Upstream.RequireAsync(url, "zeus");
        await Upstream.RequireAsync(Upstream.MetaSecurity, null); // the commit is the lock file's
        return new SampleProject(host, "orange-pi", "zeus");
    }

    /// <summary>Runs a command of <c>dotnet</c> on the project.</summary>
    /// <param name="user">The account that runs it; null for this test's own.</param>
    public async Task<DotnetRun> DotnetAsync(string command, string? user = null)
    {
        var log = _folder[$"run-{++_runs}.binlog"];
        var dotnet = Dotnet.In(_folder.Path, _folder["home"]).WithArguments($"{command} -p:YoctoRelease={_release} -bl:{log}");
        if (user is not null)
            dotnet = dotnet.As(user);
        var result = await dotnet.ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        return new DotnetRun(result.ExitCode, result.StandardOutput, result.StandardError, File.Exists(log) ? log : null);
    }

    /// <summary>Builds it.</summary>
    /// <returns>The items <c>YoctoImage</c>, each as its type and its path.</returns>
    public async Task<IReadOnlyDictionary<string, string>> BuildAsync(string properties = "")
    {
        var build = await DotnetAsync($"build -t:Build -getItem:YoctoImage {properties}");
        Assert.Equal([], build.Errors);
        using var json = JsonDocument.Parse(build.Succeeded().StandardOutput);
        return json.RootElement.GetProperty("Items").GetProperty("YoctoImage").EnumerateArray()
            .ToDictionary(i => i.GetProperty("Type").GetString()!, i => i.GetProperty("FullPath").GetString()!);
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<string> FilesOf(string sample) =>
        Directory.EnumerateFiles(sample, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(sample, f))
            .Where(f => !f.Split('/').Any(folder => folder is "bin" or "obj" or "TestResults"));

    // what a sample has of the tree around it
    private static string Rooted(string text) =>
        Regex.Replace(text, @"(?<="")(\.\./)+(?<rest>sdk/|quickstart/)", m => m.Groups["rest"].Value switch
        {
            "sdk/" => $"{SourceTree.Root}/sdk/",
            var other => $"{SourceTree.Root}/samples/{other}",
        });
}
