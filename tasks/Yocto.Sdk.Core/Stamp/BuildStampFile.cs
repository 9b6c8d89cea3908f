using Yocto.Sdk.Files;

namespace Yocto.Sdk.Stamp;

/// <summary>
/// The stamp on the disk, as three files: <c>yocto.stamp</c> of the last finished build, <c>.files</c> next to it
/// with the files of each layer (read only to name the one that changed), and <c>.before</c>, the inputs of the build
/// that is going on, which becomes the stamp when that succeeds: a file edited meanwhile makes the next build stale.
/// </summary>
internal sealed class BuildStampFile(string file)
{
    // no line of a file begins so, whatever the file is called
    private const string FolderMark = "\t";

    private readonly string _files = file + ".files";
    private readonly string _before = file + ".before";
    private readonly string _beforeFiles = file + ".before.files";

    public BuildStamp? Last => BuildStamp.Read(file);

    public BuildStamp? Before => BuildStamp.Read(_before);

    /// <summary>The build begins: there is no stamp until it has finished.</summary>
    public void Begin(BuildStampCapture capture)
    {
        FolderTree.RemoveFile(file);
        FolderTree.RemoveFile(_before);
        WholeFile.Write(_beforeFiles, string.Join('\n',
            capture.Folders.OrderBy(f => f.Key, StringComparer.Ordinal).SelectMany(f => f.Value.Lines.Prepend(FolderMark + f.Key))));
        capture.Stamp.Write(_before);
    }

    public void Remove()
    {
        foreach (var part in (string[])[file, _files, _before, _beforeFiles])
            FolderTree.RemoveFile(part);
    }

    public void End(BuildStamp stamp)
    {
        File.Move(_beforeFiles, _files, overwrite: true);
        stamp.Write(file);
        FolderTree.RemoveFile(_before);
    }

    /// <summary>The paths of what was added, edited or deleted in a folder since the last stamp.</summary>
    public IReadOnlyList<string> Changed(string folder, BuildStampFolder? now)
    {
        if (now is null || !File.Exists(_files))
            return [];

        var before = File.ReadLines(_files)
            .SkipWhile(l => l != FolderMark + folder).Skip(1)
            .TakeWhile(l => !l.StartsWith(FolderMark, StringComparison.Ordinal))
            .ToHashSet(StringComparer.Ordinal);
        var lines = now.Lines.ToHashSet(StringComparer.Ordinal);
        return [.. before.Except(lines).Concat(lines.Except(before))
            .Select(l => Path.Combine(folder, l.Split('\t')[0]))
            .Distinct()
            .Order(StringComparer.Ordinal)];
    }
}
