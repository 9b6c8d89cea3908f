using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Files;

public sealed class FolderTreeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_tree_is_removed_and_what_its_links_lead_to_stays()
    {
        var kept = _folder.Write("kept/file", "x");
        _folder.Write("tree/a/b/.hidden", "x");
        File.CreateSymbolicLink(_folder["tree/a/folder"], _folder["kept"]);
        File.CreateSymbolicLink(_folder["tree/file"], kept);
        File.CreateSymbolicLink(_folder["tree/dangling"], _folder["nothing"]);

        FolderTree.Remove(_folder["tree"] + "/");

        Assert.Equal([_folder["kept"]], Directory.GetFileSystemEntries(_folder.Path));
        Assert.Equal("x", File.ReadAllText(kept));
    }

    [Fact]
    public void Folders_that_nobody_may_write_to_are_removed()
    {
        _folder.Write("tree/go/pkg/mod/x.go", "x");
        File.SetUnixFileMode(_folder["tree/go/pkg/mod"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.SetUnixFileMode(_folder["tree/go"], UnixFileMode.None);

        FolderTree.Remove(_folder["tree"]);

        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void What_an_interrupted_removal_left_goes_with_the_next_removal()
    {
        _folder.Write(".tree.removed-0123/rest", "x");
        _folder.Write(".treehouse.removed-0123/other", "x");

        FolderTree.Remove(_folder["tree"]);

        Assert.Equal([_folder[".treehouse.removed-0123"]], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_link_in_the_place_of_a_tree_is_removed_alone()
    {
        _folder.Write("kept/file", "x");
        File.CreateSymbolicLink(_folder["tree"], _folder["kept"]);

        FolderTree.Remove(_folder["tree"]);

        Assert.Equal([_folder["kept/file"]], Directory.GetFileSystemEntries(_folder["kept"]));
        Assert.False(Path.Exists(_folder["tree"]));
    }

    [Fact]
    public void A_tree_that_is_not_there_needs_no_removal()
    {
        FolderTree.Remove(_folder["nothing"]);
        FolderTree.Remove(_folder["nothing/at/all"]);
        FolderTree.RemoveFile(_folder["nothing/at/all"]);
        Assert.True(FolderTree.RemoveIfEmpty(_folder["nothing/at/all"]));
    }

    [Fact]
    public void Removing_a_file_leaves_a_folder_in_its_place()
    {
        _folder.Write("file/inner", "x");

        FolderTree.RemoveFile(_folder["file"]);

        Assert.True(File.Exists(_folder["file/inner"]));
    }

    [Fact]
    public void Removing_an_empty_folder_leaves_a_full_one()
    {
        _folder.Write("full/.hidden", "x");
        Directory.CreateDirectory(_folder["empty"]);

        Assert.False(FolderTree.RemoveIfEmpty(_folder["full"]));
        Assert.True(FolderTree.RemoveIfEmpty(_folder["empty"]));

        Assert.Equal([_folder["full"]], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Names_that_are_not_UTF8_are_removed()
    {
        Directory.CreateDirectory(_folder["tree/a"]);
        Directory.CreateDirectory(_folder[".tree.removed-0123"]);
        await Shell.RunAsync(_folder.Path, """
            name=$(printf 'caf\351')
            for folder in tree/a .tree.removed-0123; do
                touch "$folder/$name.patch"; mkdir -p "$folder/$name/sub"; touch "$folder/$name/sub/file"
            done
            """);

        FolderTree.Remove(_folder["tree"]);

        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void What_an_earlier_removal_could_not_remove_does_not_stop_the_next_one()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && OperatingSystem.IsLinux(), "only root can mount what even root can't remove");
        using var mount = TemporaryMount.Create(_folder[".tree.removed-0123/mounted"]);
        _folder.Write(".tree.removed-0123/mounted/a", "x");
        mount.ForbidWrites();
        _folder.Write("tree/b", "x");

        FolderTree.Remove(_folder["tree"]);

        Assert.False(Directory.Exists(_folder["tree"]));
    }

    [Fact]
    public void A_mount_point_stays_when_a_link_leads_to_it()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && OperatingSystem.IsLinux(), "only root can mount");
        using var mount = TemporaryMount.Create(_folder["disk/tree/mounted"]);
        _folder.Write("disk/tree/mounted/a", "x");
        Directory.CreateSymbolicLink(_folder["link"], _folder["disk"]);

        FolderTree.Remove(_folder["link/tree"]);

        Assert.True(Directory.Exists(mount.Folder));
        Assert.Equal([_folder["disk/tree"]], Directory.GetFileSystemEntries(_folder["disk"]));
        Assert.Empty(Directory.GetFileSystemEntries(mount.Folder));
    }

    [Fact]
    public async Task A_mount_point_is_emptied_of_names_that_are_not_UTF8_too()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && OperatingSystem.IsLinux(), "only root can mount");
        using var mount = TemporaryMount.Create(_folder["tree\tand\\more/mounted"]);
        await Shell.RunAsync(mount.Folder, """mkdir a; touch "a/$(printf 'caf\351')" "$(printf 'caf\351')" """);

        FolderTree.Remove(_folder["tree\tand\\more"]);

        Assert.Empty(Directory.GetFileSystemEntries(mount.Folder));
    }

    [Fact]
    public void A_file_that_can_not_be_removed_is_named()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && OperatingSystem.IsLinux(), "only root can mount what even root can't remove");
        using var mount = TemporaryMount.Create(_folder["tree/mounted"]);
        _folder.Write("tree/mounted/a", "x");
        mount.ForbidWrites();

        var error = Assert.Single(Assert.Throws<YoctoException>(() => FolderTree.Remove(_folder["tree"])).Diagnostics);

        Assert.Equal("YOCTO1056", error.Code);
        Assert.Matches(@"^.* can't be removed: .*\. Remove it as its owner, or as root\.$", error.Message);
    }

    [Fact]
    public void A_mount_point_is_emptied_and_stays()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && OperatingSystem.IsLinux(), "only root can mount");
        using var mount = TemporaryMount.Create(_folder["tree/a b/mounted"]);
        _folder.Write("tree/a b/mounted/c/d", "x");
        _folder.Write("tree/a b/e", "x");
        _folder.Write("tree/f/g", "x");
        File.CreateSymbolicLink(_folder["tree/link"], _folder["tree/f"]);

        FolderTree.Remove(_folder["tree"]);

        Assert.Equal(
            [_folder["tree"], _folder["tree/a b"], _folder["tree/a b/mounted"]],
            Directory.GetFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories).Order());
    }

    public void Dispose() => _folder.Dispose();
}
