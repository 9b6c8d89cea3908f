using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Yocto.Sdk.Testing.Containers;

/// <summary>Makes images of files and keeps them as an OCI image layout.</summary>
public sealed class OciLayout
{
    public const string Index = "application/vnd.oci.image.index.v1+json";
    public const string Manifest = "application/vnd.oci.image.manifest.v1+json";
    public const string DockerIndex = "application/vnd.docker.distribution.manifest.list.v2+json";
    public const string DockerManifest = "application/vnd.docker.distribution.manifest.v2+json";

    private readonly JsonArray _manifests = [];

    public OciLayout(string folder)
    {
        Folder = folder;
        Directory.CreateDirectory(Path.Combine(folder, "blobs/sha256"));
        File.WriteAllText(Path.Combine(folder, "oci-layout"), """{"imageLayoutVersion":"1.0.0"}""");
    }

    public string Folder { get; }

    /// <summary>The file of a blob, by its digest.</summary>
    public string this[string digest] => Path.Combine(Folder, "blobs", digest.Replace(':', '/'));

    /// <summary>Adds an image, and returns the descriptor of its manifest.</summary>
    /// <param name="files">Content by path; all executable.</param>
    /// <param name="links">Targets of symbolic links by path.</param>
    /// <param name="environment">Each <c>NAME=value</c>.</param>
    /// <param name="more">The layers over the first.</param>
    public JsonObject AddImage(
        string architecture, IReadOnlyDictionary<string, byte[]> files, string[]? entrypoint = null, string? variant = null, string mediaType = Manifest,
        IReadOnlyDictionary<string, string>? links = null, string[]? environment = null, params IReadOnlyDictionary<string, byte[]>[] more)
    {
        var docker = mediaType == DockerManifest;
        byte[][] tars = [Tar(files, links), .. more.Select(m => Tar(m))];
        var layers = tars.Select(t => AddBlob(Gzip(t), docker ? "application/vnd.docker.image.rootfs.diff.tar.gzip" : "application/vnd.oci.image.layer.v1.tar+gzip"));
        var config = new JsonObject
        {
            ["architecture"] = architecture,
            ["os"] = "linux",
            ["config"] = new JsonObject
            {
                ["Entrypoint"] = ArrayOf(entrypoint ?? ["/bin/true"]),
                ["Env"] = ArrayOf(environment ?? []),
            },
            ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = ArrayOf([.. tars.Select(Digest)]) },
        };
        if (variant is not null)
            config["variant"] = variant;
        var configBlob = AddBlob(config, docker ? "application/vnd.docker.container.image.v1+json" : "application/vnd.oci.image.config.v1+json");
        var manifest = AddBlob(
            new JsonObject { ["schemaVersion"] = 2, ["mediaType"] = mediaType, ["config"] = configBlob, ["layers"] = new JsonArray([.. layers]) }, mediaType);
        manifest["platform"] = new JsonObject { ["os"] = "linux", ["architecture"] = architecture };
        if (variant is not null)
            manifest["platform"]!["variant"] = variant;
        return manifest;
    }

    /// <summary>Adds an index of images, and returns its descriptor.</summary>
    public JsonObject AddIndex(string mediaType, params JsonObject[] manifests) => AddBlob(
        new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = mediaType,
            ["manifests"] = new JsonArray([.. manifests.Select(m => m.DeepClone())]),
        }, mediaType);

    /// <summary>Names an image in <c>index.json</c>.</summary>
    public OciLayout Name(JsonObject descriptor, string? name = null)
    {
        var named = (JsonObject)descriptor.DeepClone();
        if (name is not null)
            named["annotations"] = new JsonObject { ["org.opencontainers.image.ref.name"] = name };
        _manifests.Add(named);
        File.WriteAllText(Path.Combine(Folder, "index.json"),
            new JsonObject { ["schemaVersion"] = 2, ["mediaType"] = Index, ["manifests"] = _manifests.DeepClone() }.ToJsonString());
        return this;
    }

    /// <summary>The layout as a tar file.</summary>
    public string Archive(string file, bool gzip = false)
    {
        using var target = File.Create(file);
        using Stream stream = gzip ? new GZipStream(target, CompressionLevel.Fastest) : target;
        TarFile.CreateFromDirectory(Folder, stream, includeBaseDirectory: false);
        return file;
    }

    public static string DigestOf(JsonObject descriptor) => (string)descriptor["digest"]!;

    public static string Digest(byte[] content) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}";

    public static byte[] Tar(IReadOnlyDictionary<string, byte[]> files, IReadOnlyDictionary<string, string>? links = null)
    {
        using var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var folder in files.Keys.Concat(links?.Keys ?? []).SelectMany(FoldersAbove).Distinct().Order(StringComparer.Ordinal))
            {
                tar.WriteEntry(new UstarTarEntry(TarEntryType.Directory, folder)
                {
                    Mode = (UnixFileMode)Convert.ToInt32("755", 8),
                    ModificationTime = DateTimeOffset.UnixEpoch,
                });
            }

            foreach (var (path, content) in files)
            {
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, path)
                {
                    Mode = (UnixFileMode)Convert.ToInt32("755", 8),
                    ModificationTime = DateTimeOffset.UnixEpoch,
                    DataStream = new MemoryStream(content),
                });
            }

            foreach (var (path, target) in links ?? new Dictionary<string, string>())
                tar.WriteEntry(new UstarTarEntry(TarEntryType.SymbolicLink, path) { LinkName = target, ModificationTime = DateTimeOffset.UnixEpoch });
        }

        return stream.ToArray();
    }

    private static JsonArray ArrayOf(string[] texts) => [.. texts.Select(t => (JsonNode)t)];

    private static IEnumerable<string> FoldersAbove(string path)
    {
        for (var folder = Path.GetDirectoryName(path); folder is { Length: > 0 }; folder = Path.GetDirectoryName(folder))
            yield return folder;
    }

    private JsonObject AddBlob(JsonObject content, string mediaType) => AddBlob(Encoding.UTF8.GetBytes(content.ToJsonString()), mediaType);

    private JsonObject AddBlob(byte[] content, string mediaType)
    {
        var digest = Digest(content);
        File.WriteAllBytes(this[digest], content);
        return new JsonObject { ["mediaType"] = mediaType, ["digest"] = digest, ["size"] = content.Length };
    }

    private static byte[] Gzip(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(content);
        return stream.ToArray();
    }
}
