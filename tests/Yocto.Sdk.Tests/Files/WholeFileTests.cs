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

    public void Dispose() => _folder.Dispose();
}
