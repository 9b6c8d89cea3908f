using Yocto.Sdk.Files;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Files;

public sealed class FileStatusTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_file_a_folder_and_a_link_are_told_apart()
    {
        _folder.Write("grüße/a.txt", "12345");
        File.CreateSymbolicLink(_folder["link"], _folder["grüße"]);
        File.CreateSymbolicLink(_folder["dangling"], _folder["nothing"]);

        Assert.Equal((true, false, false, 5L), Of("grüße/a.txt"));
        Assert.Equal((false, true, false), Kind(FileStatus.Of(_folder["grüße"])));
        Assert.Equal((false, true, false), Kind(FileStatus.Of(_folder["link"])));
        Assert.Equal((false, false, true), Kind(FileStatus.Of(_folder["link"], follow: false)));
        Assert.Null(FileStatus.Of(_folder["dangling"]));
        Assert.Equal((false, false, true), Kind(FileStatus.Of(_folder["dangling"], follow: false)));
        Assert.Null(FileStatus.Of(_folder["nothing"]));

        (bool, bool, bool, long) Of(string name) => FileStatus.Of(_folder[name]) is { } s ? (s.IsFile, s.IsFolder, s.IsSymlink, s.Size) : default;
        static (bool, bool, bool) Kind(FileStatus? s) => (s!.Value.IsFile, s.Value.IsFolder, s.Value.IsSymlink);
    }

    [Fact]
    public void The_times_of_a_file_are_nanoseconds_since_1970()
    {
        var file = _folder.Write("a.txt", "");
        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch.AddSeconds(1.5));

        Assert.Equal(1_500_000_000, FileStatus.Of(file)!.Value.Modified);
        var ago = TimeSpan.FromTicks(FileStatus.Of(file)!.Value.Changed / 100) - (DateTime.UtcNow - DateTime.UnixEpoch);
        Assert.InRange(ago.TotalMinutes, -1, 1);
    }

    [Fact]
    public void An_edit_that_keeps_size_and_time_leaves_another_fingerprint_and_the_same_identity()
    {
        var file = _folder.Write("a.txt", "1");
        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);
        var (fingerprint, identity) = (FileStatus.Of(file)!.Value.Fingerprint, FileIdentity.Of(file));
        SpinWait.SpinUntil(() => FileStatus.Of(_folder.Write("clock", ""))!.Value.Changed > FileStatus.Of(file)!.Value.Changed);

        File.WriteAllText(file, "2");
        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);

        Assert.NotEqual(fingerprint, FileStatus.Of(file)!.Value.Fingerprint);
        Assert.Equal(identity, FileIdentity.Of(file));
    }

    [Fact]
    public void A_hard_link_has_the_identity_of_its_file_and_a_copy_has_not()
    {
        var file = _folder.Write("a.txt", "1");
        Assert.True(HardLink.TryCreate(file, _folder["link.txt"]));
        File.Copy(file, _folder["copy.txt"]);

        Assert.Equal(FileIdentity.Of(file), FileIdentity.Of(_folder["link.txt"]));
        Assert.NotEqual(FileIdentity.Of(file), FileIdentity.Of(_folder["copy.txt"]));
        Assert.Null(FileIdentity.Of(_folder.Path));
        Assert.Null(FileIdentity.Of(_folder["nothing"]));
    }

    [Fact]
    public async Task The_digest_of_a_file_is_that_of_sha256sum()
    {
        var large = _folder["large"];
        await File.WriteAllBytesAsync(large, new byte[(4 << 20) + 1], TestContext.Current.CancellationToken);

        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            await Sha256.OfFileAsync(_folder.Write("empty", ""), TestContext.Current.CancellationToken));
        Assert.Equal("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
            await Sha256.OfFileAsync(_folder.Write("hello", "hello"), TestContext.Current.CancellationToken));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(new byte[(4 << 20) + 1])),
            await Sha256.OfFileAsync(large, TestContext.Current.CancellationToken));
    }

    public void Dispose() => _folder.Dispose();
}
