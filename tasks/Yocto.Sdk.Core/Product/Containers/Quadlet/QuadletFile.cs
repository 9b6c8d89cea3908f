using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;
using Yocto.Sdk.Diagnostics;
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
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new YoctoException(ContainerErrors.ApplicationFileUnreadable.At(askedAt, "Quadlet", path, e.Message), e);
        }

        var kind = System.IO.Path.GetExtension(path);
        var yaml = kind == ".kube" && Key(text, "Yaml") is { } named && !named.Value.StartsWith('/')
            ? YamlText.Read(System.IO.Path.GetFullPath(named.Value, System.IO.Path.GetDirectoryName(path)!), "Kubernetes", Place(path, text, named))
            : null;
        IReadOnlyList<ImageUse> images = kind == ".container" && Key(text, "Image") is { } image
            // the image of an .image or .build unit is made on the device
            ? [new ImageUse(image.Value, Place(path, text, image), image.Index, image.Index + image.Length)]
            : yaml is null ? [] : [.. yaml.Documents.SelectMany(d => ImagesIn(d.RootNode)).Select(yaml.ImageAt)];
        return new QuadletFile(path, text, yaml is null ? null : new KubeFile(yaml.File, yaml.Text), images, Install().IsMatch(text));
    }

    private static Group? Key(string text, string name) =>
        KeyLine().Matches(text).FirstOrDefault(m => m.Groups["key"].Value == name)?.Groups["value"];

    private static SourceLocation Place(string path, string text, Group value)
    {
        var before = text.AsSpan(0, value.Index);
        return new SourceLocation(path, before.Count('\n') + 1, value.Index - before.LastIndexOf('\n'));
    }

    private static IEnumerable<YamlScalarNode> ImagesIn(YamlNode node) => node switch
    {
        YamlMappingNode mapping => mapping.Children.SelectMany(c =>
            c is { Key: YamlScalarNode { Value: "image" }, Value: YamlScalarNode image } ? [image] : ImagesIn(c.Value)),
        YamlSequenceNode list => list.SelectMany(ImagesIn),
        _ => [],
    };

    [GeneratedRegex(@"^(?<key>[A-Za-z]+)[ \t]*=[ \t]*(?<value>\S+)[ \t]*\r?$", RegexOptions.Multiline)]
    private static partial Regex KeyLine();

    [GeneratedRegex(@"^\[Install\]", RegexOptions.Multiline)]
    private static partial Regex Install();
}
