using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.Stamp;

/// <summary>
/// The state of all files below a folder, from the file system's own words: a line a file, of path, size, times of
/// modification and of the inode's change, inode and mode; of a symbolic link also its target. The change time can't be
/// set, so that a file with an old date, or an edit that keeps date and size, is noticed.
/// </summary>
internal sealed class BuildStampFolder
{
    private readonly byte[] _text;

    private BuildStampFolder(byte[] text) => (_text, Digest) = (text, Sha256.Of(text));

    /// <summary>Of the <see cref="Lines"/>; 64 hexadecimal digits.</summary>
    public string Digest { get; }

    /// <summary>Each folder's in the order of its names.</summary>
    public IReadOnlyList<string> Lines => Encoding.UTF8.GetString(_text).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <param name="folder">Absolute.</param>
    /// <param name="excluded">Folders and files below it that don't count, for example what builds write; absolute.</param>
    public static BuildStampFolder Of(string folder, IReadOnlySet<string> excluded)
    {
        // where its folders can't be read in this way, it may have changed each time
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess)
            return new BuildStampFolder(Guid.NewGuid().ToByteArray());

        using var text = new MemoryStream();
        new Walk(folder, excluded, text).Run();
        return new BuildStampFolder(text.ToArray());
    }

    /// <summary>
    /// Only these files of a folder, without the time of the inode's change: a build makes hard links to the files of a source tree.
    /// </summary>
    /// <param name="names">Relative to the folder.</param>
    public static BuildStampFolder OfFiles(string folder, IEnumerable<string> names)
    {
        var lines = names.Select(name => FileStatus.Of(Path.Join(folder, name), follow: false) is { } status ? Line(folder, name, status) : null)
            .OfType<string>().Order(StringComparer.Ordinal);
        return new BuildStampFolder(Encoding.UTF8.GetBytes(string.Concat(lines)));
    }

    private static string Line(string folder, string name, FileStatus status) => status.IsSymlink
        ? $"{name}\t-> {new FileInfo(Path.Join(folder, name)).LinkTarget}\n"
        : string.Create(CultureInfo.InvariantCulture, $"{name}\t{status.Size} {status.Modified} {status.Inode} {status.Mode:x}\n");

    /// <summary>In bytes from end to end: a build with nothing to do looks at every file, and would make strings for nobody.</summary>
    private sealed class Walk(string root, IReadOnlySet<string> excluded, MemoryStream text)
    {
        // the system's own limit, with the byte 0 at the end
        private const int PathLimit = 4096;

        private const int LongestFingerprint = 128;

        private readonly byte[] _root = Encoding.UTF8.GetBytes(root + "/");
        private readonly byte[][] _excluded = [.. excluded.Select(Encoding.UTF8.GetBytes)];
        private readonly byte[] _path = new byte[PathLimit];
        private readonly byte[] _fingerprint = new byte[LongestFingerprint];

        // where links lead to outside the folder, and what is below these
        private readonly HashSet<string> _outside = new([KeyOf(Encoding.UTF8.GetBytes(root))], StringComparer.Ordinal);
        private readonly Queue<string> _targets = new();

        /// <summary>Reads the root, then each folder outside that links lead to.</summary>
        public void Run()
        {
            var folder = root;
            do
            {
                var length = Encoding.UTF8.GetByteCount(folder);
                Require(length);
                Encoding.UTF8.GetBytes(folder, _path);
                Enter(length, isOutside: folder != root);
            }
            while (_targets.TryDequeue(out folder!));
        }

        /// <param name="length">Of the folder's path, which is at the beginning of <see cref="_path"/>.</param>
        private void Enter(int length, bool isOutside)
        {
            _path[length] = 0;
            foreach (var (name, status) in FolderEntry.In(_path))
            {
                var end = length + 1 + name.Length;
                Require(end);
                _path[length] = (byte)'/';
                name.CopyTo(_path, length + 1);
                _path[end] = 0;
                if (!status.IsFolder)
                {
                    if (Counts(name) && !IsExcluded(end))
                        Write(end, status, isOutside);
                }
                else if (MayEnter(name) && !IsExcluded(end) && (!isOutside || _outside.Add(KeyOf(_path.AsSpan(0, end)))))
                {
                    Enter(end, isOutside);
                }
            }
        }

        // git's own files change with every look at the repository, Python's with every run
        private static bool MayEnter(ReadOnlySpan<byte> name) => !name.SequenceEqual(".git"u8) && !name.SequenceEqual("__pycache__"u8);

        private bool IsExcluded(int end)
        {
            foreach (var path in _excluded)
            {
                if (path.AsSpan().SequenceEqual(_path.AsSpan(0, end)))
                    return true;
            }

            return false;
        }

        // bitbake writes pyshtables.py again next to its own code whenever it starts, because it looks for it in the wrong place
        private static bool Counts(ReadOnlySpan<byte> name) =>
            !name.EndsWith(".pyc"u8) && !name.SequenceEqual(".git"u8) && !name.SequenceEqual("pyshtables.py"u8);

        private void Write(int end, FileStatus status, bool isOutside)
        {
            var begin = isOutside ? 0 : _root.Length;
            text.Write(_path, begin, end - begin);
            Utf8.TryWrite(_fingerprint, CultureInfo.InvariantCulture,
                $"\t{status.Size} {status.Modified} {status.Changed} {status.Inode} {status.Mode:x}", out var length);
            text.Write(_fingerprint, 0, length);
            if (status.IsSymlink)
                text.Write(Encoding.UTF8.GetBytes(WhatIsBehind(end)));
            text.WriteByte((byte)'\n');
        }

        /// <summary>The target of a link, which may be outside the folder, is read through the link.</summary>
        private string WhatIsBehind(int end)
        {
            var target = TargetOf(Encoding.UTF8.GetString(_path, 0, end));
            var final = FileStatus.In(Libc.CurrentFolder, _path, follow: true);
            if (final is { IsFolder: true } && target is not null && !FolderPath.Contains(root, target)
                && !excluded.Contains(target) && _outside.Add(KeyOf(Encoding.UTF8.GetBytes(target))))
            {
                _targets.Enqueue(target);
            }

            return $" -> {target} {(final is { IsFile: true } f ? f.Fingerprint : "")}";
        }

        private static string? TargetOf(string link)
        {
            try
            {
                return File.ResolveLinkTarget(link, returnFinalTarget: true)?.FullName;
            }
            catch (IOException)
            {
                // links in a circle lead to no file, and one that is gone meanwhile has no target
                return new FileInfo(link).LinkTarget;
            }
        }

        // one for each path, text or not
        private static string KeyOf(ReadOnlySpan<byte> path) => Encoding.Latin1.GetString(path);

        private void Require(int length)
        {
            if (length >= PathLimit)
                throw new PathTooLongException($"A path below {root} has more than {PathLimit - 1} bytes.");
        }
    }
}
