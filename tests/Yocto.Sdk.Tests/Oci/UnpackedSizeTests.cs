using System.IO.Compression;
using System.Text;
using Yocto.Sdk.Oci;
using Yocto.Sdk.Testing;
using Yocto.Sdk.Testing.Containers;
using ZstdSharp;

namespace Yocto.Sdk.Tests.Oci;

public sealed class UnpackedSizeTests : IDisposable
{
    private const long Block = 4096;
    private static readonly byte[] _layer = OciLayout.Tar(new Dictionary<string, byte[]>
    {
        ["app/one"] = new byte[100_000],
        ["app/two"] = new byte[1],
        ["app/none"] = [],
    });

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("plain")]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public async Task The_files_of_an_image_take_whole_blocks_however_its_layer_is_packed(string packing)
    {
        var size = await UnpackedSize.OfAsync(Image(packing switch
        {
            "gzip" => Packed(s => new GZipStream(s, CompressionLevel.Fastest)),
            "zstd" => Packed(s => new CompressionStream(s)),
            _ => _layer,
        }), Cancellation);

        // 25 blocks of the first, one each of the folder and of the others
        Assert.Equal(28 * Block, size);
    }

    [Fact]
    public async Task Many_small_files_of_an_image_take_what_the_file_system_has_files_for()
    {
        var files = Enumerable.Range(0, 1000).ToDictionary(i => $"f{i}", _ => new byte[1]);

        Assert.Equal(1000 * 16384, await UnpackedSize.OfAsync(Image(OciLayout.Tar(files)), Cancellation));
    }

    [Fact]
    public async Task A_layer_that_an_image_has_twice_counts_once() =>
        Assert.Equal(28 * Block, await UnpackedSize.OfAsync(Image(_layer, _layer), Cancellation));

    [Fact]
    public async Task A_layer_of_an_image_that_is_no_tar_file_is_named()
    {
        var layer = Encoding.UTF8.GetBytes(new string('x', 2000));

        var problem = await Assert.ThrowsAsync<ImageUnusableException>(() => UnpackedSize.OfAsync(Image(layer), Cancellation));

        Assert.Equal($"its layer {OciLayout.Digest(layer)} is not a tar file, or it is damaged", problem.Message);
    }

    private ContainerImage Image(params byte[][] layers)
    {
        foreach (var layer in layers)
            File.WriteAllBytes(_folder[OciLayout.Digest(layer)], layer);
        var described = string.Join(',', layers.Select(l => $$"""{"mediaType":"","digest":"{{OciLayout.Digest(l)}}","size":{{l.Length}}}"""));
        var manifest = $$"""{"schemaVersion":2,"config":{"mediaType":"","digest":"sha256:{{new string('0', 64)}}","size":0},"layers":[{{described}}]}""";
        return new ContainerImage(Encoding.UTF8.GetBytes(manifest), null, blob => _folder[blob.Digest]);
    }

    private static byte[] Packed(Func<Stream, Stream> packing)
    {
        using var packed = new MemoryStream();
        using (var stream = packing(packed))
            stream.Write(_layer);
        return packed.ToArray();
    }
}
