using System.Formats.Tar;
using System.Security.Cryptography;
using Yocto.Sdk.Files;
using Yocto.Sdk.Oci;

namespace Yocto.Sdk.Materials;

/// <summary>
/// The files of a container image: those of its layers, the later over the earlier ones, by OCI's image specification
/// (<c>layer.md</c>): <c>.wh.name</c> takes a file away, <c>.wh..wh..opq</c> all that the layers before have in its folder.
/// </summary>
internal sealed class ContainerFiles
{
    private const string Whiteout = ".wh.";
    private const string Opaque = ".wh..wh..opq";

    // a distribution has some ten thousand, an image with a model or a node_modules some hundred thousand
    private const int MostFiles = 2_000_000;

    // of what is read into memory: the databases of package managers
    private const int LargestRead = 64 << 20;

    private readonly SortedDictionary<string, ContainerFile> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _links = new(StringComparer.Ordinal);
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]> _contents = new(StringComparer.Ordinal);

    private ContainerFiles(ContainerImage image) => Image = image;

    public ContainerImage Image { get; }

    /// <summary>Regular files by their path, without a slash at its beginning.</summary>
    public IReadOnlyDictionary<string, ContainerFile> All => _files;

    /// <param name="archive">Of an image for one platform; absolute.</param>
    /// <param name="work">A folder that is made and removed; absolute.</param>
    /// <param name="isRead">Whether the content of a path is kept.</param>
    /// <exception cref="ImageUnusableException">It is no image.</exception>
    public static async Task<ContainerFiles> ReadAsync(
        string archive, string work, ImagePlatform platform, Func<string, bool> isRead, CancellationToken cancellation)
    {
        try
        {
            FolderTree.Remove(work);
            await ImageArchive.UnpackAsync(archive, work, cancellation);
            var files = new ContainerFiles(await new ImageFolder(work).ReadAsync(platform, cancellation));
            foreach (var layer in files.Image.Layers)
                await files.AddAsync(layer, isRead, cancellation);
            return files;
        }
        finally
        {
            FolderTree.Remove(work);
        }
    }

    /// <summary>The content of a path that was to be read; null where there is none.</summary>
    public byte[]? Read(string path) => _contents.GetValueOrDefault(Resolve(path));

    /// <summary>Paths that were read.</summary>
    public IEnumerable<string> Contents => _contents.Keys.Order(StringComparer.Ordinal);

    /// <summary>A path as the layers have it: <c>/lib/libc.so.6</c> is <c>usr/lib/libc.so.6</c> where <c>/lib</c> is a link.</summary>
    public string Resolve(string path)
    {
        var parts = new List<string>();
        var rest = new Stack<string>(path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse());
        for (var followed = 0; rest.TryPop(out var part);)
        {
            if (part == ".")
                continue;
            if (part == "..")
            {
                if (parts.Count > 0)
                    parts.RemoveAt(parts.Count - 1);
                continue;
            }

            parts.Add(part);
            // as many as the kernel follows
            if (!_links.TryGetValue(string.Join('/', parts), out var target) || ++followed > 40)
                continue;
            parts.RemoveAt(parts.Count - 1);
            if (target.StartsWith('/'))
                parts.Clear();
            foreach (var word in target.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse())
                rest.Push(word);
        }

        return string.Join('/', parts);
    }

    private async Task AddAsync(OciDescriptor layer, Func<string, bool> isRead, CancellationToken cancellation)
    {
        try
        {
            await using var tar = await PackedTar.OpenAsync(Image.FileOf(layer), cancellation);
            var own = new HashSet<string>(StringComparer.Ordinal);
            long bytes = 0;
            while (await tar.GetNextEntryAsync(copyData: false, cancellation) is { } entry)
            {
                UnpackedSize.Bound(bytes += entry.Length);
                var path = string.Join('/', entry.Name.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(p => p != "."));
                var name = path[(path.LastIndexOf('/') + 1)..];
                var folder = path.Length > name.Length ? path[..(path.Length - name.Length - 1)] : "";
                if (name == Opaque)
                    RemoveUnder(folder, except: own);
                else if (name.StartsWith(Whiteout, StringComparison.Ordinal))
                    Remove(folder.Length == 0 ? name[Whiteout.Length..] : $"{folder}/{name[Whiteout.Length..]}");
                else if (path.Length > 0)
                    await AddAsync(entry, path, isRead, cancellation);
                own.Add(path);
                if (_files.Count > MostFiles)
                    throw new ImageUnusableException($"it has more than {MostFiles} files");
            }
        }
        catch (Exception e) when (PackedTar.IsDamage(e))
        {
            throw new ImageUnusableException($"its layer {layer.Digest} is not a tar file, or it is damaged", e);
        }
    }

    private async Task AddAsync(TarEntry entry, string path, Func<string, bool> isRead, CancellationToken cancellation)
    {
        switch (entry.EntryType)
        {
            case TarEntryType.Directory:
                // a folder stays as it is, and is put in the place of anything else
                if (_files.ContainsKey(path) || _links.ContainsKey(path))
                    Remove(path);
                break;
            case TarEntryType.SymbolicLink:
                Remove(path);
                Know(path);
                _links[path] = entry.LinkName;
                break;
            case TarEntryType.HardLink:
                var target = Resolve(entry.LinkName);
                if (!_files.TryGetValue(target, out var linked))
                    break;
                var content = _contents.GetValueOrDefault(target);
                Remove(path);
                Know(path);
                _files[path] = linked;
                if (content is not null && isRead(path))
                    _contents[path] = content;
                break;
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile:
                Remove(path);
                Know(path);
                var keeps = isRead(path) && entry.Length <= LargestRead;
                var (file, bytes) = await ReadAsync(entry, keeps, cancellation);
                _files[path] = file;
                if (bytes is not null)
                    _contents[path] = bytes;
                break;
        }
    }

    private static async Task<(ContainerFile File, byte[]? Content)> ReadAsync(TarEntry entry, bool keeps, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var content = keeps ? new MemoryStream() : null;
        var block = new byte[1 << 16];
        for (int read; entry.DataStream is { } data && (read = await data.ReadAsync(block, cancellation)) > 0;)
        {
            hash.AppendData(block, 0, read);
            content?.Write(block, 0, read);
        }

        return (new ContainerFile(entry.Length, Convert.ToHexStringLower(hash.GetHashAndReset())), content?.ToArray());
    }

    private void Remove(string path)
    {
        _contents.Remove(path);
        _links.Remove(path);
        _files.Remove(path);
        if (_folders.Contains(path))
            RemoveUnder(path, []);
    }

    private void Know(string path)
    {
        for (var end = path.LastIndexOf('/'); end > 0 && _folders.Add(path[..end]);)
            end = path.LastIndexOf('/', end - 1);
    }

    private void RemoveUnder(string folder, HashSet<string> except)
    {
        bool IsUnder(string path) => (folder.Length == 0 || path.StartsWith($"{folder}/", StringComparison.Ordinal)) && !except.Contains(path);
        foreach (var path in _files.Keys.Where(IsUnder).ToList())
        {
            _files.Remove(path);
            _contents.Remove(path);
        }

        foreach (var path in _links.Keys.Where(IsUnder).ToList())
            _links.Remove(path);
    }
}

/// <param name="Size">In bytes.</param>
/// <param name="Sha256">64 hexadecimal digits.</param>
internal sealed record ContainerFile(long Size, string Sha256);
