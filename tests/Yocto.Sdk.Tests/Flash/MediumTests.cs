using System.Security.Cryptography;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Flash;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Flash;

public sealed class MediumTests : IDisposable
{
    private const int Size = 8 << 20;
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_image_is_written_and_read_back_through_one_descriptor()
    {
        using var loop = LoopDevice.Create(_folder["disk"], Size);
        var image = _folder["image"];
        await File.WriteAllBytesAsync(image, RandomNumberGenerator.GetBytes(5_000_001 / 512 * 512), Cancellation);
        var told = new List<string>();

        using (var medium = Medium.Open(Listed(loop)))
            await medium.WriteAsync(image, BlockMap.Read(null, new FileInfo(image).Length), told.Add, Cancellation);

        var disk = await File.ReadAllBytesAsync(loop.Path, Cancellation);
        var expected = await File.ReadAllBytesAsync(image, Cancellation);
        Assert.Equal(expected, disk[..expected.Length]);
        Assert.All(disk[expected.Length..], b => Assert.Equal(0, b));
        Assert.Equal(["Written: 100 %", "Verified: 100 %"], told.Where(t => t.EndsWith(" 100 %", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_blocks_that_a_block_map_leaves_out_are_not_written()
    {
        using var loop = LoopDevice.Create(_folder["disk"], Size);
        await File.WriteAllBytesAsync(loop.Path, Enumerable.Repeat((byte)7, Size).ToArray(), Cancellation);
        var image = _folder["image"];
        await File.WriteAllBytesAsync(image, new byte[40960], Cancellation);

        using (var medium = Medium.Open(Listed(loop)))
            await medium.WriteAsync(image, BlockMap.Parse(Map(40960, "0", "2-3"), 40960)!, _ => { }, Cancellation);

        var disk = await File.ReadAllBytesAsync(loop.Path, Cancellation);
        Assert.Equal([0, 7, 0, 0, 7, 7], Enumerable.Range(0, 6).Select(block => (int)disk[block * 4096]));
    }

    [Fact]
    public async Task An_image_that_is_not_the_one_of_its_block_map_is_no_success()
    {
        using var loop = LoopDevice.Create(_folder["disk"], Size);
        var image = _folder["image"];
        await File.WriteAllBytesAsync(image, new byte[8192], Cancellation);
        using var medium = Medium.Open(Listed(loop));

        var error = await Assert.ThrowsAsync<YoctoException>(() => medium.WriteAsync(
            image, [new ImageRange(0, 4096, new string('0', 64))], _ => { }, Cancellation));

        Assert.Equal(("YOCTO5417", $"Writing to {loop.Path} failed: the image is not the one of its block map at byte 0. Build it again."),
            (Assert.Single(error.Diagnostics).Code, error.Diagnostics[0].Message));
    }

    [Fact]
    public void A_medium_that_another_program_has_claimed_is_in_use()
    {
        using var loop = LoopDevice.Create(_folder["disk"], Size);
        var listed = Listed(loop);
        using var first = Medium.Open(listed);

        var problem = Assert.Single(Assert.Throws<YoctoException>(() => Medium.Open(listed)).Diagnostics);

        Assert.Equal(("YOCTO5414", $"{loop.Path} is in use: another program has claimed it. Make sure that it is the right medium, then release it."),
            (problem.Code, problem.Message));
    }

    [Fact]
    public void A_medium_that_was_changed_for_another_one_after_it_was_listed_is_refused()
    {
        BlockDevice listed;
        string path;
        using (var loop = LoopDevice.Create(_folder["disk"], Size))
            (listed, path) = (Listed(loop), loop.Path);
        // of the same size, in the same place
        using var other = LoopDevice.Create(_folder["other"], Size);
        Assert.SkipUnless(other.Path == path, "another program took the loop device");

        var problem = Assert.Single(Assert.Throws<YoctoException>(() => Medium.Open(listed)).Diagnostics);

        Assert.Equal("YOCTO5420", problem.Code);
        Assert.Contains("Nothing was written", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no XML")]
    [InlineData("<bmap/>")]
    [InlineData("<bmap><ImageSize>40960</ImageSize><BlockSize>0</BlockSize></bmap>")]
    public void What_is_no_block_map_of_the_image_leaves_the_whole_image_to_write(string text)
    {
        Assert.Null(BlockMap.Parse(text, 40960));
        Assert.Equal([new ImageRange(0, 40960)], BlockMap.Read(_folder.Write("image.bmap", text), 40960));
    }

    [Theory]
    [InlineData("2-1")]
    [InlineData("10-11")]
    [InlineData("0-9999999999")]
    [InlineData("-1-2")]
    [InlineData("x")]
    [InlineData("")]
    public void A_range_that_the_image_does_not_have_is_none(string range)
    {
        Assert.Null(BlockMap.Parse(Map(40960, range), 40960));
        Assert.Null(BlockMap.Parse(Map(40960, "0"), 40961));
        Assert.Null(BlockMap.Parse(Map(40960, "0-3", "2-4"), 40960));
    }

    private static BlockDevice Listed(LoopDevice loop) => BlockDevice.Of("/", Path.GetFileName(loop.Path));

    private static string Map(long size, params string[] ranges) => $"""
        <?xml version="1.0" ?>
        <bmap version="2.0">
            <ImageSize> {size} </ImageSize>
            <BlockSize> 4096 </BlockSize>
            <ChecksumType> sha256 </ChecksumType>
            <BlockMap>{string.Concat(ranges.Select(r => $"<Range> {r} </Range>"))}</BlockMap>
        </bmap>
        """;
}
