using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Product.Containers;

/// <summary>A user's YAML file, each node with its place.</summary>
internal sealed class YamlText
{
    private YamlText(string file, string text, IReadOnlyList<YamlDocument> documents) =>
        (File, Text, Documents) = (file, text, documents);

    public string File { get; }

    public string Text { get; }

    public IReadOnlyList<YamlDocument> Documents { get; }

    /// <param name="kind">What the file is, for the message: compose, Kubernetes.</param>
    /// <exception cref="YoctoException">It can't be read.</exception>
    public static YamlText Read(string file, string kind, SourceLocation? askedAt)
    {
        try
        {
            var text = System.IO.File.ReadAllText(file);
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return new YamlText(file, text, [.. stream.Documents]);
        }
        catch (YamlException e)
        {
            var place = new SourceLocation(file, (int)e.Start.Line, (int)e.Start.Column);
            throw new YoctoException(ContainerErrors.ApplicationFileUnreadable.At(place, kind, file, $"{(e.InnerException ?? e).Message.TrimEnd('.')}."), e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new YoctoException(ContainerErrors.ApplicationFileUnreadable.At(askedAt, kind, file, e.Message), e);
        }
    }

    public SourceLocation LocationOf(YamlNode node) => new(File, (int)node.Start.Line, (int)node.Start.Column);

    public ImageUse ImageAt(YamlScalarNode node) =>
        new(node.Value ?? "", LocationOf(node), (int)node.Start.Index, (int)node.End.Index);

    /// <summary>A mapping's value; null when there is none, or the node is no mapping.</summary>
    public static YamlNode? Child(YamlNode? node, string key) =>
        node is YamlMappingNode mapping && mapping.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    public static IEnumerable<(string Key, YamlNode Value)> Children(YamlNode? node) =>
        node is YamlMappingNode mapping
            ? mapping.Children.Select(c => (((YamlScalarNode)c.Key).Value ?? "", c.Value))
            : [];

    /// <summary>The texts of a scalar or of a list of them.</summary>
    public static IEnumerable<YamlScalarNode> Scalars(YamlNode? node) => node switch
    {
        YamlScalarNode scalar => [scalar],
        YamlSequenceNode list => list.OfType<YamlScalarNode>(),
        _ => [],
    };
}
