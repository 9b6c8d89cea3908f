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
    public void Without_operation_and_override_a_name_is_itself() =>
        Assert.Equal("FOO_a", OverrideSyntax.Of("2.8.0").Name("FOO_a"));
}
