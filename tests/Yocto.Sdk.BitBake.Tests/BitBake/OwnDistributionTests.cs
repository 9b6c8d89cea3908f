using Yocto.Sdk.BitBake.Tests.Configuration;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.BitBake.Tests.BitBake;

/// <summary>A bitbake distribution that is neither poky nor OpenEmbedded-Core: bitbake, and one layer with all the metadata.</summary>
public sealed class OwnDistributionTests(PreparedHost host, BitBakeSources bitBake)
{
    [Theory]
    [InlineData("2.8")]
    [InlineData("master")]
    public async Task A_distribution_without_OpenEmbedded_is_parsed_and_built_and_not_built_twice(string branch)
    {
        await host.RequireAsync("scarthgap");
        using var project = new TinyProject(host);
        Write(project, await bitBake.GetAsync(branch));

        Assert.Equal([], TaskRecord.Of((await project.BuildAsync("-t:YoctoParse")).Succeeded()));
        var build = (await project.BuildAsync()).Succeeded();

        Assert.Equal(["greet do_build started", "greet do_build succeeded"], TaskRecord.Of(build).Select(r => r.ToString()));
        Assert.Equal("good morning\n", await File.ReadAllTextAsync(project["obj/Debug/build/greeting"], TestContext.Current.CancellationToken));
        Assert.DoesNotContain("RunBitBake", (await project.BuildAsync()).Succeeded().Tasks);

        var target = (await project.BuildAsync("-p:YoctoTarget=no-such-thing")).Failed();
        Assert.Matches("YOCTO4004: No recipe in the project's layers provides the recipe no-such-thing", Assert.Single(target.Errors));
    }

    private static void Write(TinyProject project, string bitBake)
    {
        project.Write("distribution/conf/layer.conf", """
            BBPATH .= ":${LAYERDIR}"
            BBFILES += "${LAYERDIR}/*.bb"
            BBFILE_COLLECTIONS += "own"
            BBFILE_PATTERN_own = "^${LAYERDIR}/"

            """);
        project.Write("distribution/conf/bitbake.conf", """
            TMPDIR = "${TOPDIR}/tmp"
            CACHE = "${TMPDIR}/cache"
            PERSISTENT_DIR = "${TMPDIR}/cache"
            STAMP = "${TMPDIR}/stamps/${PN}"
            WORKDIR = "${TMPDIR}/work/${PN}"
            T = "${WORKDIR}/temp"
            B = "${WORKDIR}"
            PN = "${@bb.parse.vars_from_file(d.getVar('FILE', False), d)[0] or 'defaultpkgname'}"
            PV = "1.0"
            include conf/local.conf

            """);
        project.Write("distribution/classes/base.bbclass", "addtask build\n");
        project.Write("distribution/greet.bb", "do_build() {\n    echo \"${GREETING}\" > ${TOPDIR}/greeting\n}\n");
        project.Write("device.yoctoproj", $"""
            <Project>
              <PropertyGroup>
                <YoctoTasksAssembly>{TinyProject.TasksAssembly}</YoctoTasksAssembly>
                <YoctoBitBakePath>{bitBake}</YoctoBitBakePath>
                <YoctoTarget>greet</YoctoTarget>
              </PropertyGroup>
              <Import Project="{SourceTree.Root}/sdk/Sdk/Sdk.props" />
              <ItemGroup>
                <YoctoLayer Include="distribution/" />
                <YoctoVariable Include="GREETING" Value="good morning" />
              </ItemGroup>
              <Import Project="{SourceTree.Root}/sdk/Sdk/Sdk.targets" />
            </Project>
            """);
    }
}
