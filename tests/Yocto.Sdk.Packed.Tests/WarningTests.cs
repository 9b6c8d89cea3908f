using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Packed.Tests;

/// <summary>Our warnings obey what every .NET project knows: NoWarn, WarningsAsErrors, TreatWarningsAsErrors.</summary>
public sealed class WarningTests(PackedSdk sdk)
{
    private const string Restore = "device.yoctoproj(7,6): YOCTO1016: The layer 'layers/meta-product/' does not state the releases that it supports. Set LAYERSERIES_COMPAT_product in its conf/layer.conf.";
    private const string Build = "hello_1.0.bb(0,0): YOCTO4101: hello do_compile: it is late";

    [Fact]
    public async Task A_warning_is_one_and_is_said_again_until_its_reason_is_gone()
    {
        using var user = await CreateAsync();

        Assert.Equal([Restore, Build], (await user.DotnetAsync("build")).Succeeded().Warnings);
        Assert.Equal([Restore], (await user.DotnetAsync("build")).Succeeded().Warnings);

        user.Write("layers/meta-product/conf/layer.conf", UpstreamRepository.LayerConf("product"));
        Assert.Empty((await user.DotnetAsync("restore")).Succeeded().Warnings);
    }

    [Theory]
    [InlineData("<NoWarn>YOCTO1016;YOCTO4101</NoWarn>")]
    [InlineData("<MSBuildWarningsAsMessages>YOCTO1016;YOCTO4101</MSBuildWarningsAsMessages>")]
    [InlineData("<TreatWarningsAsErrors>true</TreatWarningsAsErrors><NoWarn>YOCTO1016;YOCTO4101</NoWarn>")]
    public async Task A_warning_can_be_silenced_by_its_code(string property)
    {
        using var user = await CreateAsync(property);

        var build = (await user.DotnetAsync("build")).Succeeded();

        Assert.Empty(build.Warnings);
        Assert.DoesNotContain("YOCTO1016", build.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<TreatWarningsAsErrors>true</TreatWarningsAsErrors>")]
    [InlineData("<WarningsAsErrors>YOCTO1016</WarningsAsErrors>")]
    public async Task A_warning_can_be_made_an_error(string property)
    {
        using var user = await CreateAsync(property);

        Assert.Equal([Restore], (await user.DotnetAsync("build")).Failed().Errors);
        Assert.Equal([Restore], (await user.DotnetAsync("restore")).Failed().Errors);
    }

    [Fact]
    public async Task A_warning_of_bitbakes_can_be_made_an_error()
    {
        using var user = await CreateAsync("<WarningsAsErrors>YOCTO4101</WarningsAsErrors>");

        Assert.Equal([Build], (await user.DotnetAsync("build")).Failed().Errors);
    }

    private async Task<UserFolder> CreateAsync(string property = "")
    {
        var user = await UserFolder.CreateAsync(sdk);
        user.Device(
            $"<YoctoRelease>scarthgap</YoctoRelease><Machine>qemuarm64</Machine>{property}",
            """<YoctoLayer Include="layers/meta-product/" /><YoctoPackage Include="hello" />""");
        user.Write("layers/meta-product/conf/layer.conf", UpstreamRepository.LayerConf("product", series: null));
        user.Write("layers/meta-product/recipes-product/hello_1.0.bb", "WARN = \"it is late\"\n");
        return user;
    }
}
