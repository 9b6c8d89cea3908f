using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Packed.Tests;

/// <summary>Targets of the user's: each runs where the reference says, and what it adds arrives or is an error.</summary>
public sealed class ExtensionPointTests(ExtensionPoints points) : IClassFixture<ExtensionPoints>
{
    /// <summary>They read none of the items that the image is made of.</summary>
    private static readonly string[] _readNothing = ["Clean", "ComputeAvailableDevices", "YoctoMakeBuildContainer", "YoctoDiff", "YoctoVSCode"];

    private static readonly string[] _readBuildItems = ["YoctoPrepareContainers", "YoctoProduct", "YoctoConfigure"];

    public static TheoryData<string> TargetsAfterTheItemsWereRead =>
        [.. ExtensionPoints.Targets.Except(_readNothing).Except(_readBuildItems)];

    private UserFolder User => points.User;

    [Fact]
    public async Task A_target_runs_at_every_extension_point()
    {
        var build = (await User.DotnetAsync("build")).Succeeded();

        Assert.Equal(
            ExtensionPoints.Phases.Order(StringComparer.Ordinal),
            ["YoctoBitBake", "YoctoCollectOutputs", "YoctoConfigure", "YoctoPrepareContainers", "YoctoProduct", "YoctoRestoreLayers"]);
        Assert.Equal(
            [
                "dependency of YoctoRestoreLayers", "before YoctoRestoreLayers", "after YoctoRestoreLayers",
                "before the build",
                "dependency of YoctoConfigure", "before YoctoConfigure",
                "dependency of YoctoProduct", "before YoctoProduct",
                "dependency of YoctoPrepareContainers", "before YoctoPrepareContainers", "after YoctoPrepareContainers",
                "after YoctoProduct",
                "after YoctoConfigure",
                "dependency of YoctoBitBake", "before YoctoBitBake", "after YoctoBitBake",
                "dependency of YoctoCollectOutputs", "before YoctoCollectOutputs", "after YoctoCollectOutputs",
                "after the build",
            ],
            Said(build));
    }

    [Fact]
    public async Task A_target_runs_before_and_after_the_cleaning() =>
        Assert.Equal(["before the cleaning", "after the cleaning"], Said((await User.DotnetAsync("clean")).Succeeded()));

    [Theory]
    [InlineData("Build")]
    [InlineData("YoctoParse")]
    [InlineData("YoctoDryRun")]
    [InlineData("YoctoExportLayer -p:YoctoContainerEngine=podman")]
    public async Task A_command_gives_the_build_directory_back(string target)
    {
        Assert.Equal("UnlockBuildDirectory", (await User.DotnetAsync($"build --no-restore -t:{target}")).Succeeded().OwnTasks[^1]);
    }

    [Theory]
    [InlineData("YoctoConfigure", "none")]
    [InlineData("YoctoConfigure", "podman")]
    [InlineData("YoctoProduct", "none")]
    [InlineData("YoctoProduct", "podman")]
    [InlineData("YoctoPrepareContainers", "none")]
    [InlineData("YoctoPrepareContainers", "podman")]
    public async Task Items_that_a_target_adds_before_they_are_read_arrive(string hook, string engine)
    {
        var old = User["obj/Debug/qemuarm64/build/conf/local.conf"];
        // another test of the class may have cleaned
        if (File.Exists(old))
            File.Delete(old);

        (await User.DotnetAsync($"build --no-restore -t:YoctoConfigure -p:Hook={hook} -p:YoctoContainerEngine={engine}")).Succeeded();

        var conf = User.Read("obj/Debug/qemuarm64/build/conf/local.conf");
        Assert.Contains("GREETING = \"hello\"", conf, StringComparison.Ordinal);
        var layer = "obj/Debug/qemuarm64/meta-device";
        Assert.Contains("crun", engine == "none" ? conf : User.Read($"{layer}/recipes-product/images/device-image.bb"), StringComparison.Ordinal);
        Assert.Equal(engine == "podman", Directory.Exists(User[$"{layer}/recipes-containers/container-hello"]));
    }

    [Theory]
    [MemberData(nameof(TargetsAfterTheItemsWereRead))]
    public async Task Items_that_a_target_adds_elsewhere_are_an_error_that_names_the_right_target(string hook)
    {
        var options = hook == "YoctoRestoreLayers" ? "" : "--no-restore";

        var build = (await User.DotnetAsync($"build {options} -t:{(hook == "YoctoRestoreLayers" ? "Build" : hook)} -p:Hook={hook}")).Failed();

        Assert.Equal(
            [
                Lost("YoctoPackage", "crun", "YoctoConfigure"),
                Lost("YoctoVariable", "GREETING", "YoctoConfigure"),
            ],
            build.Errors);
    }

    [Theory]
    [InlineData("")]
    [InlineData("YoctoConfigure")]
    public async Task A_layer_that_a_target_adds_before_the_restore_arrives(string secondHook)
    {
        (await User.DotnetAsync($"build -t:YoctoConfigure -p:LayerHook=YoctoRestoreLayers -p:SecondLayerHook={secondHook}")).Succeeded();

        Assert.Contains("layers/meta-product", User.Read("obj/Debug/qemuarm64/build/conf/bblayers.conf"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("YoctoConfigure")]
    [InlineData("YoctoBitBake")]
    public async Task A_layer_that_a_target_adds_after_the_restore_is_an_error_that_names_the_right_target(string hook)
    {
        var build = (await User.DotnetAsync($"build -p:LayerHook={hook}")).Failed();

        Assert.Equal([Lost("YoctoLayer", "layers/meta-product/", "YoctoRestoreLayers")], build.Errors);
    }

    private string Lost(string type, string include, string hook)
    {
        var lines = User.Read("device.yoctoproj").Split('\n').ToList();
        var line = lines.FindIndex(l => l.Contains($"<{type} Include=\"{include}\"", StringComparison.Ordinal));
        return $"device.yoctoproj({line + 1},{lines[line].IndexOf('<') + 2}): YOCTO1062: "
            + $"A target adds {type} '{include}' where nothing reads it. Run the target with BeforeTargets=\"{hook}\".";
    }

    private static IEnumerable<string> Said(DotnetRun run) =>
        run.Messages.Where(m => m.StartsWith("dependency of ", StringComparison.Ordinal)
            || m.StartsWith("before ", StringComparison.Ordinal) || m.StartsWith("after ", StringComparison.Ordinal));
}
