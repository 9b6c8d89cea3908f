using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Tests.Diagnostics;

public sealed class NearestNamesTests
{
    [Theory]
    [InlineData("qemuarm65", "qemuarm64,qemuarm,qemux86-64", "qemuarm64,qemuarm")]
    [InlineData("Poky", "poky,pokey,spoky,poly", "poky,pokey,poly")]
    [InlineData("ab", "ba,abcd,abcde", "abcd,ba")]
    [InlineData("meta-vitualization", "meta-virtualization,meta-oe", "meta-virtualization")]
    [InlineData("podman", "poky,podman,podman", "podman")]
    [InlineData("x", "meta-virtualization", "")]
    [InlineData("", "a,abc", "a")]
    public void At_most_three_names_are_near_the_best_first(string name, string known, string near) =>
        Assert.Equal(near, string.Join(',', NearestNames.Of(name, known.Split(','))));

    [Fact]
    public void A_message_ends_with_a_question_or_with_nothing()
    {
        Assert.Equal(" Did you mean 'poky' or 'pokey'?", NearestNames.Sentence("poki", ["pokey", "poky"]));
        Assert.Equal("", NearestNames.Sentence("x", ["poky"]));
    }
}
