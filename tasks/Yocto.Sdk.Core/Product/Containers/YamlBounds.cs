using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Yocto.Sdk.Product.Containers;

/// <summary>
/// What YAML allows and no file of a person has: nodes too deep for the stack, nodes within themselves, collections as keys,
/// which are compared as a whole.
/// </summary>
internal static class YamlBounds
{
    private const int Deepest = 100;
    private const int MostAliases = 10_000;

    /// <exception cref="YamlException">It is out of bounds, or no YAML.</exception>
    public static void Check(string text)
    {
        var open = new Stack<Collection>();
        // null for a scalar
        var anchors = new Dictionary<AnchorName, Collection?>();
        var aliases = 0;
        for (var parser = new Parser(new StringReader(text)); parser.MoveNext();)
        {
            switch (parser.Current)
            {
                case MappingStart or SequenceStart:
                    var start = (NodeEvent)parser.Current;
                    if (TakesKey())
                        Refuse(start, "a key is not a text");
                    if (open.Count == Deepest)
                        Refuse(start, string.Create(CultureInfo.InvariantCulture, $"it is nested more than {Deepest} deep"));
                    open.Push(new Collection(start is MappingStart));
                    anchors[start.Anchor] = open.Peek();
                    break;
                case MappingEnd or SequenceEnd:
                    open.Pop();
                    break;
                case Scalar scalar:
                    TakesKey();
                    anchors[scalar.Anchor] = null;
                    break;
                case AnchorAlias alias:
                    var target = anchors.GetValueOrDefault(alias.Value);
                    if (TakesKey() && target is not null)
                        Refuse(alias, "a key is not a text");
                    if (target is not null && open.Contains(target))
                        Refuse(alias, $"'*{alias.Value}' is within its own anchor");
                    if (++aliases > MostAliases)
                        Refuse(alias, string.Create(CultureInfo.InvariantCulture, $"it has more than {MostAliases} aliases"));
                    break;
            }
        }

        bool TakesKey() => open.TryPeek(out var parent) && parent.TakesKey();
    }

    /// <summary>Whether a parser failed for what is in a text: YamlDotNet's own exceptions, and others that it leaves to its caller.</summary>
    public static bool IsFault(Exception exception) => exception is YamlException
        or InvalidOperationException or ArgumentException or FormatException or OverflowException or IndexOutOfRangeException;

    private static void Refuse(ParsingEvent at, string reason) => throw new YamlException(at.Start, at.End, reason);

    private sealed class Collection(bool isMapping)
    {
        private int _nodes;

        /// <summary>Whether the node that comes now is a key; the next one is its value.</summary>
        public bool TakesKey() => isMapping && _nodes++ % 2 == 0;
    }
}
