using Yocto.Sdk.Language;
using Yocto.Sdk.Layers;

namespace Yocto.Sdk.Tests.Language;

public sealed class BitBakeReleaseTests
{
    [Theory]
    [InlineData("1.46.0", "1.46")]
    [InlineData("2.18.1", "2.18")]
    [InlineData("2.19.0-dev", "2.19")]
    [InlineData("2.20rc1", "2.20")]
    public void The_first_two_numbers_of_bitbakes_version_are_the_release(string version, string release) =>
        Assert.Equal(Version.Parse(release), BitBakeRelease.Of(version));

    [Theory]
    [InlineData("master")]
    [InlineData("2")]
    [InlineData("")]
    public void A_version_of_bitbake_without_two_numbers_is_refused(string version) =>
        Assert.Throws<FormatException>(() => BitBakeRelease.Of(version));

    [Fact]
    public void Each_named_release_has_the_version_of_bitbake_that_the_catalogue_names()
    {
        var named = typeof(BitBakeRelease).GetFields().Select(f => (f.Name.ToLowerInvariant(), f.GetValue(null)!.ToString())).ToList();

        Assert.NotEmpty(named);
        Assert.Empty(named.Except(ReleaseCatalogue.Releases.Select(r => (r.Name, (string?)r.BitBake))));
    }
}
