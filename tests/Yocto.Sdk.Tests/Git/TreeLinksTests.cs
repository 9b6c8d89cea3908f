using Yocto.Sdk.Git;

namespace Yocto.Sdk.Tests.Git;

public sealed class TreeLinksTests
{
    private static readonly Dictionary<string, string> _links = new()
    {
        ["a/conf"] = "../common/conf",
        ["common/conf/layer.conf"] = "./acme.conf",
        ["b"] = "a",
        ["out"] = "../elsewhere",
        ["root"] = ".",
        ["absolute"] = "/etc/passwd",
        ["one"] = "two",
        ["two"] = "one",
        ["grows"] = "grows/x",
    };

    [Theory]
    [InlineData("x/y", "x/y")]
    [InlineData("a/conf/layer.conf", "common/conf/acme.conf")]
    [InlineData("b/conf/layer.conf", "common/conf/acme.conf")]
    [InlineData("root/root/x", "x")]
    [InlineData("x/../y", "y")]
    [InlineData(".", "")]
    [InlineData("out/x", null)]
    [InlineData("a/../../x", null)]
    [InlineData("absolute", null)]
    [InlineData("one/x", null)]
    [InlineData("grows", null)]
    public void Links_are_followed_within_the_repository(string path, string? real) =>
        Assert.Equal(real, TreeLinks.Resolve(path, _links.GetValueOrDefault));
}
