using Yocto.Sdk.Host;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Host;

public sealed class BuildDirectoryCheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("/home/me/device/obj/build", "1.44.0", "")]
    [InlineData("/home/me/device/obj/build", "2.18.0", "")]
    [InlineData("/home/my device/build", "1.44.0", "a space")]
    [InlineData("/home/me/a+b/build", "1.52.0", "'+'")]
    [InlineData("/home/me/a@b/build", "2.0.0", "'@'")]
    [InlineData("/home/me/a%b/build", "1.52.0", "")]
    [InlineData("/home/me/a%b/build", "2.0.0", "'%'")]
    [InlineData("/home/me/a:b/build", "2.8.0", "':'")]
    [InlineData("/home/grüße/build", "2.8.0", "")]
    [InlineData("/home/grüße/build", "2.12.0", "the non-ASCII character 'ü'")]
    public void The_release_decides_which_characters_a_path_may_hold(string path, string bitBake, string refused) =>
        Assert.Equal(
            refused.Length == 0 ? [] : [("YOCTO2011", $"The path {path} contains {refused}, which OpenEmbedded-Core scarthgap does not allow. Move the project, or set the property YoctoBuildDirectory to a folder without it.")],
            BuildDirectoryCheck.PathProblems(path, Layers(bitBake)).Select(p => (p.Code, p.Message)));

    [Theory]
    [InlineData(400, "2.8.0", "")]
    [InlineData(401, "2.8.0", "YOCTO2012")]
    [InlineData(390, "2.12.0", "")]
    [InlineData(391, "2.12.0", "YOCTO2012")]
    public void The_release_decides_how_long_a_path_may_be(int length, string bitBake, string code) =>
        Assert.Equal(code, string.Join(' ', BuildDirectoryCheck.PathProblems("/" + new string('x', length - 1), Layers(bitBake)).Select(p => p.Code)));

    [Fact]
    public void The_path_of_the_layers_folder_is_checked_as_that_of_the_build_directory_is()
    {
        var problem = Assert.Single(BuildDirectoryCheck.PathProblems("/build", Layers("2.8.0") with { CorePath = "/my layers/poky" }));

        Assert.Equal(
            "The path /my layers/poky contains a space, which OpenEmbedded-Core scarthgap does not allow. Move the project, or set the property YoctoLayersDirectory to a folder without it.", problem.Message);
    }

    [Fact]
    public void Without_a_core_only_bitbakes_own_lists_count()
    {
        var layers = Layers("2.18.0") with { CorePath = null };

        Assert.Empty(BuildDirectoryCheck.PathProblems("/a+@%ü" + new string('x', 500), layers));
        Assert.Contains("which bitbake 2.18.0 does not allow", Assert.Single(BuildDirectoryCheck.PathProblems("/a b", layers)).Message, StringComparison.Ordinal);
        Assert.Single(BuildDirectoryCheck.PathProblems("/a:b", layers));
    }

    [Fact]
    public void A_good_build_directory_is_made_and_left_empty()
    {
        Assert.Empty(BuildDirectoryCheck.FileSystemProblems(_folder["obj/build"], 0));

        Assert.Empty(Directory.GetFileSystemEntries(_folder["obj/build"]));
    }

    [Fact]
    public void Too_little_space_for_a_build_is_told_with_figures()
    {
        using var mount = TemporaryMount.Create(_folder["small"], bytes: 512 << 20);

        var problem = Assert.Single(BuildDirectoryCheck.FileSystemProblems(_folder["small/build"], 50));

        Assert.Equal("YOCTO2010", problem.Code);
        Assert.Equal(
            $"{_folder["small/build"]} has 0.5 GiB of free space, but the build requires 50 GiB. Free some space, move the build with the property YoctoBuildDirectory, or set another limit with YoctoMinimumFreeDiskSpace.", problem.Message);
        Assert.Empty(BuildDirectoryCheck.FileSystemProblems(_folder["small/build"], 0.4));
    }

    [Fact]
    public void A_build_directory_that_can_not_be_used_is_told()
    {
        _folder.Write("file", "");

        var problem = Assert.Single(BuildDirectoryCheck.FileSystemProblems(_folder["file/build"], 0));

        Assert.Equal("YOCTO2019", problem.Code);
    }

    [Fact]
    public void All_that_is_wrong_with_a_build_directory_is_told_at_once()
    {
        using var mount = TemporaryMount.Create(_folder["a b"]);

        Assert.Equal(
            ["YOCTO2011", "YOCTO2010"], BuildDirectoryCheck.Problems(_folder["a b"] + "/", Layers("2.8.0"), 1).Select(p => p.Code));
    }

    public void Dispose() => _folder.Dispose();

    private static RestoredLayers Layers(string bitBake) => new("scarthgap", "/l/bitbake", bitBake, "/l", [], [], []);
}
