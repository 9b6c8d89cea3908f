using Yocto.Sdk.Files;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Files;

public sealed class SmallFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_too_large_or_has_no_end_is_not_read()
    {
        using (var large = File.Create(_folder["large"]))
            large.SetLength(SmallFile.Largest + 1L);
        Assert.Equal($"{_folder["large"]} is larger than 4 MiB.", Assert.Throws<IOException>(() => SmallFile.ReadText(_folder["large"])).Message);

        Assert.Equal("/dev/zero is not a file.", Assert.Throws<IOException>(() => SmallFile.ReadText("/dev/zero")).Message);
        Assert.Equal($"{_folder.Path} is not a file.", Assert.Throws<IOException>(() => SmallFile.ReadText(_folder.Path)).Message);
        Assert.Throws<FileNotFoundException>(() => SmallFile.ReadText(_folder["nothing"]));
    }

    [Fact]
    public void A_text_is_read_as_its_byte_order_mark_says()
    {
        foreach (var encoding in (System.Text.Encoding[])[new System.Text.UTF8Encoding(true), System.Text.Encoding.Unicode, new System.Text.UTF8Encoding(false)])
        {
            File.WriteAllText(_folder["text"], "ä\n", encoding);
            Assert.Equal("ä\n", SmallFile.ReadText(_folder["text"]));
        }
    }
}
