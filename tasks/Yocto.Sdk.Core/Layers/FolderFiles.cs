using Yocto.Sdk.Files;
using Yocto.Sdk.Git;

namespace Yocto.Sdk.Layers;

/// <summary>Files on disk.</summary>
/// <param name="isCheckout">Of a repository, whose links lead nowhere outside of it; a user's own folder may have others.</param>
internal sealed class FolderFiles(string folder, bool isCheckout = false) : ILayerFiles
{
    // a link to a device can be read without an end
    public string? Read(string path) =>
        At(path) is { } file && FileStatus.Of(file) is { IsFile: true } ? SmallFile.ReadText(file) : null;

    public bool HasFolder(string path) => Directory.Exists(At(path));

    public IReadOnlyList<string> LayerFolders()
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = ILayerFiles.SearchDepth };
        return !Directory.Exists(folder) ? [] :
            [.. Directory.EnumerateDirectories(folder, "*", options).Append(folder)
                .Where(d => File.Exists(Path.Combine(d, "conf", "layer.conf")))
                .Select(d => Path.GetRelativePath(folder, d).Replace('\\', '/'))
                .Order(StringComparer.Ordinal)];
    }

    private string? At(string path)
    {
        if (!isCheckout)
            return Path.Combine(folder, path);
        return TreeLinks.Resolve(path, p => new FileInfo(Path.Combine(folder, p)).LinkTarget) is { } real
            ? Path.Combine(folder, real)
            : null;
    }
}
