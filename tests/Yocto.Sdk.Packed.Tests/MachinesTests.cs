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
            [("Image-qemuarm64.bin", "qemuarm64"), ("core-image-minimal-qemuarm64.rootfs.manifest", "qemuarm64"),
                ("Image-qemux86-64.bin", "qemux86-64"), ("core-image-minimal-qemux86-64.rootfs.manifest", "qemux86-64")],
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
}
