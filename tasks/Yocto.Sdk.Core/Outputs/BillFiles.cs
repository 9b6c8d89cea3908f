using Yocto.Sdk.Files;

namespace Yocto.Sdk.Outputs;

/// <summary>The bills of materials that this SDK writes, in a folder of the build's own, until they are delivered.</summary>
internal static class BillFiles
{
    private const string Extension = ".cdx.json";

    /// <summary>As CycloneDX recommends the name.</summary>
    /// <param name="folder">Absolute.</param>
    /// <param name="image">Its recipe, whose name comes from bitbake and leads nowhere else.</param>
    public static string FileOf(string folder, string image) => Path.Combine(folder, image.Replace('/', '_') + Extension);

    /// <summary>Removes the bills of images that are not built any more.</summary>
    public static void Keep(string folder, IEnumerable<string> images)
    {
        var kept = images.Select(i => FileOf(folder, i)).ToHashSet(StringComparer.Ordinal);
        if (Directory.Exists(folder))
        {
            foreach (var file in Directory.EnumerateFiles(folder).Where(f => !kept.Contains(f)))
                FolderTree.RemoveFile(file);
        }
    }

    /// <summary>The bill of each image, as a file to deliver.</summary>
    public static IEnumerable<DeployedFile> Of(string folder, IReadOnlyList<DeployedFile> deployed) =>
        from list in deployed
        where list is { Task: "image_complete", Type: "Manifest" }
        let file = FileOf(folder, list.Recipe)
        where File.Exists(file)
        select new DeployedFile(file, Path.GetFileName(file), OutputKind.Artifact, "BillOfMaterials", list.Recipe, "", null);
}
