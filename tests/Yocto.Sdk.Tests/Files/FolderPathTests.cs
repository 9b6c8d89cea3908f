using Yocto.Sdk.Files;

namespace Yocto.Sdk.Tests.Files;

public sealed class FolderPathTests
{
    [Theory]
    [InlineData("/a/b", "/a/b/c", true)]
    [InlineData("/a/b", "/a/b/c/d", true)]
    [InlineData("/a/b/", "/a/b/c", true)]
    [InlineData("/", "/a", true)]
    [InlineData("/a/b", "/a/b", false)]
    [InlineData("/a/b", "/a/bc", false)]
    [InlineData("/a/b/c", "/a/b", false)]
    [InlineData("/", "/", false)]
    public void A_folder_contains_what_is_below_it(string folder, string path, bool contains) =>
        Assert.Equal(contains, FolderPath.Contains(folder, path));
}
