using Yocto.Sdk.Files;

namespace Yocto.Sdk.Product.Layer;

/// <summary>The folder of a product layer.</summary>
/// <param name="folder">Absolute; all in it is generated.</param>
internal sealed class ProductLayer(string folder)
{
    private const UnixFileMode Plain =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode Executable =
        Plain | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Writes what differs and removes what is not listed: bitbake's caches go by the files' times.</summary>
    public void Write(IReadOnlyList<LayerFile> files)
    {
        Directory.CreateDirectory(folder);
        var listed = files.Select(file => Path.Combine(folder, file.Path)).ToHashSet(StringComparer.Ordinal);
        foreach (var stale in Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(file => !listed.Contains(file)))
            File.Delete(stale);
        RemoveEmptyFolders(folder);
        foreach (var file in files)
            Write(file);
    }

    private void Write(LayerFile file)
    {
        var path = Path.Combine(folder, file.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (file.CopyOf is not null)
        {
            Copy(file.CopyOf, path);
            return;
        }

        WholeFile.WriteIfChanged(path, file.Text!);
        var mode = file.Executable ? Executable : Plain;
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(path) != mode)
            File.SetUnixFileMode(path, mode);
    }

    private static void Copy(string source, string target)
    {
        if (IsCopy(source, target))
            return;
        File.Delete(target);
        HardLink.OrCopy(source, target);
        if (!IsCopy(source, target))
            File.SetLastWriteTimeUtc(target, File.GetLastWriteTimeUtc(source));
    }

    private static bool IsCopy(string source, string target) =>
        FileStatus.Of(target) is { } copy && FileStatus.Of(source) is { } original
        && copy.Size == original.Size && copy.Modified == original.Modified;

    private static void RemoveEmptyFolders(string parent)
    {
        foreach (var inner in Directory.GetDirectories(parent))
        {
            RemoveEmptyFolders(inner);
            FolderTree.RemoveIfEmpty(inner);
        }
    }
}
