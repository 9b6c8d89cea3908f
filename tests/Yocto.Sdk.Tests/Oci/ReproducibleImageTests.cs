using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Yocto.Sdk.Oci;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Oci;

public sealed class ReproducibleImageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_application_is_the_same_image_whenever_and_in_whatever_order_its_files_were_written()
    {
        var first = await OfAsync("first", DateTimeOffset.UnixEpoch.AddYears(50), reversed: false);
        var second = await OfAsync("second", DateTimeOffset.UnixEpoch.AddYears(51), reversed: true);

        Assert.Equal(first.Digest, second.Digest);
        Assert.Equal(
            ["app Directory 1970 UserExecute, UserRead", "app/web RegularFile 1970 UserExecute, UserRead hello", "app/web.link SymbolicLink 1970 UserExecute, UserRead web"],
            await EntriesAsync(first));
    }

    /// <summary>As the .NET SDK writes it: directories, files and times of their own.</summary>
    private async Task<ContainerImage> OfAsync(string name, DateTimeOffset time, bool reversed)
    {
        var blobs = Path.Combine(_folder.Path, name);
        Directory.CreateDirectory(Path.Combine(blobs, "anew"));
        TarEntry[] entries =
        [
            new PaxTarEntry(TarEntryType.Directory, "app"),
            new PaxTarEntry(TarEntryType.RegularFile, "app/web") { DataStream = new MemoryStream("hello"u8.ToArray()) },
            new PaxTarEntry(TarEntryType.SymbolicLink, "app/web.link") { LinkName = "web" },
        ];
        var tar = new MemoryStream();
        await using (var writer = new TarWriter(tar, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var entry in reversed ? entries.Reverse() : entries)
            {
                entry.Mode = UnixFileMode.UserRead | UnixFileMode.UserExecute;
                entry.ModificationTime = time;
                await writer.WriteEntryAsync(entry, Cancellation);
            }
        }

        var layer = new MemoryStream();
        await using (var gzip = new GZipStream(layer, CompressionLevel.Fastest, leaveOpen: true))
            await gzip.WriteAsync(tar.ToArray(), Cancellation);
        var config = Encoding.UTF8.GetBytes($$$"""
            {"architecture":"amd64","os":"linux","created":"{{{time:O}}}","history":[{"author":".NET SDK","created":"{{{time:O}}}"}],
             "rootfs":{"type":"layers","diff_ids":["{{{ContainerImage.DigestOf(tar.ToArray())}}}"]}}
            """);
        var manifest = new JsonObject
        {
            ["schemaVersion"] = 2,
            ["config"] = Blob(config, OciMediaTypes.Configuration),
            ["layers"] = new JsonArray(Blob(layer.ToArray(), OciMediaTypes.GzipLayer)),
        };
        return await ReproducibleImage.OfAsync(
            new ContainerImage(Encoding.UTF8.GetBytes(manifest.ToJsonString()), name, d => Path.Combine(blobs, d.Digest)), Path.Combine(blobs, "anew"), Cancellation);

        JsonObject Blob(byte[] content, string type)
        {
            var digest = ContainerImage.DigestOf(content);
            File.WriteAllBytes(Path.Combine(blobs, digest), content);
            return new JsonObject { ["mediaType"] = type, ["digest"] = digest, ["size"] = content.Length };
        }
    }

    private static async Task<IReadOnlyList<string>> EntriesAsync(ContainerImage image)
    {
        await using var file = File.OpenRead(image.FileOf(image.Layers[^1]));
        await using var gzip = new GZipStream(file, CompressionMode.Decompress);
        await using var reader = new TarReader(gzip);
        var entries = new List<string>();
        while (await reader.GetNextEntryAsync(copyData: true, Cancellation) is { } entry)
        {
            var content = entry.DataStream is { } data ? new StreamReader(data).ReadToEnd() : entry.LinkName;
            entries.Add($"{entry.Name.TrimEnd('/')} {entry.EntryType} {entry.ModificationTime.Year} {entry.Mode} {content}".TrimEnd());
        }

        return entries;
    }
}
