
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

    [Fact]
    public async Task An_IDE_shows_the_files_the_layers_the_configuration_and_the_outputs()
    {
        using var user = await UserFolder.CreateAsync(sdk);
        user.Device(file: "device/device.yoctoproj", poky: """<YoctoLayerRepository Include="poky" Url="../upstream/poky" />""");
        user.Write("device/checks/boots.sh", "true\n");
        (await user.DotnetAsync("build device")).Succeeded();

        var asked = await DotnetAsync(user, "msbuild device -getItem:None -getProperty:DisableFastUpToDateCheck -p:DesignTimeBuild=true");

        Assert.Empty(asked.Tasks);
        using var json = System.Text.Json.JsonDocument.Parse(asked.Output);
        var shown = json.RootElement.GetProperty("Items").GetProperty("None").EnumerateArray()
            .Select(i => i.TryGetProperty("Link", out var link) ? link.GetString()! : i.GetProperty("Identity").GetString()!).Order(StringComparer.Ordinal).ToList();
        Assert.Equal("true", json.RootElement.GetProperty("Properties").GetProperty("DisableFastUpToDateCheck").GetString());
        Assert.Equal(["Configuration/bblayers.conf", "Configuration/local.conf", "Layers/poky/meta-poky/conf/layer.conf", "Layers/poky/meta/conf/layer.conf"], shown.Where(s => s.EndsWith(".conf", StringComparison.Ordinal)));
        Assert.Contains("Outputs/core-image-minimal-qemuarm64.rootfs.wic", shown);
        Assert.Contains("Outputs/core-image-minimal-qemuarm64.rootfs.manifest", shown);
        Assert.Contains("checks/boots.sh", shown);
        Assert.Contains("yocto.lock.json", shown);
        Assert.DoesNotContain(shown, s => s.StartsWith("obj/", StringComparison.Ordinal) || s.StartsWith("bin/", StringComparison.Ordinal));
        Assert.Equal(shown.Distinct(), shown);
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
