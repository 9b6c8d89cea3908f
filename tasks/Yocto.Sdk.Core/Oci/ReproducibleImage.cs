using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Text.Json;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.Oci;

/// <summary>
/// The .NET SDK writes the time of day into an image and the files of the application as the folder happens to list them. The
/// same application must be the same image: its layer is written again, sorted and without times.
/// </summary>
internal static class ReproducibleImage
{
    private static readonly string _epoch = DateTimeOffset.UnixEpoch.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);

    /// <param name="image">Its top layer is the application's.</param>
    /// <param name="folder">For the parts that are written again.</param>
    public static async Task<ContainerImage> OfAsync(ContainerImage image, string folder, CancellationToken cancellation)
    {
        var top = image.Layers[^1];
        var (layer, diff) = await WriteLayerAsync(image.FileOf(top), Path.Combine(folder, "layer.tar.gz"), cancellation);
        var config = JsonNode.Parse(await File.ReadAllBytesAsync(image.FileOf(image.Config), cancellation))!;
        config["created"] = _epoch;
        foreach (var step in config["history"]?.AsArray() ?? [])
        {
            if (step?["author"]?.GetValue<string>() == ".NET SDK")
                step["created"] = _epoch;
        }

        var diffs = config["rootfs"]!["diff_ids"]!.AsArray();
        diffs[^1] = diff;
        var configFile = Path.Combine(folder, "config.json");
        var configBytes = JsonSerializer.SerializeToUtf8Bytes(config);
        await File.WriteAllBytesAsync(configFile, configBytes, cancellation);
        var described = image.Config with { Digest = ContainerImage.DigestOf(configBytes), Size = configBytes.Length };
        var manifest = JsonSerializer.SerializeToUtf8Bytes(
            new OciManifest(2, OciMediaTypes.Manifest, described, [.. image.Layers.SkipLast(1), layer]), OciJson.Default.OciManifest);
        return new ContainerImage(manifest, image.Name, d =>
            d.Digest == layer.Digest ? Path.Combine(folder, "layer.tar.gz") : d.Digest == described.Digest ? configFile : image.FileOf(d));
    }

    private static async Task<(OciDescriptor Layer, string Diff)> WriteLayerAsync(string source, string target, CancellationToken cancellation)
    {
        var entries = await ReadAsync(source, cancellation);
        await using (var file = File.Create(target))
        await using (var gzip = new GZipStream(file, CompressionLevel.Optimal))
        await using (var tar = new TarWriter(gzip, TarEntryFormat.Gnu))
        {
            foreach (var entry in entries.OrderBy(e => e.Name, StringComparer.Ordinal))
                await tar.WriteEntryAsync(Anew(entry), cancellation);
        }

        await using var written = File.OpenRead(target);
        await using var plain = new GZipStream(written, CompressionMode.Decompress, leaveOpen: true);
        var diff = $"sha256:{await Sha256.OfAsync(plain, cancellation)}";
        written.Position = 0;
        var digest = $"sha256:{await Sha256.OfAsync(written, cancellation)}";
        return (new OciDescriptor(OciMediaTypes.GzipLayer, digest, written.Length), diff);
    }

    private static async Task<List<TarEntry>> ReadAsync(string source, CancellationToken cancellation)
    {
        var entries = new List<TarEntry>();
        await using var tar = await PackedTar.OpenAsync(source, cancellation);
        while (await tar.GetNextEntryAsync(copyData: true, cancellation) is { } entry)
            entries.Add(entry);
        return entries;
    }

    // a copy would keep the times of its extended attributes, and the headers of these are named for the process
    private static GnuTarEntry Anew(TarEntry entry)
    {
        var anew = new GnuTarEntry(entry.EntryType, entry.Name)
        {
            Mode = entry.Mode,
            Uid = entry.Uid,
            Gid = entry.Gid,
            ModificationTime = DateTimeOffset.UnixEpoch,
        };
        if (entry.DataStream is not null)
            anew.DataStream = entry.DataStream;
        if (entry.EntryType is TarEntryType.SymbolicLink or TarEntryType.HardLink)
            anew.LinkName = entry.LinkName;
        return anew;
    }
}
