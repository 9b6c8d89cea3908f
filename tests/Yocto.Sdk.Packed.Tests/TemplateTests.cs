namespace Yocto.Sdk.Packed.Tests;

/// <summary>The package is its own template's: <c>dotnet new install Yocto.Sdk</c>.</summary>
public sealed class TemplateTests(PackedSdk sdk)
{
    [Fact]
    public async Task A_new_project_builds_what_its_options_say()
    {
        using var user = await UserFolder.CreateAsync(sdk);
        (await user.DotnetAsync($"new install {sdk.Package}")).Succeeded();

        (await user.DotnetAsync("new yoctoproj -n Device")).Succeeded();
        Assert.Equal([".gitignore", "Device.yoctoproj"], user.Files("Device"));
        Assert.Equal("bin/\nobj/\n", user.Read("Device/.gitignore"));
        Assert.Equal($"""
            <Project Sdk="Yocto.Sdk/{sdk.Version}">

              <PropertyGroup>
                <YoctoRelease>scarthgap</YoctoRelease>
                <Machine>qemuarm64</Machine>
                <Image>core-image-minimal</Image>
              </PropertyGroup>

            </Project>

            """, user.Read("Device/Device.yoctoproj"));

        (await user.DotnetAsync("new yoctoproj -n Gateway --release wrynose --machine qemux86-64")).Succeeded();
        Assert.Contains("<YoctoRelease>wrynose</YoctoRelease>\n    <Machine>qemux86-64</Machine>", user.Read("Gateway/Gateway.yoctoproj"), StringComparison.Ordinal);

        user.Write("Directory.Build.props", """
            <Project>
              <ItemGroup>
                <YoctoLayerRepository Include="poky" Url="$(MSBuildThisFileDirectory)upstream/poky" />
              </ItemGroup>
            </Project>
            """);
        (await user.DotnetAsync("build", "Device")).Succeeded();
        Assert.True(File.Exists(user["Device/bin/Debug/qemuarm64/core-image-minimal-qemuarm64.rootfs.wic"]));
    }
}
