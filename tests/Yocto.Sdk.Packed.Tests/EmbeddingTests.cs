using System.Globalization;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Packed.Tests;

/// <summary>What a solution of C# projects has, it keeps when an image project joins it.</summary>
public sealed class EmbeddingTests(PackedSdk sdk)
{
    private const string Poky = """<YoctoLayerRepository Include="poky" Url="../upstream/poky" />""";

    [Theory]
    [InlineData("sln")]
    [InlineData("slnx")]
    public async Task The_packages_of_a_solution_with_an_image_project_are_listed(string format)
    {
        using var user = await UserAsync(references: """<ProjectReference Include="../lib/lib.csproj" />""");
        (await user.DotnetAsync($"new sln -n all --format {format}")).Succeeded();
        (await user.DotnetAsync($"sln all.{format} add device lib")).Succeeded();
        (await user.DotnetAsync($"restore all.{format}")).Succeeded();

        foreach (var list in (string[])["list all.{0} package", "package list --project all.{0}", "list all.{0} package --include-transitive", "list all.{0} package --no-restore"])
        {
            var listed = (await user.DotnetAsync(string.Format(CultureInfo.InvariantCulture, list, format))).Succeeded();
            Assert.Equal("No packages were found for the project `device` given the specified frameworks.", Assert.Single(Lines(listed), l => l.Contains("device", StringComparison.Ordinal)));
            Assert.Contains("[net10.0]: No packages were found for this framework.", Lines(listed));
        }
    }

    [Fact]
    public async Task The_artifacts_layout_of_the_NET_SDK_holds_for_an_image_project()
    {
        using var user = await UserAsync();
        user.Write("Directory.Build.props", "<Project><PropertyGroup><UseArtifactsOutput>true</UseArtifactsOutput></PropertyGroup></Project>");
        user.Write("device/several.yoctoproj", user.Read("device/device.yoctoproj").Replace("<Machine>qemuarm64</Machine>", "<Machines>qemuarm;qemuarm64</Machines>", StringComparison.Ordinal));

        (await user.DotnetAsync("build device/device.yoctoproj")).Succeeded();
        (await user.DotnetAsync("publish device/device.yoctoproj -c Debug")).Succeeded();
        (await user.DotnetAsync("build device/several.yoctoproj")).Succeeded();

        Assert.Equal(["device.yoctoproj", "several.yoctoproj", "yocto.lock.json"], user.Files("device"));
        Assert.Contains("core-image-minimal-qemuarm64.rootfs.wic", user.Files("artifacts/bin/device/debug_qemuarm64"));
        Assert.Contains("SHA256SUMS", user.Files("artifacts/publish/device/debug_qemuarm64"));
        Assert.Contains("yocto.stamp", user.Files("artifacts/obj/device/debug_qemuarm64"));
        Assert.Contains("core-image-minimal-qemuarm.rootfs.wic", user.Files("artifacts/bin/several/debug_qemuarm"));
        Assert.Contains("core-image-minimal-qemuarm64.rootfs.wic", user.Files("artifacts/bin/several/debug_qemuarm64"));
        Assert.Equal(4, UserFolder.ItemsIn(await user.DotnetAsync("msbuild device/several.yoctoproj -getItem:YoctoImage")).Count);

        (await user.DotnetAsync("clean device/device.yoctoproj")).Succeeded();
        Assert.Equal([], user.Files("artifacts/bin/device").Where(f => !f.Contains("/publish/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_artifacts_path_and_the_output_folder_of_the_command_line_are_used()
    {
        using var user = await UserAsync();
        user.Write("several/several.yoctoproj", user.Read("device/device.yoctoproj").Replace("<Machine>qemuarm64</Machine>", "<Machines>qemuarm;qemuarm64</Machines>", StringComparison.Ordinal));

        (await user.DotnetAsync($"build device --artifacts-path {user["all"]}")).Succeeded();
        (await user.DotnetAsync($"build device -o {user["out"]}")).Succeeded();
        (await user.DotnetAsync($"build several -o {user["each"]}")).Succeeded();

        Assert.Contains("core-image-minimal-qemuarm64.rootfs.wic", user.Files("all/bin/device/debug_qemuarm64"));
        Assert.Contains("core-image-minimal-qemuarm64.rootfs.wic", user.Files("out"));
        Assert.Contains("core-image-minimal-qemuarm.rootfs.wic", user.Files("each/qemuarm"));
        Assert.Contains("core-image-minimal-qemuarm64.rootfs.wic", user.Files("each/qemuarm64"));
    }

    [Fact]
    public async Task A_warning_of_bitbakes_does_not_break_a_repository_that_treats_warnings_as_errors()
    {
        using var user = await UserAsync("""<YoctoLayer Include="layers/meta-product/" /><YoctoPackage Include="hello" />""");
        user.Write("Directory.Build.props", "<Project><PropertyGroup><TreatWarningsAsErrors>true</TreatWarningsAsErrors></PropertyGroup></Project>");
        user.Write("device/layers/meta-product/conf/layer.conf", UpstreamRepository.LayerConf("product"));
        user.Write("device/layers/meta-product/recipes-product/hello_1.0.bb", "WARN = \"it is late\"\n");

        Assert.Equal(["hello_1.0.bb(0,0): YOCTO4101: hello do_compile: it is late"], (await user.DotnetAsync("build device")).Succeeded().Warnings);
        Assert.Equal(
            ["hello_1.0.bb(0,0): YOCTO4101: hello do_compile: it is late"],
            (await user.DotnetAsync("build device -t:Rebuild -p:WarningsAsErrors=YOCTO4101")).Failed().Errors);
    }

    [Fact]
    public async Task On_another_system_the_projects_beside_an_image_project_are_built_and_it_is_skipped()
    {
        using var user = await UserAsync();
        user.Write("Directory.Build.props", "<Project><PropertyGroup><YoctoHostSupported>false</YoctoHostSupported><TreatWarningsAsErrors>true</TreatWarningsAsErrors></PropertyGroup></Project>");
        user.Write("lib/lib.csproj", user.Read("lib/lib.csproj").Replace("</Project>",
            """<ItemGroup><ProjectReference Include="../device/device.yoctoproj" ReferenceOutputAssembly="false" OutputItemType="YoctoImage" Targets="GetYoctoImages" /></ItemGroup></Project>""",
            StringComparison.Ordinal));
        const string said = "YOCTO1905: An image is built on Linux, and this is another system. Build device on Linux, in WSL 2 or in CI.";
        (await user.DotnetAsync("new sln -n all")).Succeeded();
        (await user.DotnetAsync("sln add device lib")).Succeeded();

        Assert.Equal([$"device.yoctoproj(0,0): {said}"], (await user.DotnetAsync("build")).Succeeded().Warnings.Distinct());
        (await user.DotnetAsync("test --no-build")).Succeeded();
        Assert.Contains($"device: {said}", (await user.DotnetAsync("publish")).Succeeded().Messages);

        Assert.True(File.Exists(user["lib/bin/Debug/net10.0/lib.dll"]));
        Assert.True(File.Exists(user["lib/bin/Release/net10.0/publish/lib.dll"]));
        Assert.Equal(["device.yoctoproj", "obj/yoctoproj.xsd"], user.Files("device"));
        foreach (var command in (string[])["publish", "test", "build -t:YoctoParse", "build -t:YoctoFlash"])
            Assert.Equal([$"device.yoctoproj(0,0): {said}"], (await user.DotnetAsync(command, "device")).Failed().Errors);
    }

    private async Task<UserFolder> UserAsync(string items = "", string references = "")
    {
        var user = await UserFolder.CreateAsync(sdk);
        user.Device(items: items + references, file: "device/device.yoctoproj", poky: Poky);
        user.Write("lib/lib.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
            </Project>
            """);
        return user;
    }

    private static IEnumerable<string> Lines(DotnetRun run) => run.Output.Split('\n').Select(l => l.Trim());
}
