namespace Yocto.Sdk.BitBake.Tests.BitBake;

/// <summary>What bitbake warns of is a warning at its place, and obeys what every .NET project knows.</summary>
public sealed class WarningTests(PreparedHost host, TinyScarthgap project) : IClassFixture<TinyScarthgap>
{
    [Fact]
    public async Task A_warning_of_bitbakes_has_its_code_and_its_place()
    {
        await host.RequireAsync("scarthgap");
        Warn();

        Assert.Equal(
            [
                "warns_1.0.bb(0,0): YOCTO4101: warns do_work: mind the gap",
                "warns_1.0.bb(0,0): YOCTO4101: warns: mind the step",
            ],
            (await project.BuildAsync()).Succeeded().Warnings.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("<NoWarn>YOCTO4101</NoWarn>", 0, 0)]
    [InlineData("<TreatWarningsAsErrors>true</TreatWarningsAsErrors>", 2, 0)]
    [InlineData("<WarningsAsErrors>YOCTO4101</WarningsAsErrors>", 0, 2)]
    public async Task A_warning_of_bitbakes_obeys_the_properties_of_every_project(string property, int warnings, int errors)
    {
        await host.RequireAsync("scarthgap");
        Warn(property);

        var build = await project.BuildAsync();

        Assert.Equal(errors == 0, build.ExitCode == 0);
        Assert.Equal(warnings, build.Warnings.Count(w => w.Contains("YOCTO4101: warns", StringComparison.Ordinal)));
        Assert.Equal(errors, build.Errors.Count(e => e.Contains("YOCTO4101: warns", StringComparison.Ordinal)));
    }

    private void Warn(string property = "")
    {
        project.Recipe("warns", $$"""
            # {{Guid.NewGuid()}}
            python () {
                bb.warn("mind the step")
            }
            python do_work() {
                bb.warn("mind the gap")
            }
            do_work[nostamp] = "1"
            addtask work after do_unpack before do_build
            """);
        project.Declare(properties: $"<Image>warns</Image>{property}");
    }
}
