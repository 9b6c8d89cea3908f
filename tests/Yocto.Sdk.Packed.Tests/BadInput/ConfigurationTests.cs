using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Packed.Tests.BadInput;

/// <summary>What can't become conf files: machine, distro, image, packages, features, variables.</summary>
public sealed class ConfigurationTests(BuiltDevice device) : BadInputTests(device), IClassFixture<BuiltDevice>
{
    [HeavyTheory(2)]
    [InlineData($"{Scarthgap}<Machine>qemuarm46</Machine>",
        44, "YOCTO3002: No layer defines the machine 'qemuarm46' (conf/machine/qemuarm46.conf). Did you mean 'qemuarm' or 'qemuarm64'? Correct the property Machine, or add the layer that defines the machine.")]
    [InlineData($"{Scarthgap}<Machines> ; </Machines>",
        44, "YOCTO3001: The project does not set the property Machine. Set it to a machine that the layers define, for example qemuarm, qemuarm64, qemux86-64.")]
    [InlineData($"{Good}<Machines>qemuarm64;qemuarm</Machines>",
        44, "YOCTO3023: The project sets both Machine ('qemuarm64') and Machines ('qemuarm64;qemuarm'), so that only Machine would be built. Remove one of the two. To build one of Machines, set -p:Machine=… on the command line.")]
    [InlineData($"{Good}<Distro>pokey</Distro>",
        72, "YOCTO3003: No layer defines the distro 'pokey' (conf/distro/pokey.conf). Did you mean 'poky'? Correct the property Distro, or add the layer that defines the distro.")]
    [InlineData($"{Good}<Image>core-image-minimul</Image>",
        72, "YOCTO3004: No layer has a recipe for the image 'core-image-minimul' or mentions that name. Did you mean 'core-image-minimal'? Correct the property Image, or add the layer that has the recipe.")]
    [InlineData($"{Good}<Image>core-image-minimal busybox</Image>",
        72, "YOCTO3005: 'core-image-minimal busybox' can't be the name of an image: the name of a recipe consists of lower-case letters, digits, '.', '+' and '-'. Set the property Image to one recipe.")]
    public Task Properties_that_can_not_become_conf_files_are_refused(string properties, int column, string error) =>
        RefusedAsync(() => Project(properties), [At(3, column, error)]);

    [HeavyFact(2)]
    public Task A_project_without_a_machine_is_refused() => RefusedAsync(
        () => Project(Scarthgap),
        [At(0, 0, "YOCTO3001: The project does not set the property Machine. Set it to a machine that the layers define, for example qemuarm, qemuarm64, qemux86-64.")]);

    [Fact]
    public Task Items_that_can_not_become_conf_files_are_refused() => RefusedAsync(
        () => Project(items: Lines(
            """<YoctoPackage Include="podman crun" />""",
            """<YoctoPackage Include="Podman_Compose" />""",
            """<YoctoDistroFeature Include="ipv6 seccomp" />""",
            """<YoctoDistroFeature Include="ipv6" />""",
            """<YoctoDistroFeature Include="ipv6"><Remove>true</Remove></YoctoDistroFeature>""",
            """<YoctoVariable Include="MY VARIABLE" Value="1" />""",
            """<YoctoVariable Include="IMAGE_INSTALL:append" Value=" podman" />""",
            """<YoctoVariable Include="A" Vlaue="1" />""",
            """<YoctoVariable Include="B" Append="1" Prepend="2" />""",
            """<YoctoVariable Include="C" Value="1" />""",
            """<YoctoVariable Include="C" Value="2" />""",
            """<YoctoVariable Include="D" Value="1" Override="Qemu ARM" />""",
            """<YoctoVariable Include="do_compile[network]" Append="1" />""",
            """<YoctoVariable Include="MACHINE" Value="qemuarm" />""",
            """<YoctoVariable Include="E" Value="${E} more" />""",
            """<YoctoConf Include="conf/missing.conf" />""",
            """<YoctoConf Include="conf/my site.conf" />""")),
        [
            At(18, 6, "YOCTO3012: The variable 'A' has no operation. Give the item one of the metadata Value, …"),
            At(19, 6, "YOCTO3013: The variable 'B' has Append and Prepend in one item, where their order is undefined. Write one item for each."),
            At(16, 6, "YOCTO3010: 'MY VARIABLE' can't be the name of a variable: a name consists of letters, digits, '-', '_', '+', '.', '/' and '~'. A flag follows in brackets, for example do_compile[network]."),
            At(17, 6, "YOCTO3011: The name 'IMAGE_INSTALL:append' contains an operation or an override. …"),
            At(22, 42, "YOCTO3015: 'Qemu ARM' can't be an override of 'D': …"),
            At(23, 50, "YOCTO3016: 'do_compile[network]' is a flag, and flags do not support Append. …"),
            At(24, 6, "YOCTO3017: Yocto.Sdk sets the variable 'MACHINE' from the property Machine. Use that instead."),
            At(25, 32, "YOCTO3018: The value of 'E' refers to ${E}, an endless recursion. …"),
            At(21, 6, "YOCTO3014: The variable 'C' has two items with Value in this file, and only the last one takes effect. Delete the other."),
            At(11, 6, "YOCTO3006: 'podman crun' can't be the name of a package: a name consists of lower-case letters, digits, '.', '+' and '-'. Separate several packages with semicolons."),
            At(12, 6, "YOCTO3006: 'Podman_Compose' can't be the name of a package: a name consists of lower-case letters, digits, '.', '+' and '-'. Did you mean 'podman-compose'?"),
            At(13, 6, "YOCTO3007: 'ipv6 seccomp' can't be a feature: each feature of a YoctoDistroFeature item is one word. Separate several features with semicolons."),
            At(15, 6, "YOCTO3008: One YoctoDistroFeature item adds the feature 'ipv6' and another removes it. BitBake removes last. Delete one of the items."),
            At(26, 6, "YOCTO3021: The conf file {folder}/conf/missing.conf of a YoctoConf item does not exist."),
            At(27, 6, "YOCTO3021: The conf file {folder}/conf/my site.conf of a YoctoConf item does not exist."),
        ]);

    [Fact]
    public Task Everything_that_is_wrong_with_the_configuration_is_told_at_once() => RefusedAsync(
        () => Project(
            $"{Scarthgap}<Machine>qemuarm46</Machine><Distro>pokey</Distro>",
            """<YoctoPackage Include="Podman" /><YoctoVariable Include="A" /><YoctoConf Include="missing.conf" />"""),
        [
            At(11, 39, "YOCTO3012: …"),
            At(3, 44, "YOCTO3002: …"),
            At(3, 72, "YOCTO3003: …"),
            At(11, 6, "YOCTO3006: …"),
            At(11, 68, "YOCTO3021: …"),
        ]);

    [HeavyFact(2)]
    public async Task What_looks_bad_in_the_value_of_a_variable_is_its_text()
    {
        const string value = """say "hi" to $HOME, C:\temp; 100 % of 'it' <now> & then #1""";
        Project(items: $"""<YoctoVariable Include="QUOTED" Value="{System.Security.SecurityElement.Escape(value).Replace("&apos;", "'", StringComparison.Ordinal)}" />""");
        await IsCleanAsync();

        // as bitbake's parser gives it back; that the real one does, the round trips of Yocto.Sdk.BitBake.Tests show
        Assert.Contains("QUOTED = ", User.Read("obj/Debug/qemuarm64/build/conf/local.conf"), StringComparison.Ordinal);

        Project();
        await IsCleanAsync();
    }
}
