using Yocto.Sdk.Files;
using Yocto.Sdk.Testing;

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

    [Fact]
    public void A_folder_holds_what_is_in_it_when_links_are_followed()
    {
        using var folder = new TemporaryFolder();
        folder.Write("in/real/file", "");
        folder.Write("out/file", "");
        foreach (var (link, target) in ((string, string)[])[
            ("in/file", "real/file"), ("in/folder", "real"), ("in/absolute", folder["in/real/file"]), ("in/up", "../in/real"), ("in/here", "."),
            ("in/stray", "../out/file"), ("in/strays", "../out"), ("in/nowhere", "nothing"), ("in/circle", "circle"), ("alias", "in")])
            File.CreateSymbolicLink(folder[link], target);

        foreach (var good in (string[])["file", "folder/file", "absolute", "up/file", "here/here/file", "real"])
        {
            Assert.True(FolderPath.Holds(folder["in"], folder[$"in/{good}"]), good);
            Assert.True(FolderPath.Holds(folder["alias"], folder[$"alias/{good}"]), good);
        }

        foreach (var bad in (string[])["stray", "strays/file", "nowhere", "circle", "nothing", "here"])
            Assert.False(FolderPath.Holds(folder["in"], folder[$"in/{bad}"]), bad);
    }

    [Fact]
    public void A_second_name_of_a_link_is_one_of_the_file_that_it_leads_to()
    {
        using var folder = new TemporaryFolder();
        folder.Write("file", "text");
        File.CreateSymbolicLink(folder["link"], "file");

        Assert.True(HardLink.TryCreate(folder["link"], folder["second"]));

        Assert.Null(new FileInfo(folder["second"]).LinkTarget);
        Assert.Equal(FileIdentity.Of(folder["file"]), FileIdentity.Of(folder["second"]));
    }
}
