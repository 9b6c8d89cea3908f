using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Enumeration;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.Stamp;

/// <summary>
/// The state of all files below a folder, from the file system's own words: a line a file, of path, size, times of
/// modification and of the inode's change, inode and mode; of a symbolic link also its target. The change time can't be
/// set, so that a file with an old date, or an edit that keeps date and size, is noticed.
/// </summary>
/// <param name="Digest">Of the <paramref name="Lines"/>; 64 hexadecimal digits.</param>
/// <param name="Lines">In ordinal order of the paths.</param>
internal sealed record BuildStampFolder(string Digest, IReadOnlyList<string> Lines)
{
    // bitbake writes it again next to its own code whenever it starts, because it looks for it in the wrong place
    private const string ShellParserTables = "pyshtables.py";

    private static readonly EnumerationOptions _all = new()
    {
        AttributesToSkip = 0,
        IgnoreInaccessible = true,
        RecurseSubdirectories = false,
    };

    /// <param name="folder">Absolute.</param>
    /// <param name="excluded">Folders and files below it that don't count, for example what builds write; absolute.</param>
    public static BuildStampFolder Of(string folder, IReadOnlySet<string> excluded)
    {
        var lines = new ConcurrentBag<string[]>();
        var othersNames = false;
        var seen = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal) { [folder] = true };
        for (var level = new ConcurrentBag<string> { folder }; !level.IsEmpty;)
        {
            var next = new ConcurrentBag<string>();
            Parallel.ForEach(level, f => lines.Add(Scan(f, excluded, inner =>
            {
                if (!excluded.Contains(inner) && seen.TryAdd(inner, true))
                    next.Add(inner);
            }, () => othersNames = true, folder)));
            level = next;
        }

        if (othersNames)
            lines.Add([.. NamesInBytes.StatusBelow(folder, excluded)]);
        var sorted = lines.SelectMany(l => l).ToArray();
        Array.Sort(sorted, StringComparer.Ordinal);
        return new BuildStampFolder(Sha256.Of(string.Concat(sorted.Select(l => l + "\n"))), sorted);
    }

    /// <summary>
    /// Only these files of a folder, without the time of the inode's change: a build makes hard links to the files of a source tree.
    /// </summary>
    /// <param name="names">Relative to the folder.</param>
    public static BuildStampFolder OfFiles(string folder, IEnumerable<string> names)
    {
        var lines = names.Select(name => FileStatus.Of(Path.Join(folder, name), follow: false) is { } status ? Line(folder, name, status) : null)
            .OfType<string>().Order(StringComparer.Ordinal).ToArray();
        return new BuildStampFolder(Sha256.Of(string.Concat(lines.Select(l => l + "\n"))), lines);
    }

    private static string Line(string folder, string name, FileStatus status) => status.IsSymlink
        ? $"{name}\t-> {new FileInfo(Path.Join(folder, name)).LinkTarget}"
        : string.Create(CultureInfo.InvariantCulture, $"{name}\t{status.Size} {status.Modified} {status.Inode} {status.Mode:x}");

    private static string[] Scan(string folder, IReadOnlySet<string> excluded, Action<string> addFolder, Action foundOther, string root)
    {
        var lines = new List<string>();
        try
        {
            foreach (var name in new FileSystemEnumerable<string>(folder, (ref entry) => entry.FileName.ToString(), _all))
            {
                var path = Path.Join(folder, name);
                if (FileStatus.Of(path, follow: false) is not { } status)
                {
                    if (name.Contains('\ufffd'))
                        foundOther();
                    continue;
                }

                if (status.IsFolder)
                {
                    // git's own files change with every look at the repository, Python's with every run
                    if (name is not (".git" or "__pycache__"))
                        addFolder(path);
                }
                else if (!name.EndsWith(".pyc", StringComparison.Ordinal) && name is not (".git" or ShellParserTables) && !excluded.Contains(path))
                {
                    lines.Add(Line(path, root, status, addFolder));
                }
            }
        }
        catch (DirectoryNotFoundException)
        {
            // removed in the meantime: its files are missing from the lines
        }

        return [.. lines];
    }

    private static string Line(string path, string root, FileStatus status, Action<string> addFolder)
    {
        var name = FolderPath.Contains(root, path) ? path[(root.Length + 1)..] : path;
        var line = string.Create(CultureInfo.InvariantCulture,
            $"{name}\t{status.Fingerprint} {status.Mode:x}");
        if (!status.IsSymlink)
            return line;

        // the target of a link, which may be outside the folder, is read through the link
        var target = TargetOf(path);
        var final = FileStatus.Of(path);
        if (final is { IsFolder: true } && target is not null && !FolderPath.Contains(root, target))
            addFolder(target);
        return $"{line} -> {target} {(final is { IsFile: true } f ? f.Fingerprint : "")}";
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
}
