using Yocto.Sdk.Git;

namespace Yocto.Sdk.Layers;

/// <summary>Files on disk: a checkout, or a user's folder.</summary>
internal sealed class FolderFiles(string folder) : ILayerFiles
{
    public string? Read(string path)
    {
        var file = Path.Combine(folder, path);
        return File.Exists(file) ? File.ReadAllText(file) : null;
    }

    public bool HasFolder(string path) => Directory.Exists(Path.Combine(folder, path));

    public IReadOnlyList<string> LayerFolders()
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = ILayerFiles.SearchDepth };
        return !Directory.Exists(folder) ? [] :
            [.. Directory.EnumerateDirectories(folder, "*", options).Append(folder)
                .Where(d => File.Exists(Path.Combine(d, "conf", "layer.conf")))
                .Select(d => Path.GetRelativePath(folder, d).Replace('\\', '/'))
                .Order(StringComparer.Ordinal)];
    }
}
