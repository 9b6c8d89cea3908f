using System.Text.RegularExpressions;

namespace Yocto.Sdk.Outputs;

/// <summary>
/// Reads the names of an image recipe's files: <c>${IMAGE_LINK_NAME}.type</c>, or with the time of the build in it, as
/// <c>…-20261123234143.type</c> (from nanbield on) and <c>…-20261123234143.rootfs.type</c> (before).
/// </summary>
/// <param name="linkName"><c>IMAGE_LINK_NAME</c>; a distribution may leave it empty.</param>
/// <param name="fileTypes"><c>IMAGE_FSTYPES</c>.</param>
internal sealed partial class ImageFileNames(string? linkName, string? fileTypes)
{
    private static readonly HashSet<string> _noImages =
        new(["env", "cfg", "json", "cve", "txt", "log", "sig", "asc", "zsync", "gzsync", "vex"], StringComparer.Ordinal);

    private readonly HashSet<string> _types =
        new((fileTypes ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);

    /// <summary>The kind of a file and its type: all that follows the image's name, so <c>tar.zst</c> and not <c>zst</c>.</summary>
    public (OutputKind Kind, string Type) TypeOf(string name)
    {
        var type = Suffix(name);
        return type switch
        {
            null => (OutputKind.Artifact, "Other"),
            "manifest" => (OutputKind.Artifact, "Manifest"),
            "testdata.json" => (OutputKind.Artifact, "TestData"),
            "qemuboot.conf" => (OutputKind.Artifact, "QemuBootConf"),
            _ when type.StartsWith("spdx.", StringComparison.Ordinal) => (OutputKind.Artifact, "Spdx"),
            _ when type.EndsWith(".bmap", StringComparison.Ordinal) => (OutputKind.Artifact, "Bmap"),
            _ when type.EndsWith("sum", StringComparison.Ordinal) && !type.StartsWith("jffs2", StringComparison.Ordinal) =>
                (OutputKind.Artifact, "Other"),
            _ when _types.Contains(type) => (OutputKind.Image, type),
            _ when _noImages.Contains(type[(type.LastIndexOf('.') + 1)..]) => (OutputKind.Artifact, "Other"),
            _ => (OutputKind.Image, type),
        };
    }

    /// <summary>Tells each image which block map and which list of packages belong to it.</summary>
    public IReadOnlyList<DeployedFile> Relate(IReadOnlyList<DeployedFile> files)
    {
        var bySuffix = files
            .Where(f => f.Task == "image_complete" && Suffix(Path.GetFileName(f.Name)) is not null)
            .DistinctBy(f => Suffix(Path.GetFileName(f.Name)))
            .ToDictionary(f => Suffix(Path.GetFileName(f.Name))!, f => f.Name, StringComparer.Ordinal);
        return [.. files.Select(f => f.Kind != OutputKind.Image ? f : f with
        {
            Manifest = bySuffix.GetValueOrDefault("manifest"),
            // bmaptool reads a compressed image with the block map of the plain one
            Bmap = bySuffix.GetValueOrDefault(f.Type + ".bmap")
                ?? bySuffix.GetValueOrDefault(Path.GetFileNameWithoutExtension(f.Type) + ".bmap"),
        })];
    }

    private string? Suffix(string name)
    {
        if (!string.IsNullOrEmpty(linkName) && name.StartsWith(linkName + ".", StringComparison.Ordinal))
            return name[(linkName.Length + 1)..];
        return TimedName().Match(name) is { Success: true } timed ? timed.Groups[1].Value : null;
    }

    [GeneratedRegex(@"^.+-\d{14}(?:\.rootfs)?\.(.+)$")]
    private static partial Regex TimedName();
}
