using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Yocto.Sdk.VSCode;

/// <summary>
/// The text of a settings file that a person edits, with comments and trailing commas: what is missing is added, and every
/// character that is there stays.
/// </summary>
internal static class JsonText
{
    // by these an element of a list is the same one
    private static readonly string[] _keys = ["label", "name", "pattern", "id"];

    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Adds the members and elements that a text lacks.</summary>
    /// <param name="kept">Takes the names of settings that have another value in the text, and keep it.</param>
    /// <exception cref="JsonException">It is no JSON object; comments and trailing commas are allowed.</exception>
    public static string Merge(string text, JsonObject additions, ICollection<string> kept)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        reader.Read();
        var root = Read(ref reader);
        if (root.Kind != JsonValueKind.Object)
            throw new JsonException("It is no object.", null, 0, 0);
        reader.Read();

        SortedList<int, string> edits = [];
        Add(bytes, root, additions, "", kept, edits);
        List<byte> merged = [.. bytes];
        foreach (var (place, inserted) in edits.Reverse())
            merged.InsertRange(place, Encoding.UTF8.GetBytes(inserted));
        return Encoding.UTF8.GetString([.. merged]);
    }

    public static string Of(JsonNode node) => node.ToJsonString(_indented).ReplaceLineEndings("\n");

    private static void Add(byte[] text, Value present, JsonNode? additions, string name, ICollection<string> kept, SortedList<int, string> edits)
    {
        List<string> missing = [];
        switch (additions)
        {
            case JsonObject ours when present.Kind == JsonValueKind.Object:
                foreach (var (key, value) in ours)
                {
                    if (present.Members.FindLast(m => m.Name == key) is { Value: { } theirs })
                        Add(text, theirs, value, name.Length == 0 ? key : $"{name}.{key}", kept, edits);
                    else
                        missing.Add($"{JsonSerializer.Serialize(key, _indented)}: {Of(value!)}");
                }

                break;
            case JsonArray ours when present.Kind == JsonValueKind.Array:
                missing.AddRange(ours.Where(o => !present.Members.Exists(m => IsSame(text, m.Value, o!))).Select(o => Of(o!)));
                break;
            default:
                if (!JsonNode.DeepEquals(NodeOf(text, present), additions))
                    kept.Add(name);
                return;
        }

        if (missing.Count > 0)
            Insert(text, present, missing, edits);
    }

    private static bool IsSame(byte[] text, Value present, JsonNode ours) =>
        ours is JsonObject o && _keys.FirstOrDefault(o.ContainsKey) is { } key
            ? NodeOf(text, present) is JsonObject p && JsonNode.DeepEquals(p[key], o[key])
            : JsonNode.DeepEquals(NodeOf(text, present), ours);

    private static JsonNode? NodeOf(byte[] text, Value value) =>
        JsonNode.Parse(text.AsSpan(value.Start..value.End), documentOptions: new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });

    private static void Insert(byte[] text, Value container, List<string> added, SortedList<int, string> edits)
    {
        var outer = IndentAt(text, container.End - 1);
        var inner = outer + "  ";
        if (container.Members.Count > 0)
        {
            var last = container.Members[^1];
            if (IndentAt(text, last.Start).Length > outer.Length)
                inner = IndentAt(text, last.Start);
            if (!HasComma(text, last.Value.End, container.End - 1))
                edits.Add(last.Value.End, ",");
        }

        var end = container.End - 1;
        while (char.IsWhiteSpace((char)text[end - 1]))
            end--;
        var lines = string.Join(",", added.Select(a => $"\n{inner}{a.Replace("\n", $"\n{inner}", StringComparison.Ordinal)}"));
        // else the bracket is on a line of its own
        if (!text.AsSpan(end, container.End - 1 - end).Contains((byte)'\n'))
            (end, lines) = (container.End - 1, lines + $"\n{outer}");
        // the comma may stand at the same place
        edits[end] = edits.GetValueOrDefault(end) + lines;
    }

    private static string IndentAt(byte[] text, int place)
    {
        var line = place == 0 ? 0 : Array.LastIndexOf(text, (byte)'\n', place - 1) + 1;
        var end = line;
        while (end < place && text[end] is (byte)' ' or (byte)'\t')
            end++;
        return Encoding.UTF8.GetString(text, line, end - line);
    }

    private static bool HasComma(byte[] text, int from, int to)
    {
        for (var at = from; at < to; at++)
        {
            if (text[at] == ',')
                return true;
            if (text[at] == '/' && text[at + 1] == '/')
                at = Array.IndexOf(text, (byte)'\n', at);
            else if (text[at] == '/')
                at += 3 + text.AsSpan(at + 2).IndexOf("*/"u8);
        }

        return false;
    }

    private static Value Read(ref Utf8JsonReader reader)
    {
        var (start, kind) = ((int)reader.TokenStartIndex, reader.TokenType);
        List<Member> members = [];
        if (kind is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
            {
                var (place, name) = ((int)reader.TokenStartIndex, "");
                if (reader.TokenType == JsonTokenType.PropertyName)
                {
                    name = reader.GetString()!;
                    reader.Read();
                }

                members.Add(new Member(name, place, Read(ref reader)));
            }
        }

        return new Value(kind switch
        {
            JsonTokenType.StartObject => JsonValueKind.Object,
            JsonTokenType.StartArray => JsonValueKind.Array,
            _ => JsonValueKind.Undefined,
        }, start, (int)reader.BytesConsumed, members);
    }

    /// <param name="End">The place after it.</param>
    private sealed record Value(JsonValueKind Kind, int Start, int End, List<Member> Members);

    /// <param name="Name">Empty for an element of a list.</param>
    private sealed record Member(string Name, int Start, Value Value);
}
