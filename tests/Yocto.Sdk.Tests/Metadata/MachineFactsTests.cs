using Yocto.Sdk.Metadata;
using Yocto.Sdk.Testing;
using Yocto.Sdk.Tests.Layers;

namespace Yocto.Sdk.Tests.Metadata;

/// <summary>What conf files tell, written as OpenEmbedded-Core and BSP layers write theirs.</summary>
public sealed class MachineFactsTests : IDisposable
{
    private readonly TemporaryFolder _layer = new();

    public MachineFactsTests()
    {
        Write("conf/machine/include/arm/armv8a/tune-cortexa57.inc", """
            DEFAULTTUNE ?= "cortexa57"
            require conf/machine/include/arm/arch-armv8a.inc
            TUNE_FEATURES:tune-cortexa57 = "${TUNE_FEATURES:tune-armv8a-crc-crypto} cortexa57"
            """);
        Write("conf/machine/include/arm/arch-armv8a.inc", """
            DEFAULTTUNE ?= "armv8a-crc"
            TUNE_FEATURES:tune-armv8a-crc-crypto = "aarch64 armv8a \
                crc crypto"
            """);
        Write("conf/machine/include/arm/armv7a/tune-cortexa7.inc", """
            DEFAULTTUNE ?= "cortexa7thf"
            PACKAGE_EXTRA_ARCHS:tune-armv7ve = "armv4 armv4t armv5 armv5t armv6 armv7a armv7ve"
            TUNE_FEATURES:tune-cortexa7 = "arm vfp cortexa7"
            PACKAGE_EXTRA_ARCHS:tune-cortexa7 = "${PACKAGE_EXTRA_ARCHS:tune-armv7ve} cortexa7-vfp"
            TUNE_FEATURES:tune-cortexa7thf = "${TUNE_FEATURES:tune-cortexa7} callconvention-hard thumb"
            PACKAGE_EXTRA_ARCHS:tune-cortexa7thf = "${PACKAGE_EXTRA_ARCHS:tune-cortexa7} cortexa7hf-vfp"
            """);
        Write("conf/machine/include/x86/tune-x86-64.inc", """
            DEFAULTTUNE ?= "x86-64-v3"
            TUNE_FEATURES:tune-x86-64 = "m64"
            TUNE_FEATURES:tune-x86-64-v3 = "${TUNE_FEATURES:tune-x86-64} x86-64-v3"
            """);
        Write("conf/machine/include/tune-core2.inc", """
            DEFAULTTUNE ?= "core2-32"
            TUNE_FEATURES_tune-core2-64 = "m64 core2"
            TUNE_FEATURES_tune-core2-32 = "m32 core2"
            """);
        Write("conf/machine/include/riscv/tune-riscv.inc", """
            DEFAULTTUNE ?= "riscv64"
            TUNE_FEATURES:tune-riscv64 := "${@oe.tune.riscv_isa_to_tune("rv64gc")}"
            """);
        Write("conf/machine/include/arm/tune-arm926ejs.inc", """
            DEFAULTTUNE ?= "armv5te"
            TUNE_FEATURES:tune-armv5te = "arm armv5 thumb dsp"
            """);
        Write("conf/distro/poky.conf", "DISTRO = \"poky\"\n");
        Write("conf/distro/tiny.conf", "require conf/distro/poky.conf\nTCLIBC = \"musl\"\n");
    }

    public void Dispose() => _layer.Dispose();

    [Theory]
    [InlineData("require conf/machine/include/arm/armv8a/tune-cortexa57.inc", "linux/arm64", "linux-arm64")]
    [InlineData("require conf/machine/include/arm/armv7a/tune-cortexa7.inc", "linux/arm/v7", "linux-arm")]
    [InlineData("DEFAULTTUNE = \"cortexa7\"\nrequire conf/machine/include/arm/armv7a/tune-cortexa7.inc", "linux/arm/v7", null)]
    [InlineData("include conf/machine/include/x86/tune-x86-64.inc", "linux/amd64", "linux-x64")]
    [InlineData("DEFAULTTUNE:board ?= \"core2-64\"\nrequire conf/machine/include/tune-core2.inc", "linux/amd64", "linux-x64")]
    [InlineData("DEFAULTTUNE_board ?= \"core2-64\"\nrequire conf/machine/include/tune-core2.inc", "linux/amd64", "linux-x64")]
    [InlineData("require conf/machine/include/tune-core2.inc", "linux/386", null)]
    [InlineData("require conf/machine/include/riscv/tune-riscv.inc", "linux/riscv64", null)]
    [InlineData("require conf/machine/include/arm/tune-arm926ejs.inc", "linux/arm/v5", null)]
    [InlineData("require conf/machine/include/${FAMILY}/tune-x86-64.inc\nFAMILY = \"x86\"", null, null)]
    [InlineData("FAMILY = \"x86\"\nrequire conf/machine/include/${FAMILY}/tune-x86-64.inc", "linux/amd64", "linux-x64")]
    [InlineData("MACHINE_FEATURES = \"usbhost\"", null, null)]
    public void The_tune_of_a_machine_tells_its_architecture(string conf, string? platform, string? runtimeIdentifier)
    {
        Write("conf/machine/board.conf", conf);

        var facts = Facts("poky");

        Assert.Equal(platform, facts.Architecture?.Platform.ToString());
        Assert.Equal(runtimeIdentifier, facts.RuntimeIdentifier);
        Assert.Equal("glibc", facts.CLibrary);
    }

    [Fact]
    public void A_distro_with_musl_has_runtime_identifiers_of_its_own()
    {
        Write("conf/machine/board.conf", "require conf/machine/include/arm/armv8a/tune-cortexa57.inc");

        Assert.Equal("linux-musl-arm64", Facts("tiny").RuntimeIdentifier);
    }

    [Fact]
    public void A_variable_of_the_project_decides_over_machine_and_distro()
    {
        Write("conf/machine/board.conf", "require conf/machine/include/tune-core2.inc");

        Assert.Equal("linux-musl-x64", Facts("poky", ("DEFAULTTUNE", "core2-64"), ("TCLIBC", "musl")).RuntimeIdentifier);
    }

    // as LocalConf writes a project's variables
    [Theory]
    [InlineData("DEFAULTTUNE = \"core2-64\"")]
    [InlineData("DEFAULTTUNE ?= \"core2-64\"")]
    [InlineData("DEFAULTTUNE := \"core2-64\"")]
    [InlineData("DEFAULTTUNE ?= \"core2-\"\nDEFAULTTUNE:append = \"64\"")]
    [InlineData("DEFAULTTUNE .= \"core2-64\"")]
    [InlineData("DEFAULTTUNE:board = \"core2-64\"")]
    [InlineData("DEFAULTTUNE_board = \"core2-64\"")]
    [InlineData("DEFAULTTUNE:other = \"core2-32\"\nDEFAULTTUNE:poky = \"core2-64\"")]
    [InlineData("DEFAULTTUNE:board = \"core2-32\"\nDEFAULTTUNE:poky = \"core2-64\"")]
    [InlineData("DEFAULTTUNE:libc-musl = \"core2-64\"\nTCLIBC = \"musl\"")]
    [InlineData("DEFAULTTUNE:poky = \"core2-32\"\nDEFAULTTUNE:forcevariable = \"core2-64\"")]
    [InlineData("DEFAULTTUNE:family = \"core2-64\"\nMACHINEOVERRIDES =. \"family:\"")]
    [InlineData("TUNE_FEATURES = \"m64\"")]
    [InlineData("TUNE_FEATURES:append = \" m64\"")]
    [InlineData("TUNE_FEATURES:tune-core2-32:append = \" m64\"")]
    [InlineData("TUNE_FEATURES:remove = \"m32\"\nTUNE_FEATURES:append:board = \" m64\"")]
    [InlineData("TARGET = \"64\"\nDEFAULTTUNE = \"core2-${TARGET}\"")]
    public void A_tune_counts_whoever_sets_it_and_however(string variables)
    {
        Write("conf/machine/board.conf", "require conf/machine/include/tune-core2.inc");

        Assert.Equal("linux/amd64", Of($"MACHINE = \"board\"\nDISTRO = \"poky\"\n{variables}\n").Architecture?.Platform.ToString());
    }

    [Theory]
    [InlineData("DEFAULTTUNE ??= \"core2-64\"")]
    [InlineData("DEFAULTTUNE:other = \"core2-64\"")]
    [InlineData("DEFAULTTUNE:append:other = \"x\"")]
    [InlineData("DEFAULTTUNE = \"core2-64\"\nDEFAULTTUNE:board = \"core2-32\"")]
    [InlineData("DEFAULTTUNE[doc] = \"core2-64\"")]
    public void A_tune_that_bitbake_would_not_take_does_not_count(string variables)
    {
        Write("conf/machine/board.conf", "require conf/machine/include/tune-core2.inc");

        Assert.Equal("linux/386", Of($"MACHINE = \"board\"\nDISTRO = \"poky\"\n{variables}\n").Architecture?.Platform.ToString());
    }

    [Fact]
    public void A_machine_has_the_last_word_where_its_conf_assigns()
    {
        Write("conf/machine/board.conf", "DEFAULTTUNE = \"core2-32\"\nrequire conf/machine/include/tune-core2.inc");

        Assert.Equal("linux/386", Of("MACHINE = \"board\"\nDISTRO = \"poky\"\nDEFAULTTUNE = \"core2-64\"\n").Architecture?.Platform.ToString());
    }

    [Fact]
    public void A_conf_file_of_the_project_counts_as_its_variables_do()
    {
        Write("conf/machine/board.conf", "require conf/machine/include/tune-core2.inc");
        Write("project.conf", "require more.inc\nTCLIBC = \"musl\"\n");
        Write("more.inc", "DEFAULTTUNE = \"core2-64\"\n");

        Assert.Equal("linux-musl-x64", Of($"MACHINE = \"board\"\nDISTRO = \"poky\"\nrequire {_layer["project.conf"]}\n").RuntimeIdentifier);
    }

    [Theory]
    [InlineData("DEFAULTTUNE:acme = \"core2-64\"")]
    [InlineData("DEFAULTTUNE = \"core2-64\"")]
    [InlineData("DISTROOVERRIDES = \"acme-base:acme\"\nDEFAULTTUNE:acme-base = \"core2-64\"")]
    public void A_distro_that_sets_the_tune_counts(string distro)
    {
        Write("conf/machine/board.conf", "require conf/machine/include/tune-core2.inc");
        Write("conf/distro/acme.conf", $"{distro}\nTCLIBC = \"musl\"\n");

        Assert.Equal("linux-musl-x64", Facts("acme").RuntimeIdentifier);
    }

    private MachineFacts Facts(string distro, params (string Name, string Value)[] variables) =>
        Of($"MACHINE = \"board\"\nDISTRO = \"{distro}\"\n{string.Concat(variables.Select(v => $"{v.Name} = \"{v.Value}\"\n"))}");

    private MachineFacts Of(string localConf) => MachineFacts.Of(localConf,
        new LayerMetadata(TestLayers.Of(TestLayers.Core(_layer.Path))));

    private void Write(string path, string text) => _layer.Write(path, text);
}
