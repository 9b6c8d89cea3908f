using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Product.Containers;

/// <summary>A user's YAML file, each node with its place. An alias is the node of its anchor.</summary>
internal sealed class YamlText
{
    private const string MergeKey = "<<";

    // by the end of a scalar: a node's own start is that of its anchor or tag
    private readonly Lazy<Dictionary<long, long>> _starts;

    private YamlText(string file, string text, IReadOnlyList<YamlDocument> documents)
    {
        (File, Text, Documents) = (file, text, documents);
        _starts = new(() => Starts(text));
    }

    public string File { get; }

    public string Text { get; }

    public IReadOnlyList<YamlDocument> Documents { get; }

    /// <param name="kind">What the file is, for the message: compose, Kubernetes.</param>
    /// <exception cref="YoctoException">It can't be read.</exception>
    public static YamlText Read(string file, string kind, SourceLocation? askedAt)
    {
        var text = ApplicationText.Read(file, kind, askedAt);
        try
        {
            YamlBounds.Check(text);
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return new YamlText(file, text, [.. stream.Documents]);
        }
        catch (Exception e) when (YamlBounds.IsFault(e))
        {
            var place = e is YamlException { Start: var start } ? new SourceLocation(file, (int)start.Line, (int)start.Column) : new SourceLocation(file);
            throw new YoctoException(ContainerErrors.ApplicationFileUnreadable.At(place, kind, file, $"{(e.InnerException ?? e).Message.TrimEnd('.')}."), e);
        }
    }

    public SourceLocation LocationOf(YamlNode node) => new(File, (int)node.Start.Line, (int)node.Start.Column);

    public ImageUse ImageAt(YamlScalarNode node) =>
        new(node.Value ?? "", LocationOf(node), (int)_starts.Value.GetValueOrDefault(node.End.Index, node.Start.Index), (int)node.End.Index);

    /// <summary>A mapping's value, its own or a merged one (<c>&lt;&lt;</c>); null when there is none, or the node is no mapping.</summary>
    public static YamlNode? Child(YamlNode? node, string key) =>
        Merged(node).Select(m => m.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null).FirstOrDefault(v => v is not null);

    public static IEnumerable<(string Key, YamlNode Value)> Children(YamlNode? node) =>
        Merged(node).SelectMany(m => m.Children)
            .Select(c => (Key: (c.Key as YamlScalarNode)?.Value ?? "", c.Value))
            .Where(c => c.Key != MergeKey)
            .DistinctBy(c => c.Key);

    /// <summary>The texts of a scalar or of a list of them.</summary>
    public static IEnumerable<YamlScalarNode> Scalars(YamlNode? node) => node switch
    {
        YamlScalarNode scalar => [scalar],
        YamlSequenceNode list => list.OfType<YamlScalarNode>(),
        _ => [],
    };

    /// <summary>The text with each image's name on the device, and nothing else that a YAML parser would see changed.</summary>
    /// <exception cref="YoctoException">That can't be done.</exception>
    public static string Rename(string file, string text, IReadOnlyList<ImageUse> uses, IReadOnlyList<PreloadedImage> images)
    {
        var renamed = ImageUse.Rewrite(text, uses, images);
        return SaysTheSame(text, renamed, uses.DistinctBy(u => u.End).ToDictionary(u => (long)u.End, u => u.Find(images)?.Name ?? u.Text))
            ? renamed
            : throw new YoctoException(ContainerErrors.NotRenamed.At(uses[0].Location, file));
    }

    private static bool SaysTheSame(string text, string renamed, Dictionary<long, string> names)
    {
        try
        {
            return Events(text).Select(e => Said(e, e is Scalar ? names.GetValueOrDefault(e.End.Index) : null))
                .SequenceEqual(Events(renamed).Select(e => Said(e, null)));
        }
        catch (Exception e) when (YamlBounds.IsFault(e))
        {
            return false;
        }

        static (Type, AnchorName?, TagName?, string?) Said(ParsingEvent e, string? name) => e switch
        {
            Scalar scalar => (e.GetType(), scalar.Anchor, scalar.Tag, name ?? scalar.Value),
            NodeEvent node => (e.GetType(), node.Anchor, node.Tag, null),
            AnchorAlias alias => (e.GetType(), alias.Value, null, null),
            _ => (e.GetType(), null, null, null),
        };
    }

    private static IEnumerable<ParsingEvent> Events(string text)
    {
        for (var parser = new Parser(new StringReader(text)); parser.MoveNext();)
            yield return parser.Current!;
    }

    private static Dictionary<long, long> Starts(string text)
    {
        var starts = new Dictionary<long, long>();
        for (var scanner = new Scanner(new StringReader(text)); scanner.MoveNext();)
        {
            if (scanner.Current is YamlDotNet.Core.Tokens.Scalar scalar)
                starts[scalar.End.Index] = scalar.Start.Index;
        }

        return starts;
    }

    /// <summary>A mapping and those that it merges, the strongest first.</summary>
    private static IEnumerable<YamlMappingNode> Merged(YamlNode? node)
    {
        var seen = new HashSet<YamlNode>(ReferenceEqualityComparer.Instance);
        var next = new Stack<YamlNode?>([node]);
        while (next.TryPop(out var one))
        {
            if (one is YamlSequenceNode list && seen.Count > 0)
            {
                foreach (var merged in list.Children.Reverse())
                    next.Push(merged);
            }
            else if (one is YamlMappingNode mapping && seen.Add(mapping))
            {
                yield return mapping;
                if (mapping.Children.TryGetValue(new YamlScalarNode(MergeKey), out var merged))
                    next.Push(merged);
            }
        }
    }
}
