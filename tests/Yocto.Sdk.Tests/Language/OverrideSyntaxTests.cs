using Yocto.Sdk.Language;

namespace Yocto.Sdk.Tests.Language;

public sealed class OverrideSyntaxTests
{
    [Theory]
    [InlineData("1.40.0", "FOO_append_a_b")]
    [InlineData("1.51.1", "FOO_append_a_b")]
    [InlineData("1.52.0", "FOO:append:a:b")]
    [InlineData("2.0.0", "FOO:append:a:b")]
    [InlineData("2.19.0-dev", "FOO:append:a:b")]
    public void The_release_decides_the_syntax_of_overrides(string version, string name) =>
        Assert.Equal(name, OverrideSyntax.Of(version).Name("FOO", "append", "a:b"));

    [Theory]
    [InlineData("FILES:${PN}-rootless = \"a:b\"", "FILES_${PN}-rootless = \"a:b\"")]
    [InlineData("FOO:append:a := \"x:y\"", "FOO_append_a := \"x:y\"")]
    [InlineData("export FOO:a ??= \"x\"", "export FOO_a ??= \"x\"")]
    [InlineData("do_install:append() {", "do_install_append() {")]
    [InlineData("fakeroot python do_rootfs:prepend:b () {", "fakeroot python do_rootfs_prepend_b () {")]
    [InlineData("    d.setVar('RDEPENDS:' + pn, d.getVar(\"FILES:${PN}\") + ':')", "    d.setVar('RDEPENDS_' + pn, d.getVar(\"FILES_${PN}\") + ':')")]
    public void Metadata_of_ours_is_written_as_the_release_reads_it(string written, string before)
    {
        Assert.Equal($"# a:b\n{before}\n", OverrideSyntax.Of("1.46.0").Translate($"# a:b\n{written}\n"));
        Assert.Equal(written, OverrideSyntax.Of("1.52.0").Translate(written));
    }

    [Theory]
    [InlineData("FOO = \"a:b\"")]
    [InlineData("FOO := \"${A}\"")]
    [InlineData("    http: //a = b")]
    [InlineData("    a:b = c")]
    [InlineData("SRC_URI[a:b] = \"c\"")]
    [InlineData("SRC_URI = \"file://a;b=${@'x:y' if z else ''}\"")]
    public void Translating_overrides_leaves_all_other_text_alone(string line) =>
        Assert.Equal(line, OverrideSyntax.Of("1.46.0").Translate(line));

    [Fact]
    public void A_name_without_operation_and_override_is_itself() =>
        Assert.Equal("FOO_a", OverrideSyntax.Of("2.8.0").Name("FOO_a"));
}
