using Yocto.Sdk.Files;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Files;

public sealed class WholeFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_file_is_written_with_its_folders_and_nothing_beside_it()
    {
        WholeFile.Write(_folder["a/b/c.txt"], "grüße\n");

        Assert.Equal("grüße\n"u8.ToArray(), File.ReadAllBytes(_folder["a/b/c.txt"]));
        Assert.Equal([_folder["a/b/c.txt"]], Directory.GetFiles(_folder["a/b"]));
    }

    [Fact]
    public void A_reader_that_has_the_old_file_open_keeps_it()
    {
        var file = _folder.Write("c.txt", "old");
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

        WholeFile.Write(file, "new");

        Assert.Equal("old", reader.ReadToEnd());
        Assert.Equal("new", File.ReadAllText(file));
    }

    [Fact]
    public void A_file_that_can_not_take_its_place_leaves_nothing_beside_it()
    {
        _folder.Write("c.txt/inner", "a folder has the name");

        Assert.ThrowsAny<Exception>(() => WholeFile.Write(_folder["c.txt"], "x"));

        Assert.Equal([_folder["c.txt"]], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_file_whose_content_did_not_change_is_not_written_again()
    {
        Assert.True(WholeFile.WriteIfChanged(_folder["c.txt"], "a"));
        File.SetLastWriteTimeUtc(_folder["c.txt"], DateTime.UnixEpoch);

        Assert.False(WholeFile.WriteIfChanged(_folder["c.txt"], "a"));
        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(_folder["c.txt"]));

        Assert.True(WholeFile.WriteIfChanged(_folder["c.txt"], "b"));
        Assert.Equal("b", File.ReadAllText(_folder["c.txt"]));
    }

    [Fact]
    public void Many_writers_at_once_leave_the_whole_content_of_one()
    {
        Parallel.For(0, 50, i => WholeFile.Write(_folder["c.txt"], new string((char)('a' + i % 26), 100_000)));

        Assert.Single(File.ReadAllText(_folder["c.txt"]).Distinct());
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task A_stream_that_fails_leaves_the_old_file()
    {
        _folder.Write("c.txt", "old");

        await Assert.ThrowsAsync<InvalidDataException>(() => WholeFile.WriteAsync(_folder["c.txt"], stream =>
        {
            stream.Write("new"u8);
            throw new InvalidDataException();
        }));

        Assert.Equal("old", File.ReadAllText(_folder["c.txt"]));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task A_stream_is_written_as_a_whole_file()
    {
        await WholeFile.WriteAsync(_folder["a/c.txt"], stream => stream.WriteAsync(new byte[100_000]).AsTask());

        Assert.Equal(new byte[100_000], File.ReadAllBytes(_folder["a/c.txt"]));
        Assert.Single(Directory.GetFiles(_folder["a"]));
    }

    [Fact]
    public void The_first_private_file_stays_and_is_for_its_owner_alone()
    {
        Parallel.For(0, 20, i => WholeFile.CreatePrivate(_folder["key"], new string((char)('a' + i), 1000)));
        var first = File.ReadAllText(_folder["key"]);

        WholeFile.CreatePrivate(_folder["key"], "another");

        Assert.Single(first.Distinct());
        Assert.Equal(first, File.ReadAllText(_folder["key"]));
        Assert.Single(Directory.GetFiles(_folder.Path));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder["key"]));
    }

    public void Dispose() => _folder.Dispose();
}
