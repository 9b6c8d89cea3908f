using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Packed.Tests.BadInput;

/// <summary>What bitbake refuses; how the real one puts it, Yocto.Sdk.BitBake.Tests show.</summary>
public sealed class BitBakeTests(BuiltDevice device) : BadInputTests(device), IClassFixture<BuiltDevice>
{
    private const string Advice = "Correct the name, or add the layer that has it as a YoctoLayer.";
    private const string Recipe = "layers/meta-product/recipes-product/hello_1.0.bb";
    private const string NeededBy = ", which {folder}/obj/layers/poky/meta/recipes-core/core-image-minimal.bb needs";
    private const string Server = "obj/layers/poky/bitbake/lib/bb/server.py";
    private const string Hello = """<YoctoPackage Include="hello" />""";

    [Fact]
    public Task A_package_that_no_recipe_provides_is_refused() => RefusedAsync(
        () => Project(items: """<YoctoPackage Include="crun;podmann" />"""),
        [At(11, 6, $"YOCTO4004: No recipe in the project's layers provides the package podmann{NeededBy}. Did you mean podman? {Advice}")]);

    [HeavyTheory(2)]
    [InlineData("<YoctoTarget>busybocks</YoctoTarget>", $"YOCTO4004: No recipe in the project's layers provides the recipe busybocks. Did you mean busybox? {Advice}")]
    [InlineData("<YoctoTarget>--postread=/etc/shadow</YoctoTarget>", "YOCTO4014: '--postread=/etc/shadow' can't be a target, because bitbake reads it as an option. Correct the property YoctoTarget.")]
    [InlineData("<YoctoKeepGoing>perhaps</YoctoKeepGoing>", "YOCTO1061: YoctoKeepGoing is 'perhaps', which is neither true nor false. Set it to true or false.")]
    [InlineData("<YoctoTask>rootfz</YoctoTask>", "YOCTO4013: The recipe core-image-minimal has no task do_rootfz. Did you mean 'do_rootfs'? Correct the property YoctoTask.")]
    [InlineData("<YoctoTask>nothing</YoctoTask>", "YOCTO4013: The recipe core-image-minimal has no task do_nothing. Correct the property YoctoTask.")]
    public Task Properties_that_bitbake_can_not_follow_are_refused(string property, string error) =>
        RefusedAsync(() => Project($"{Good}{property}"), [At(3, 72, error)]);

    [HeavyTheory(2)]
    [InlineData("SUMMARY = \"x\"\nthis is not bitbake\n", "hello_1.0.bb(2,0): YOCTO4003: bitbake can't parse this: unparsed line: 'this is not bitbake'")]
    [InlineData("SUMMARY = \"x\"\n\nrequire nowhere.inc\n", "hello_1.0.bb(3,0): YOCTO4003: bitbake can't parse this: Could not include required file nowhere.inc")]
    [InlineData("SUMMARY = \"x\"\nFAIL = \"cc: error: no input files\"\n",
        "hello_1.0.bb(2,0): YOCTO4002: do_compile of hello 1.0 failed:\n"
        + "The end of {folder}/obj/Debug/qemuarm64/build/tmp/work/qemuarm64/hello/temp/log.do_compile:\n  | cc: error: no input files")]
    [InlineData("SKIP = \"incompatible with machine qemuarm64\"\n",
        $"device.yoctoproj(11,6): YOCTO4005: The package hello{NeededBy}, can't be built in this configuration: hello was skipped: incompatible with machine qemuarm64")]
    public async Task A_bad_recipe_is_refused(string recipe, string error)
    {
        Project(items: Hello);
        await RefusedAsync(() => User.Write(Recipe, recipe), [error]);
        Project();
    }

    [HeavyFact(2)]
    public Task A_bad_conf_file_is_refused() => RefusedAsync(
        () => User.Write("conf/site.conf", "SITE = \"here\"\nSITE = \"he\n"),
        ["site.conf(2,0): YOCTO4003: bitbake can't parse this: unparsed line: 'SITE = \"he'"]);

    [HeavyFact(2)]
    public Task A_bad_layer_conf_is_refused() => RefusedAsync(
        () => File.AppendAllText(User["layers/meta-product/conf/layer.conf"], "# the end\nthis is not bitbake\n"),
        ["layer.conf(7,0): YOCTO4003: bitbake can't parse this: unparsed line: 'this is not bitbake'"]);

    [HeavyFact(2)]
    public Task A_bitbake_that_ends_without_a_word_is_an_error() => RefusedAsync(
        () => User.Write(Server, "import os\n\nos._exit(7)\n"),
        [At(0, 0, "YOCTO4008: bitbake ended with code 7 and reported no error. It printed nothing.")],
        correct: () => File.Copy(User["upstream/poky/bitbake/lib/bb/server.py"], User[Server], overwrite: true));
}
