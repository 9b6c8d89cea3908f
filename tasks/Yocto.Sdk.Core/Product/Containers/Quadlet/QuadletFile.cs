using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Product.Containers.Quadlet;

/// <summary>A file from which podman's Quadlet makes a systemd unit, with the images that it runs.</summary>
/// <param name="Yaml">What a <c>.kube</c> file runs; null for another file, or when the YAML is elsewhere on the device.</param>
/// <param name="Images">Of the file itself, or of its YAML.</param>
/// <param name="Starts">Whether it has a section that starts it.</param>
internal sealed partial record QuadletFile(string Path, string Text, KubeFile? Yaml, IReadOnlyList<ImageUse> Images, bool Starts)
{
    /// <summary>The unit that Quadlet makes: <c>web.service</c> of <c>web.container</c>.</summary>
    public string Unit => System.IO.Path.GetFileNameWithoutExtension(Path) + (Kind is ".container" or ".kube" ? "" : Kind.Replace('.', '-')) + ".service";

    public bool IsApplication => Kind is ".container" or ".kube";

    private string Kind => System.IO.Path.GetExtension(Path);

    public static bool Reads(string path) => System.IO.Path.GetExtension(path) is ".container" or ".kube" or ".network" or ".volume" or ".pod";

    /// <exception cref="YoctoException">It can't be read.</exception>
    public static QuadletFile Read(string path, SourceLocation? askedAt)
    {
        var text = ApplicationText.Read(path, "Quadlet", askedAt);
        var kind = System.IO.Path.GetExtension(path);
        var yaml = kind == ".kube" && Key(text, "Yaml") is { } named && !named.Value.StartsWith('/')
            ? ReadYaml(path, named.Value, Place(path, text, named))
            : null;
        IReadOnlyList<ImageUse> images = kind == ".container" && Key(text, "Image") is { } image
            // the image of an .image or .build unit is made on the device
            ? [new ImageUse(image.Value, Place(path, text, image), image.Index, image.Index + image.Length)]
            : yaml is null ? [] : [.. ImagesIn(yaml).Select(yaml.ImageAt)];
        return new QuadletFile(path, text, yaml is null ? null : new KubeFile(yaml.File, yaml.Text), images, Install().IsMatch(text));
    }

    private static YamlText ReadYaml(string quadlet, string name, SourceLocation place)
    {
        var folder = System.IO.Path.GetDirectoryName(quadlet)!;
        if (name.Contains('/') || name.Contains('\0'))
            throw new YoctoException(ContainerErrors.YamlElsewhere.At(place, name, System.IO.Path.GetFileName(quadlet)));
        var file = System.IO.Path.Combine(folder, name);
        if (File.Exists(file) && !FolderPath.Holds(folder, file))
            throw new YoctoException(ContainerErrors.LinkLeadsOut.At(place, name, System.IO.Path.GetFileName(quadlet)));
        return YamlText.Read(file, "Kubernetes", place);
    }

    // Quadlet takes the last
    private static Group? Key(string text, string name) =>
        KeyLine().Matches(text).LastOrDefault(m => m.Groups["key"].Value == name)?.Groups["value"];

    private static SourceLocation Place(string path, string text, Group value)
    {
        var before = text.AsSpan(0, value.Index);
        return new SourceLocation(path, before.Count('\n') + 1, value.Index - before.LastIndexOf('\n'));
    }

    /// <summary>Each once: an alias is the node of its anchor.</summary>
    private static List<YamlScalarNode> ImagesIn(YamlText yaml)
    {
        var seen = new HashSet<YamlNode>(ReferenceEqualityComparer.Instance);
        return [.. yaml.Documents.SelectMany(d => In(d.RootNode))];

        IEnumerable<YamlScalarNode> In(YamlNode node) => node switch
        {
            YamlMappingNode mapping when seen.Add(mapping) => mapping.Children.SelectMany(c =>
                c is { Key: YamlScalarNode { Value: "image" }, Value: YamlScalarNode image } ? seen.Add(image) ? [image] : [] : In(c.Value)),
            YamlSequenceNode list when seen.Add(list) => list.SelectMany(In),
            _ => [],
        };
    }

    [GeneratedRegex(@"^(?<key>[A-Za-z]+)[ \t]*=[ \t]*(?<value>\S+)[ \t]*\r?$", RegexOptions.Multiline)]
    private static partial Regex KeyLine();

    [GeneratedRegex(@"^\[Install\]", RegexOptions.Multiline)]
    private static partial Regex Install();
}
