
namespace Yocto.Sdk.Packed.Tests;

/// <summary>An IDE opens a project without network, git or Python, and nothing is written.</summary>
public sealed class DesignTimeTests(PackedSdk sdk)
{
    // No tool is on this PATH, and MSBuild needs none.
    private static readonly (string, string?)[] _bare = [("PATH", AppContext.BaseDirectory)];

    [Fact]
    public async Task Evaluation_writes_nothing_and_runs_nothing()
    {
        using var user = new UserFolder(sdk);
        user.Device(items: """<YoctoLayer Include="layers/missing/" /><YoctoPackage Include="podman" />""");

        var asked = await DotnetAsync(user, "msbuild -getItem:YoctoLayer -getProperty:YoctoBuildDirectory");

        Assert.Empty(asked.Tasks);
        Assert.Equal(["layers/missing/"], ItemSpecs(asked.Output));
    }

    [Theory]
    // Visual Studio's and the language servers' own list; CollectPackageReferences is where a restore begins.
    [InlineData("CollectPackageReferences")]
    [InlineData("ResolveProjectReferences;ResolveAssemblyReferences;ResolveComReferences;ResolveNativeReferences;ResolveSDKReferences")]
    [InlineData("GetTargetFrameworks;GetTargetPath;GetNativeManifest;GetCopyToOutputDirectoryItems")]
    [InlineData("Build;GetYoctoImages;GetYoctoArtifacts")]
    public async Task A_design_time_build_does_no_work(string targets)
    {
        using var user = new UserFolder(sdk);
        user.Device();

        var build = await DotnetAsync(user, $"msbuild -t:{targets} -p:DesignTimeBuild=true");

        Assert.Empty(build.OwnTasks);
    }

    [Fact]
    public async Task A_design_time_build_of_several_machines_does_no_work()
    {
        using var user = new UserFolder(sdk);
        user.Device("<YoctoRelease>scarthgap</YoctoRelease><Machines>qemuarm64;qemuarm</Machines>");

        var build = await DotnetAsync(user, "msbuild -t:Build;GetYoctoImages -p:DesignTimeBuild=true");

        Assert.Empty(build.OwnTasks);
    }

    private static async Task<Testing.DotnetRun> DotnetAsync(UserFolder user, string arguments)
    {
        var files = user.Files().Where(f => !f.StartsWith("home/", StringComparison.Ordinal)).ToList();
        var run = (await user.DotnetAsync(arguments, "", _bare)).Succeeded();
        Assert.Equal(files, user.Files().Where(f => !f.StartsWith("home/", StringComparison.Ordinal)));
        return run;
    }

    private static IReadOnlyList<string> ItemSpecs(string json)
    {
        using var document = System.Text.Json.JsonDocument.Parse(json);
        return [.. document.RootElement.GetProperty("Items").GetProperty("YoctoLayer").EnumerateArray().Select(i => i.GetProperty("Identity").GetString()!)];
    }
}
