using Yocto.Sdk.Files;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Files;

public sealed class CacheFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_folder_that_the_SDK_made_is_removed()
    {
        CacheFolder.Make(_folder["cache/git"]);
        CacheFolder.Make(_folder["cache/git"]);
        _folder.Write("cache/git/poky-0123/HEAD", "x");
        _folder.Write("cache/git/poky-0123.lock", "process 1");

        Assert.StartsWith("Signature: 8a477f597d28d172789f06886806bc55\n", await File.ReadAllTextAsync(_folder["cache/git/CACHEDIR.TAG"], Stop), StringComparison.Ordinal);
        Assert.True(await CacheFolder.RemoveAsync(_folder["cache/git"], _ => { }, Stop));
        Assert.False(Directory.Exists(_folder["cache/git"]));
        Assert.True(await CacheFolder.RemoveAsync(_folder["cache/git"], _ => { }, Stop));
    }

    [Theory]
    [InlineData("thesis.pdf")]
    [InlineData("CACHEDIR.TAG")]
    public async Task A_folder_of_the_users_gets_no_mark_and_stays(string file)
    {
        _folder.Write($"downloads/{file}", "Signature: 8a477f597d28d172789f06886806bc55\n# made by another program\n");

        CacheFolder.Make(_folder["downloads"]);

        Assert.False(await CacheFolder.RemoveAsync(_folder["downloads"], _ => { }, Stop));
        Assert.Equal([_folder[$"downloads/{file}"]], Directory.GetFileSystemEntries(_folder["downloads"]));
    }

    [Fact]
    public async Task What_is_locked_is_removed_when_its_lock_is_free()
    {
        CacheFolder.Make(_folder["git"]);
        _folder.Write("git/poky-0123/HEAD", "x");
        var held = await FileLock.AcquireAsync(_folder["git/poky-0123.lock"], _ => { }, Stop);
        var told = new TaskCompletionSource<string>();

        var removal = CacheFolder.RemoveAsync(_folder["git"], told.SetResult, Stop);
        await told.Task;
        Assert.False(removal.IsCompleted);
        Assert.True(File.Exists(_folder["git/poky-0123/HEAD"]));

        held.Dispose();
        Assert.True(await removal);
        Assert.False(Directory.Exists(_folder["git"]));
    }

    [Fact]
    public async Task What_a_link_in_a_cache_leads_to_stays()
    {
        CacheFolder.Make(_folder["sstate"]);
        _folder.Write("mirror/a.tar.zst", "x");
        _folder.Write("mirror/a.tar.zst.lock", "x");
        Directory.CreateSymbolicLink(_folder["sstate/mirror"], _folder["mirror"]);

        Assert.True(await CacheFolder.RemoveAsync(_folder["sstate"], _ => { }, Stop));

        Assert.Equal(2, Directory.GetFiles(_folder["mirror"]).Length);
    }

    [Fact]
    public async Task What_an_account_locked_is_removed_with_its_rights()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can be another account");
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)Convert.ToInt32("755", 8));
        CacheFolder.Make(_folder["downloads"]);
        _folder.Write("downloads/source/file", "of root alone");
        var account = new FileAccount(65534, [65534]);
        account.Give(_folder.Write("downloads/source.lock", ""));

        // the folder is root's, so the account can't take anything out of it
        await Assert.ThrowsAnyAsync<Exception>(() => CacheFolder.RemoveAsync(_folder["downloads"], _ => { }, Stop, account));
        Assert.True(File.Exists(_folder["downloads/source/file"]));

        account.Give(_folder["downloads"]);
        account.Give(_folder["downloads/source"]);
        account.Give(_folder["downloads/source/file"]);
        Assert.True(await CacheFolder.RemoveAsync(_folder["downloads"], _ => { }, Stop, account));
        Assert.False(Directory.Exists(_folder["downloads"]));
    }

    public void Dispose() => _folder.Dispose();
}
