using Yocto.Sdk.Configuration;

namespace Yocto.Sdk.Tests.Configuration;

public sealed class OverrideSyntaxTests
{
    [Theory]
    [InlineData("1.40.0", "FOO_append_a_b")]
    [InlineData("1.51.1", "FOO_append_a_b")]
    [InlineData("1.52.0", "FOO:append:a:b")]
    [InlineData("2.0.0", "FOO:append:a:b")]
    [InlineData("2.19.0-dev", "FOO:append:a:b")]
    public void The_release_decides_the_syntax(string version, string name) =>
        Assert.Equal(name, OverrideSyntax.Of(version).Name("FOO", "append", "a:b"));

    [Fact]
    public void A_version_that_is_none_is_refused() => Assert.Throws<FormatException>(() => OverrideSyntax.Of("master"));
}
