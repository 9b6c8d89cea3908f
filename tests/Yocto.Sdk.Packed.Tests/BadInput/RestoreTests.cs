using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Packed.Tests.BadInput;

/// <summary>What a restore refuses: layers, repositories, pins, patches and the lock file.</summary>
public sealed class RestoreTests(BuiltDevice device) : BadInputTests(device), IClassFixture<BuiltDevice>
{
    private const string NoCommit = "0123456789012345678901234567890123456789";
    private const string FromLock = "Restore it from version control, or delete it. Without it the branches are looked up again.";

    [Fact]
    public Task Layers_and_repositories_that_the_project_gets_wrong_are_refused() => RefusedAsync(
        () => Project(items: Lines(
            """<YoctoLayer Include="meta-pyhton;a;b;c;d;e;f" />""",
            """<YoctoLayer Include="layers/meta-product/" Priority="7" />""",
            """<YoctoLayer Include="poky/meta-poky" Priority="high" />""",
            """<YoctoLayerRepository Include="a" />""",
            """<YoctoLayerRepository Include="b" Url="upstream/poky" Branch="scarthgap" Tag="v1" />""",
            """<YoctoLayerRepository Include="c" Url="upstream/poky" Commit="0123456" />""",
            $"""<YoctoLayerRepository Include="d" Url="ext::sh -c touch% {User["pwned"]}" />""",
            """<YoctoLayerRepository Include="e" Url="--upload-pack=touch pwned" />""",
            """<YoctoLayerRepository Include="f" Url="upstream/poky" Patches="patches/fix.patch" />""",
            """<YoctoLayerRepository Include="poky" Url="upstream/poky" Branch="other" />""",
            """<YoctoLayerRepository Include="../poky" Url="upstream/poky" />""",
            """<YoctoLayerRepository Include="bitbake" Url="upstream/bitbake" />""")),
        [
            At(20, 6, "YOCTO1005: The layer repository 'poky' is defined twice, with different pins. Keep one of the definitions."),
            At(21, 6, "YOCTO1008: '../poky' can't be the name of a layer repository, because its checkout gets that name. Use letters, digits, '.', '_', '+' and '-', and begin with a letter or digit."),
            At(22, 6, "YOCTO1010: The project takes BitBake and OpenEmbedded-Core both from 'bitbake' and from 'poky'. Remove one of the YoctoLayerRepository items."),
            At(11, 6, "YOCTO1003: The layer 'meta-pyhton' is neither in the layer catalogue nor in one of the project's repositories. Did you mean 'meta-python'?"),
            At(12, 6, "YOCTO1011: The project has the layer 'layers/meta-product/' twice, with different Priority (none and 7). Keep one of the items."),
            At(13, 42, "YOCTO1012: The Priority 'high' of the layer 'poky/meta-poky' is not a whole number."),
            At(14, 6, "YOCTO1004: The layer repository 'a' has no Url, and the layer catalogue has no repository of that name.…"),
            At(15, 6, "YOCTO1006: The layer repository 'b' has a Branch and a Tag. Keep one: a Branch, a Tag or a Commit."),
            At(16, 59, "YOCTO1007: '0123456' can't be the commit of the layer repository 'c': write all 40 hexadecimal digits, because an abbreviated commit can't be fetched."),
            At(17, 39, "YOCTO1009: 'ext::sh -c touch% {folder}/pwned' can't be the Url of the layer repository 'd': the transport 'ext::' can run any program."),
            At(18, 39, "YOCTO1009: '--upload-pack=touch pwned' can't be the Url of the layer repository 'e': git does not accept it as a URL."),
            At(19, 59, "YOCTO1019: The patch 'patches/fix.patch' of the layer repository 'f' does not exist: {folder}/patches/fix.patch."),
        ]);

    [Fact]
    public Task Pins_that_no_server_has_are_refused() => RefusedAsync(
        () => Project(items: Lines(
            """<YoctoLayer Include="a;b;c;d;e;f" />""",
            """<YoctoLayerRepository Include="a" Url="upstream/poky" Branch="scarthgapp" />""",
            """<YoctoLayerRepository Include="b" Url="upstream/poky" Tag="v9" />""",
            $"""<YoctoLayerRepository Include="c" Url="upstream/poky" Commit="{NoCommit}" />""",
            """<YoctoLayerRepository Include="d" Url="upstream/pocky" />""",
            """<YoctoLayerRepository Include="e" Url="https://layers.invalid/poky" />""",
            """<YoctoLayerRepository Include="f" Url="http://127.0.0.1:1/poky" />""")),
        [
            At(12, 6, "YOCTO1034: The repository upstream/poky has no branch 'scarthgapp'. Did you mean 'scarthgap'?"),
            At(13, 6, "YOCTO1035: The repository upstream/poky has no tag 'v9' that names a commit."),
            At(14, 6, $"YOCTO1036: The repository upstream/poky has no commit {NoCommit}: it is in none of the branches and tags."),
            At(15, 6, "YOCTO1032: There is no git repository at upstream/pocky: '{folder}/upstream/pocky' does not appear to be a git repository."),
            At(16, 6, "YOCTO1031: https://layers.invalid/poky does not answer: unable to access 'https://layers.invalid/poky/': Could not resolve host: layers.invalid…"),
            At(17, 6, "YOCTO1031: http://127.0.0.1:1/poky does not answer: unable to access 'http://127.0.0.1:1/poky/': Failed to connect to 127.0.0.1 port 1 …"),
        ], environment: [("no_proxy", "*")]);

    [Fact]
    public Task Folders_that_are_no_layers_are_refused() => RefusedAsync(
        () => Project(items: Lines("""<YoctoLayer Include="layers/nothing/" />""", """<YoctoLayer Include="poky/scripts" />""")),
        [
            At(11, 6, "YOCTO1013: 'layers/nothing/' is not a layer: it has no conf/layer.conf. The folder does not exist."),
            At(12, 6, "YOCTO1013: 'poky/scripts' is not a layer: it has no conf/layer.conf at branch scarthgap. The repository has 'poky/meta-poky', 'poky/meta'."),
        ]);

    [HeavyFact(2)]
    public async Task Credentials_in_a_url_are_in_no_message_and_not_in_the_lock_file()
    {
        const string shown = "YOCTO1031: https://layers.invalid/poky does not answer: unable to access 'https://layers.invalid/poky";

        var refused = await RefusedAsync(
            () => Project(poky: """<YoctoLayerRepository Include="poky" Url="https://me:s3cr3t@layers.invalid/poky?token=s3cr3t" />"""),
            [At(6, 6, $"{shown}…")], environment: [("no_proxy", "*")]);

        Assert.DoesNotContain("s3cr3t", refused.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(refused.Messages, m => m.Contains("s3cr3t", StringComparison.Ordinal) && !m.StartsWith("Include=", StringComparison.Ordinal));
    }

    [HeavyTheory(2)]
    [InlineData("core", "kirkstone",
        "7,6: YOCTO1015: The layer 'layers/meta-product/' supports kirkstone (LAYERSERIES_COMPAT_product), but the project builds scarthgap. Pin a branch of the layer that supports it, or change its conf/layer.conf with a patch (metadata Patches of its YoctoLayerRepository).")]
    [InlineData("core openembedded-layer acme", "scarthgap",
        "7,6: YOCTO1014: The layer 'layers/meta-product/' needs layers that the project does not have: add <YoctoLayer Include=\"meta-oe\" />; "
        + "and add the layers with the collection names 'acme' (BBFILE_COLLECTIONS), which are not in the layer catalogue.")]
    public Task A_layer_whose_needs_the_project_does_not_meet_is_refused(string depends, string series, string error) => RefusedAsync(
        () => User.Write("layers/meta-product/conf/layer.conf", UpstreamRepository.LayerConf("product", depends, series)), [AtPlace(error)]);

    [HeavyFact(2)]
    public Task Two_layers_of_one_name_are_refused() => RefusedAsync(
        () => User.Write("layers/meta-product/conf/layer.conf", UpstreamRepository.LayerConf("core", "")),
        [At(7, 6, "YOCTO1017: The layers 'poky/meta' and 'layers/meta-product/' use the same collection name 'core' (BBFILE_COLLECTIONS). Remove one of them.")]);

    [HeavyTheory(2)]
    [InlineData("--- a/meta/recipes-core/busybox_1.36.1.bb\n+++ b/meta/recipes-core/busybox_1.36.1.bb\n@@ -1 +1 @@\n-SUMMARY = \"Other text\"\n+SUMMARY = \"Tiny\"\n",
        "YOCTO1020: The patch '{folder}/patches/fix.patch' does not apply to 'poky' at …")]
    [InlineData("no patch at all\n", "YOCTO1020: The patch '{folder}/patches/fix.patch' does not apply to 'poky' at …")]
    [InlineData(null, "YOCTO1019: The patch 'patches/fix.patch' of the layer repository 'poky' does not exist: {folder}/patches/fix.patch.")]
    public Task A_bad_patch_is_refused(string? patch, string error) => RefusedAsync(() =>
    {
        if (patch is not null)
            User.Write("patches/fix.patch", patch);
        Project(poky: """<YoctoLayerRepository Include="poky" Url="upstream/poky" Patches="patches/fix.patch" />""");
    }, [At(6, 62, error)]);

    [HeavyTheory(2)]
    [InlineData("<YoctoRelease>scarthgab</YoctoRelease><Machine>qemuarm64</Machine>",
        "3,6: YOCTO1001: Yocto.Sdk does not know the release 'scarthgab'. Did you mean 'scarthgap'? For a release newer than this Yocto.Sdk, give each of these repositories a YoctoLayerRepository item with a Branch, Tag or Commit: poky.")]
    [InlineData("<YoctoRelease></YoctoRelease><Machine>qemuarm64</Machine>",
        "3,6: YOCTO1002: YoctoRelease is not set, and these repositories have no Branch, Tag or Commit: poky. Set YoctoRelease to the release that the project builds, for example scarthgap.")]
    [InlineData($"{Good}<RestoreLockedMode>perhaps</RestoreLockedMode>",
        "3,72: YOCTO1061: RestoreLockedMode is 'perhaps', which is neither true nor false. Set it to true or false.")]
    public Task Properties_that_a_restore_can_not_follow_are_refused(string properties, string error) =>
        RefusedAsync(() => Project(properties), [AtPlace(error)]);

    // a bitbake of one's own comes without a core layer
    [HeavyFact(2)]
    public Task A_YoctoBitBakePath_without_a_bitbake_is_refused() => RefusedAsync(
        () => Project($"{Good}<YoctoBitBakePath>layers/meta-product/</YoctoBitBakePath>"),
        [
            At(3, 72, "YOCTO1018: '{folder}/layers/meta-product' does not contain BitBake: it has no bin/bitbake."),
            At(7, 6, "YOCTO1014: The layer 'layers/meta-product/' needs layers that the project does not have: …"),
            At(7, 6, "YOCTO1021: The layer 'layers/meta-product/' supports scarthgap (LAYERSERIES_COMPAT_product), …"),
        ]);

    [HeavyTheory(2)]
    [InlineData("garbage\n", $"1,1): YOCTO1040: The lock file can't be read: it is not the JSON that Yocto.Sdk writes. {FromLock}")]
    [InlineData("", $"1,1): YOCTO1040: The lock file can't be read: it is not the JSON that Yocto.Sdk writes. {FromLock}")]
    [InlineData("{\n  \"version\": 9,\n  \"repositories\": {}\n}\n", "1,0): YOCTO1042: The lock file has version 9, but this Yocto.Sdk reads versions up to 1. Use the newer Yocto.Sdk that wrote it.")]
    [InlineData("{\n  \"version\": 1,\n  \"repositories\": {\n    \"poky\": { \"url\": \"upstream/poky\", \"commit\": \"main\" }\n  }\n}\n",
        $"4,0): YOCTO1040: The lock file can't be read: 'poky' has no url, or no commit of 40 hexadecimal digits. {FromLock}")]
    [InlineData("{\n  \"version\": 1,\n<<<<<<< HEAD\n  \"repositories\": {}\n=======\n  \"repositories\": { }\n>>>>>>> other\n}\n",
        "3,0): YOCTO1041: The lock file has a merge conflict. Keep one side of each conflict, or keep one side of the whole file and run dotnet restore.")]
    public Task A_bad_lock_file_is_refused(string text, string error) =>
        RefusedAsync(() => User.Write("yocto.lock.json", text), [$"yocto.lock.json({error}"]);

    [HeavyFact(2)]
    public Task A_locked_commit_that_the_server_does_not_have_is_refused() => RefusedAsync(
        () => User.Write("yocto.lock.json", $$"""
            { "version": 1, "repositories": { "poky": { "url": "upstream/poky", "branch": "scarthgap", "commit": "{{NoCommit}}" } } }
            """),
        [At(6, 6, $"YOCTO1038: The lock file has the commit {NoCommit} for branch 'scarthgap' of upstream/poky, but that branch does not have it: …")]);

    [Fact]
    public Task A_host_without_git_is_an_error() => RefusedAsync(
        () => Project(poky: """<YoctoLayerRepository Include="poky" Url="upstream/poky" Branch="other" />"""),
        [At(0, 0, "YOCTO1030: The PATH has no git, which fetches the layers. Install it …")],
        environment: [("PATH", AppContext.BaseDirectory)]);

    // "6,6: YOCTO…" as a message has it
    private static string AtPlace(string error) => $"device.yoctoproj({error.Replace(": YOCTO", "): YOCTO", StringComparison.Ordinal)}";
}
