using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Oci;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Product.Containers;

/// <summary>A place in an application's file that names an image.</summary>
/// <param name="Text">As it is written.</param>
/// <param name="Start">Of the written scalar, quotes included, in the file's text.</param>
/// <param name="End">After it.</param>
internal sealed record ImageUse(string Text, SourceLocation Location, int Start, int End)
{
    /// <summary>Null when it is no image's name.</summary>
    public ImageReference? Reference { get; } = ImageReference.TryParseShort(Text);

    /// <summary>Whether it is decided on the device, where it is too late.</summary>
    public bool HasVariable => Text.Contains('$');

    /// <summary>The preloaded image that it means: by the digest if it pins one, otherwise by the name.</summary>
    public PreloadedImage? Find(IReadOnlyList<PreloadedImage> containers) => Reference is not { } reference ? null
        : reference.Digest is { } digest ? containers.FirstOrDefault(c => c.Digest == digest && SameRepository(c, reference))
        : containers.FirstOrDefault(c => c.Name == reference.Name);

    /// <summary>The file's text, in which each image has its name on the device.</summary>
    public static string Rewrite(string text, IEnumerable<ImageUse> uses, IReadOnlyList<PreloadedImage> containers)
    {
        foreach (var use in uses.OrderByDescending(u => u.Start))
        {
            if (use.Find(containers) is { } container && container.Name != use.Text)
                text = string.Concat(text.AsSpan(0, use.Start), Written(container.Name, text[use.Start..use.End]), text.AsSpan(use.End));
        }

        return text;
    }

    /// <summary>What can't be started without a network.</summary>
    public static IEnumerable<Diagnostic> Problems(IEnumerable<ImageUse> uses, IReadOnlyList<PreloadedImage> containers) =>
        from use in uses
        where use.Find(containers) is null
        select use.HasVariable
            ? ContainerErrors.VariableInImage.At(use.Location, use.Text)
            : ContainerErrors.ImageNotPreloaded.At(use.Location, use.Text, containers.Count == 0 ? ""
                : $" The preloaded images are {string.Join(", ", containers.Select(c => c.Name))}.");

    // quoted where it was quoted or a block; a block ends with its line breaks
    private static string Written(string name, string before) => before switch
    {
        ['\'', ..] => $"'{name}'",
        ['"' or '|' or '>', ..] => $"\"{name}\"{before[before.TrimEnd().Length..]}",
        _ => name,
    };

    private static bool SameRepository(PreloadedImage container, ImageReference reference) =>
        ImageReference.TryParse(container.Source) is { } source
        && source.Registry == reference.Registry && source.Repository == reference.Repository;
}
