using System.Text.RegularExpressions;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Yocto.Sdk.Tests.Architecture;

/// <summary>
/// The rooms of an assembly and the rooms that each uses. A room is a folder and its namespace. Constants and names leave
/// no trace in the compiled code, and a parent's namespace needs no <c>using</c>, so that code and sources are both read.
/// </summary>
internal sealed partial class RoomGraph
{
    private const string Root = "Yocto.Sdk.";

    private readonly Dictionary<string, SortedSet<string>> _uses = new(StringComparer.Ordinal);

    /// <param name="assembly">The compiled assembly.</param>
    /// <param name="sources">The folder of its project.</param>
    public RoomGraph(string assembly, string sources)
    {
        Files = SourcesIn(sources).GroupBy(f => RoomOfFile(sources, f)).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        foreach (var room in Files.Keys)
            _uses[room] = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var file in SourcesIn(sources))
        {
            foreach (Match match in UsingOfRoom().Matches(File.ReadAllText(file)))
                Add(RoomOfFile(sources, file), match.Groups[1].Value.Replace('.', '/'));
        }

        using var module = ModuleDefinition.ReadModule(assembly);
        foreach (var type in module.GetTypes())
        {
            foreach (var used in TypesOf(type).SelectMany(Parts).Where(t => t.Scope == module))
                Add(RoomOf(type), RoomOf(used));
        }
    }

    /// <summary>How many source files each room has itself, by its name: <c>Product/Storage</c>.</summary>
    public IReadOnlyDictionary<string, int> Files { get; }

    public IReadOnlyCollection<string> UsesOf(string room) => _uses[room];

    /// <summary>The same graph with every room counted as its outermost folder.</summary>
    public IReadOnlyDictionary<string, SortedSet<string>> AtDepth(int depth)
    {
        string At(string room) => string.Join('/', room.Split('/').Take(depth));
        return _uses.GroupBy(u => At(u.Key)).ToDictionary(
            g => g.Key,
            g => new SortedSet<string>(g.SelectMany(u => u.Value).Select(At).Where(r => r != g.Key), StringComparer.Ordinal),
            StringComparer.Ordinal);
    }

    /// <summary>Rooms that lead back to themselves, in a depth's graph.</summary>
    public IReadOnlyList<string> Circles(int depth)
    {
        var graph = AtDepth(depth);
        return [.. graph.Keys.Where(room => Reaches(graph, room, room, [])).Order(StringComparer.Ordinal)];
    }

    /// <summary>A mermaid diagram of the outermost rooms, without the uses that follow from others.</summary>
    public string ToDiagram()
    {
        var graph = AtDepth(1);
        var lines = graph.OrderBy(r => r.Key, StringComparer.Ordinal)
            .SelectMany(room => room.Value.Where(used => !room.Value.Any(other => other != used && Reaches(graph, other, used, [])))
                .Select(used => $"    {room.Key} --> {used}"));
        return string.Join('\n', lines.Prepend("graph TD"));
    }

    private static bool Reaches(IReadOnlyDictionary<string, SortedSet<string>> graph, string from, string to, HashSet<string> seen) =>
        graph[from].Any(next => next == to || (seen.Add(next) && Reaches(graph, next, to, seen)));

    private void Add(string room, string used)
    {
        if (room != used && _uses.TryGetValue(room, out var uses) && _uses.ContainsKey(used))
            uses.Add(used);
    }

    private static IEnumerable<string> SourcesIn(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(f => Path.GetRelativePath(folder, f).Split('/')[0] is not ("bin" or "obj"));

    private static string RoomOfFile(string sources, string file) => Path.GetDirectoryName(Path.GetRelativePath(sources, file))!;

    private static string RoomOf(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        return type.Namespace.StartsWith(Root, StringComparison.Ordinal) ? type.Namespace[Root.Length..].Replace('.', '/') : "";
    }

    private static IEnumerable<TypeReference?> TypesOf(TypeDefinition type) =>
    [
        type.BaseType,
        .. type.Interfaces.Select(i => i.InterfaceType),
        .. type.CustomAttributes.Select(a => a.AttributeType),
        .. type.GenericParameters.SelectMany(p => p.Constraints).Select(c => c.ConstraintType),
        .. type.Fields.Select(f => f.FieldType),
        .. type.Methods.SelectMany(TypesOf),
    ];

    private static IEnumerable<TypeReference?> TypesOf(MethodDefinition method) =>
    [
        .. TypesOf((MethodReference)method),
        .. method.CustomAttributes.Select(a => a.AttributeType),
        .. method.HasBody ? method.Body.Variables.Select(v => v.VariableType) : [],
        .. method.HasBody ? method.Body.Instructions.SelectMany(TypesOf) : [],
    ];

    private static IEnumerable<TypeReference?> TypesOf(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        MethodReference method => [method.DeclaringType, .. TypesOf(method)],
        _ => [],
    };

    private static IEnumerable<TypeReference?> TypesOf(MethodReference method) =>
    [
        method.ReturnType,
        .. method.Parameters.Select(p => p.ParameterType),
        .. method is GenericInstanceMethod generic ? generic.GenericArguments : [],
    ];

    /// <summary>A type with what it is made of: <c>List&lt;Pin&gt;</c> is a list and a pin.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null => [],
        GenericInstanceType generic => [generic.ElementType, .. generic.GenericArguments.SelectMany(Parts)],
        TypeSpecification of => Parts(of.ElementType),
        _ => [type],
    };

    [GeneratedRegex(@"^using (?:\w+ = )?Yocto\.Sdk\.([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex UsingOfRoom();
}
