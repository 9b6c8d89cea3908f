using Yocto.Sdk.Files;
using Yocto.Sdk.Product.Layer;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Product.Layer;

public sealed class ProductLayerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ProductLayer _layer;

    public ProductLayerTests() => _layer = new ProductLayer(_folder["layer"]);

    [Fact]
    public void Only_the_files_of_the_product_layer_that_differ_are_written()
    {
        _layer.Write([new("conf/layer.conf", "a"), new("files/run.sh", "b", Executable: true)]);
        File.SetLastWriteTimeUtc(_folder["layer/conf/layer.conf"], DateTime.UnixEpoch);

        _layer.Write([new("conf/layer.conf", "a"), new("files/run.sh", "c", Executable: true)]);

        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(_folder["layer/conf/layer.conf"]));
        Assert.Equal("c", File.ReadAllText(_folder["layer/files/run.sh"]));
        if (!OperatingSystem.IsWindows())
        {
            Assert.True(File.GetUnixFileMode(_folder["layer/files/run.sh"]).HasFlag(UnixFileMode.OtherExecute));
            Assert.False(File.GetUnixFileMode(_folder["layer/conf/layer.conf"]).HasFlag(UnixFileMode.UserExecute));
        }
    }

    [Fact]
    public void A_file_that_the_product_layer_no_longer_has_goes_with_its_folders()
    {
        _layer.Write([new("conf/layer.conf", "a"), new("recipes-a/b/c.bb", "b"), new("recipes-a/d/e.bb", "b")]);

        _layer.Write([new("conf/layer.conf", "a"), new("recipes-a/d/e.bb", "b")]);

        Assert.Equal(["conf/layer.conf", "recipes-a/d/e.bb"], Files());
        Assert.False(Directory.Exists(_folder["layer/recipes-a/b"]));
    }

    [Fact]
    public void A_file_of_the_product_layer_may_take_the_place_of_a_folder()
    {
        _layer.Write([new("a/b", "1")]);

        _layer.Write([new("a", "2")]);

        Assert.Equal(["a"], Files());
    }

    [Fact]
    public void A_copied_file_of_the_product_layer_follows_its_original_and_is_a_hard_link_where_that_is_possible()
    {
        var archive = _folder.Write("hello.oci.tar", "one");
        _layer.Write([new("files/hello.oci.tar", null, archive)]);
        Assert.Equal(FileStatus.Of(archive)?.Inode, FileStatus.Of(_folder["layer/files/hello.oci.tar"])?.Inode);

        File.Delete(archive);
        _folder.Write("hello.oci.tar", "two, longer");
        _layer.Write([new("files/hello.oci.tar", null, archive)]);

        Assert.Equal("two, longer", File.ReadAllText(_folder["layer/files/hello.oci.tar"]));
    }

    public void Dispose() => _folder.Dispose();

    private IEnumerable<string> Files() =>
        Directory.GetFiles(_folder["layer"], "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(_folder["layer"], f)).Order(StringComparer.Ordinal);
}
