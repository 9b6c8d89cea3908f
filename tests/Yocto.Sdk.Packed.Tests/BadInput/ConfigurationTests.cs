namespace Yocto.Sdk.Packed.Tests.BadInput;

/// <summary>What can't become conf files: machine, distro, image, packages, features, variables.</summary>
public sealed class ConfigurationTests(BuiltDevice device) : BadInputTests(device), IClassFixture<BuiltDevice>
{
    [Theory]
    [InlineData($"{Scarthgap}<Machine>qemuarm46</Machine>",
        44, "YOCTO3002: No layer defines the machine 'qemuarm46' (conf/machine/qemuarm46.conf). Did you mean 'qemuarm' or 'qemuarm64'? Correct the property Machine, or add the layer that brings the machine.")]
    [InlineData($"{Scarthgap}<Machines> ; </Machines>",
        44, "YOCTO3001: The project names no machine. Set the property Machine to one of those that its layers define, qemuarm, qemuarm64, qemux86-64 for example.")]
    [InlineData($"{Good}<Machines>qemuarm64;qemuarm</Machines>",
        44, "YOCTO3023: The project sets both Machine ('qemuarm64') and Machines ('qemuarm64;qemuarm'), of which Machine alone would be built. Remove one of the two; -p:Machine=… on the command line picks one of Machines.")]
    [InlineData($"{Good}<Distro>pokey</Distro>",
        72, "YOCTO3003: No layer defines the distro 'pokey' (conf/distro/pokey.conf). Did you mean 'poky'? Correct the property Distro, or add the layer that brings the distro.")]
    [InlineData($"{Good}<Image>core-image-minimul</Image>",
        72, "YOCTO3004: No layer has a recipe for the image 'core-image-minimul', and none mentions that name. Did you mean 'core-image-minimal'? Correct the property Image, or add the layer that brings the image.")]
    [InlineData($"{Good}<Image>core-image-minimal busybox</Image>",
        72, "YOCTO3005: 'core-image-minimal busybox' can't be the name of an image: a recipe's name consists of lower-case letters, digits and . + -. Set the property Image to one recipe.")]
    public Task Properties(string properties, int column, string error) =>
        RefusedAsync(() => Project(properties), [At(3, column, error)]);

    [Fact]
    public Task No_machine_at_all() => RefusedAsync(
        () => Project(Scarthgap),
        [At(0, 0, "YOCTO3001: The project names no machine. Set the property Machine to one of those that its layers define, qemuarm, qemuarm64, qemux86-64 for example.")]);

    [Theory]
    [InlineData("""<YoctoPackage Include="podman crun" />""",
        6, "YOCTO3006: 'podman crun' can't be the name of a package: names consist of lower-case letters, digits and . + -. Several packages are separated by semicolons.")]
    [InlineData("""<YoctoPackage Include="Podman_Compose" />""",
        6, "YOCTO3006: 'Podman_Compose' can't be the name of a package: names consist of lower-case letters, digits and . + -. Did you mean 'podman-compose'?")]
    [InlineData("""<YoctoDistroFeature Include="ipv6 seccomp" />""",
        6, "YOCTO3007: 'ipv6 seccomp' can't be a feature: a YoctoDistroFeature item holds one word, several features are separated by semicolons.")]
    [InlineData("""<YoctoDistroFeature Include="ipv6" /><YoctoDistroFeature Include="ipv6" Remove="true" />""",
        6, "MSB4111: …")]
    [InlineData("""<YoctoVariable Include="MY VARIABLE" Value="1" />""",
        6, "YOCTO3010: 'MY VARIABLE' can't be the name of a variable: names consist of letters, digits and - _ + . / ~, with a flag in brackets at the end where one is meant, as in do_compile[network].")]
    [InlineData("""<YoctoVariable Include="IMAGE_INSTALL:append" Value=" podman" />""",
        6, "YOCTO3011: The name 'IMAGE_INSTALL:append' holds an operation or an override. …")]
    [InlineData("""<YoctoVariable Include="A" Vlaue="1" />""",
        6, "YOCTO3012: The variable 'A' has no value. Give the item one of the metadata Value, …")]
    [InlineData("""<YoctoVariable Include="A" Append="1" Prepend="2" />""",
        6, "YOCTO3013: The variable 'A' has Append and Prepend in one item, and their order would be anybody's guess. Write one item for each.")]
    [InlineData("""<YoctoVariable Include="A" Value="1" /><YoctoVariable Include="A" Value="2" />""",
        45, "YOCTO3014: The variable 'A' has two items with Value in this file, and only the last of them counts. Delete the other.")]
    [InlineData("""<YoctoVariable Include="A" Value="1" Override="Qemu ARM" />""",
        42, "YOCTO3015: 'Qemu ARM' can't be an override of 'A': …")]
    [InlineData("""<YoctoVariable Include="do_compile[network]" Append="1" />""",
        6, "YOCTO3016: 'do_compile[network]' is a flag, and Append does not apply to flags. …")]
    [InlineData("""<YoctoVariable Include="MACHINE" Value="qemuarm" />""",
        6, "YOCTO3017: The variable 'MACHINE' follows from the property Machine: use that instead.")]
    [InlineData("""<YoctoVariable Include="A" Value="${A} more" />""",
        32, "YOCTO3018: The value of 'A' holds ${A}, which bitbake would expand for ever. …")]
    [InlineData("""<YoctoConf Include="conf/missing.conf" />""",
        6, "YOCTO3021: The conf file {folder}/conf/missing.conf does not exist.")]
    [InlineData("""<YoctoConf Include="conf/my site.conf" />""",
        6, "YOCTO3021: The conf file {folder}/conf/my site.conf does not exist.")]
    public Task Items(string items, int column, string error) =>
        RefusedAsync(() => Project(items: items), [At(11, column, error)]);

    [Fact]
    public Task Everything_that_is_wrong_is_told_at_once() => RefusedAsync(
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

    [Fact]
    public async Task What_looks_bad_in_a_value_is_its_text()
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
