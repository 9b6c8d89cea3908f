using Microsoft.Build.Logging.StructuredLogger;
using Yocto.Sdk.Testing;
using Task = System.Threading.Tasks.Task;

namespace Yocto.Sdk.Packed.Tests;

/// <summary>One project for several machines: an inner build each, as TargetFrameworks does.</summary>
public sealed class MachinesTests(PackedSdk sdk)
{
    private const string Properties = """
        <YoctoRelease>scarthgap</YoctoRelease>
            <Machines>qemuarm64;
              qemux86-64</Machines>
        """;

    private static readonly (string, string)[] _images =
    [
        ("core-image-minimal-qemuarm64.rootfs.ext4", "qemuarm64"), ("core-image-minimal-qemuarm64.rootfs.wic", "qemuarm64"),
        ("core-image-minimal-qemux86-64.rootfs.ext4", "qemux86-64"), ("core-image-minimal-qemux86-64.rootfs.wic", "qemux86-64"),
    ];

    [Fact]
    public async Task Every_command_does_its_work_for_each_machine()
    {
        using var user = await UserFolder.CreateAsync(sdk);
        user.Device(Properties);

        var built = await user.DotnetAsync("build -t:Build -getItem:YoctoImage -getItem:YoctoArtifact");
        Assert.Equal(_images, UserFolder.ItemsIn(built));
        Assert.Equal(
            [("Image-qemuarm64.bin", "qemuarm64"), ("core-image-minimal-qemuarm64.rootfs.manifest", "qemuarm64"), ("core-image-minimal.cdx.json", "qemuarm64"),
                ("Image-qemux86-64.bin", "qemux86-64"), ("core-image-minimal-qemux86-64.rootfs.manifest", "qemux86-64"), ("core-image-minimal.cdx.json", "qemux86-64")],
            UserFolder.ItemsIn(built, "YoctoArtifact"));
        Assert.Single(built.OwnTasks, "RestoreLayers");
        Assert.Equal(_images, UserFolder.ItemsIn(await user.DotnetAsync("build -getItem:YoctoImage")));

        var again = await user.DotnetAsync("build -m -graph -t:Build -getItem:YoctoImage");
        Assert.Equal(_images, UserFolder.ItemsIn(again));
        Assert.DoesNotContain("RunBitBake", again.Tasks);

        (await user.DotnetAsync("publish -c Debug")).Succeeded();
        Assert.Contains("SHA256SUMS", user.Files("bin/Debug/qemuarm64/publish"));
        Assert.Contains("SHA256SUMS", user.Files("bin/Debug/qemux86-64/publish"));

        // One of them, by the property of a single machine; and one that the project drops.
        var one = await user.DotnetAsync("build -p:Machine=qemuarm64 -t:Build -getItem:YoctoImage");
        Assert.Equal(_images[..2], UserFolder.ItemsIn(one));
        Assert.DoesNotContain("RunBitBake", one.Tasks);
        Assert.Equal(_images[2..], UserFolder.ItemsIn(await user.DotnetAsync("build -p:Machines=qemux86-64 -getItem:YoctoImage")));

        (await user.DotnetAsync("clean")).Succeeded();
        Assert.DoesNotContain(user.Files("bin"), f => !f.Contains("/publish/"));
        Assert.Empty(UserFolder.ItemsIn(await user.DotnetAsync("build -getItem:YoctoImage")));
    }

    /// <summary>What a restore, a build container or this machine's media are asked for, they are asked once.</summary>
    private static readonly string[] _ofNoMachine = ["Restore", "ComputeAvailableDevices", "YoctoMakeBuildContainer", "YoctoRestoreLayers", "YoctoUpdateLayers", "YoctoVSCode"];

    private static readonly string[] _ofOneMachine = ["ComputeRunArguments", "YoctoExplain", "YoctoFlash"];

    [Fact]
    public async Task Every_documented_target_works_for_each_machine_or_says_which_property_to_give()
    {
        using var user = await UserFolder.CreateAsync(sdk);
        user.Device(Properties, """<YoctoLayer Include="layers/meta-containers/" />""");
        ExtensionPoints.WriteContainerLayer(user);
        user.Write("checks/boots.sh", "true");
        (await user.DotnetAsync("build")).Succeeded();

        foreach (var target in ExtensionPoints.Targets.Except(_ofNoMachine))
        {
            // the dummy bitbake parses no recipe of the container host, so only the layer is made of it
            var product = target == "YoctoExportLayer" ? "-p:YoctoContainerEngine=podman" : "";
            var run = await user.DotnetAsync($"build --no-restore -t:{target} -p:VSTestListTests=true -p:From=bin/Debug {product}");

            if (target == "YoctoCveCheck")
            {
                // the dummy has no class for it
                Assert.Equal(["qemuarm64", "qemux86-64"], MachinesOf(run, "_YoctoPrepareCveCheck"));
                Assert.All(run.Failed().Errors, e => Assert.Contains("YOCTO5021", e, StringComparison.Ordinal));
            }
            else if (_ofOneMachine.Contains(target))
            {
                var error = Assert.Single(run.Failed().Errors);
                Assert.Matches(@"^device\.yoctoproj\(0,0\): YOCTO1904: .*qemuarm64, qemux86-64\. .*-p:Machine=qemuarm64\b", error);
            }
            else
            {
                // a rebuild is Clean and Build of the outer build
                var work = target == "Rebuild" ? "Build" : target;
                Assert.Equal((target, "qemuarm64 qemux86-64"), (target, string.Join(' ', MachinesOf(run.Succeeded(), work))));
            }
        }

        foreach (var target in _ofNoMachine.Except(["YoctoMakeBuildContainer"]))
            (await user.DotnetAsync($"build --no-restore -t:{target}")).Succeeded();
        Assert.Contains("YOCTO2036", Assert.Single((await user.DotnetAsync("build --no-restore -t:YoctoMakeBuildContainer")).Failed().Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_on_the_command_line_gets_a_folder_for_each_machine()
    {
        using var user = await UserFolder.CreateAsync(sdk);
        user.Device(Properties);

        (await user.DotnetAsync($"publish -o {user["out"]}")).Succeeded();

        Assert.Equal(
            ["qemuarm64/SHA256SUMS", "qemux86-64/SHA256SUMS"],
            user.Files("out").Where(f => f.EndsWith("SHA256SUMS", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Run_takes_the_machine_that_is_named()
    {
        using var user = await UserFolder.CreateAsync(sdk);
        user.Device(Properties);

        Assert.Contains("YOCTO1904", (await user.DotnetAsync("run")).Failed().Output, StringComparison.Ordinal);
        Assert.Contains("run -p:YoctoRun=shell -p:Machine=qemuarm64", (await user.DotnetAsync("run -p:YoctoRun=shell -- bitbake -p")).Failed().Output, StringComparison.Ordinal);
        // no QEMU boots the dummy's image
        Assert.Contains("YOCTO5402", (await user.DotnetAsync("run -p:Machine=qemuarm64")).Failed().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_of_the_list_that_no_layer_defines_is_named_at_the_list()
    {
        using var user = await UserFolder.CreateAsync(sdk);
        user.Device("<YoctoRelease>scarthgap</YoctoRelease><Machines>qemuarm64;qemux86_64</Machines>");

        var build = (await user.DotnetAsync("build")).Failed();

        Assert.Equal(
            ["device.yoctoproj(3,44): YOCTO3002: No layer defines the machine 'qemux86_64' (conf/machine/qemux86_64.conf). Did you mean 'qemux86-64'? Correct the property Machine, or add the layer that defines the machine."],
            build.Errors);
    }

    [Fact]
    public async Task A_csharp_project_gets_the_images_of_all_machines()
    {
        using var user = await UserFolder.CreateAsync(sdk);
        user.Device(Properties, file: "device/device.yoctoproj", poky: """<YoctoLayerRepository Include="poky" Url="../upstream/poky" />""");
        user.Write("flasher/flasher.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="../device/device.yoctoproj" ReferenceOutputAssembly="false" OutputItemType="YoctoImage" Targets="GetYoctoImages" />
              </ItemGroup>
            </Project>
            """);

        Assert.Equal(_images, UserFolder.ItemsIn(await user.DotnetAsync("build flasher -t:Build -getItem:YoctoImage")));
    }

    /// <summary>The machines whose inner build ran a target's work.</summary>
    private static IEnumerable<string> MachinesOf(DotnetRun run, string target) =>
        run.Build.FindChildrenRecursive<Target>(t => t.Name == target)
            .Select(t => t.GetNearestParent<Project>()!.GlobalProperties)
            .Select(p => p.TryGetValue("Machine", out var machine) ? machine : null).OfType<string>().Distinct().Order(StringComparer.Ordinal);
}
