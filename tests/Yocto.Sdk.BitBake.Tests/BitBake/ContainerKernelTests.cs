namespace Yocto.Sdk.BitBake.Tests.BitBake;

/// <summary>What a container host asks of a kernel reaches a recipe that the product layer knows nothing of.</summary>
public sealed class ContainerKernelTests(PreparedHost host)
{
    [Fact]
    public async Task A_kernel_gets_the_options_that_containers_need_and_one_that_cannot_have_them_is_refused()
    {
        await host.RequireAsync("scarthgap");
        using var project = new TinyProject(host);
        project.Recipe("docker-moby", "");
        // what olddefconfig does with an option whose dependencies are not met
        project.Write("layer/recipes/linux-acme_1.0.bb", """
            LICENSE = "CLOSED"
            INHIBIT_DEFAULT_DEPS = "1"
            KERNEL_CLASSES ?= ""
            inherit nopackages ${KERNEL_CLASSES}
            KERNEL_FORGETS ?= "NOTHING"
            KERNEL_CONFIG_COMMAND = "sed -i -E '/${KERNEL_FORGETS}/d' ${B}/.config"
            B = "${WORKDIR}/build"
            do_configure() {
                printf 'CONFIG_VETH=m\n# CONFIG_BRIDGE is not set\n' > ${B}/.config
            }
            addtask compile after do_configure before do_build
            deltask do_patch
            deltask do_prepare_recipe_sysroot
            deltask do_install
            deltask do_populate_sysroot
            deltask do_populate_lic
            """);
        const string properties = """
            <Image>core-image-minimal</Image>
                <YoctoContainerEngine>docker</YoctoContainerEngine>
                <YoctoTarget>linux-acme</YoctoTarget>
            """;
        project.Declare(properties: properties);

        (await project.BuildAsync()).Succeeded();

        var config = await File.ReadAllLinesAsync(
            Assert.Single(Directory.GetFiles(project["obj/Debug/qemux86-64/build/tmp/work"], ".config", SearchOption.AllDirectories)),
            TestContext.Current.CancellationToken);
        Assert.Equal("CONFIG_VETH=m", Assert.Single(config, l => l.StartsWith("CONFIG_VETH=", StringComparison.Ordinal)));
        Assert.Contains("CONFIG_BRIDGE=y", config);
        Assert.Contains("CONFIG_NETFILTER_ADVANCED=y", config);

        project.Declare("""    <YoctoVariable Include="KERNEL_FORGETS" Value="KEYS|NF_NAT=|MEMCG_SWAP" />""", properties);

        var build = (await project.BuildAsync()).Failed();

        Assert.Equal(
            [
                $"{project.PlaceOf("YoctoContainerEngine")}: YOCTO5117: The kernel can't run containers. linux-acme lacks options that containers "
                + "need: CONFIG_KEYS, CONFIG_NF_NAT, CONFIG_IP_NF_NAT. Set these options, or the options that they depend on, in the kernel's "
                + "configuration. The product layer has set the options that it can set.",
            ],
            build.Errors);
    }
}
