using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Tasks;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Architecture;

/// <summary>The rooms of the library depend in one direction, and docs/architecture.md shows them as they are.</summary>
public sealed class RoomTests(ITestOutputHelper output)
{
    private const int MostFiles = 45;

    private static readonly RoomGraph _library = new(
        typeof(Diagnostic).Assembly.Location, Path.Combine(SourceTree.Root, "tasks/Yocto.Sdk.Core"));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void No_room_of_the_library_leads_back_to_itself(int depth) => Assert.Empty(_library.Circles(depth));

    [Fact]
    public void No_room_has_more_files_than_a_reader_can_survey()
    {
        var tasks = Directory.GetFiles(Path.Combine(SourceTree.Root, "tasks/Yocto.Sdk.Tasks"), "*.cs").Length;

        Assert.All(_library.Files.Append(new("Yocto.Sdk.Tasks", tasks)), room => Assert.InRange(room.Value, 1, MostFiles));
    }

    [Fact]
    public void The_library_knows_no_MSBuild() =>
        Assert.DoesNotContain(typeof(Diagnostic).Assembly.GetReferencedAssemblies(), a => a.Name!.StartsWith("Microsoft.Build", StringComparison.Ordinal));

    [Fact]
    public void The_tasks_project_has_nothing_but_tasks_and_what_they_share()
    {
        var types = typeof(YoctoTask).Assembly.GetTypes().Where(t => t is { IsPublic: true, IsAbstract: false, IsNested: false });

        Assert.All(types, t => Assert.True(typeof(Microsoft.Build.Framework.ITask).IsAssignableFrom(t), t.FullName));
    }

    [Fact]
    public void A_namespace_is_the_folder_of_its_file()
    {
        foreach (var (project, root) in ((string, string)[])[("Yocto.Sdk.Core", "Yocto.Sdk"), ("Yocto.Sdk.Tasks", "Yocto.Sdk.Tasks")])
        {
            var folder = Path.Combine(SourceTree.Root, "tasks", project);
            foreach (var file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
            {
                var room = Path.GetDirectoryName(Path.GetRelativePath(folder, file))!;
                if (room.Split('/')[0] is "bin" or "obj")
                    continue;
                var name = room.Length == 0 ? root : $"{root}.{room.Replace('/', '.')}";
                Assert.Contains($"namespace {name};", File.ReadAllText(file), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void The_architecture_page_shows_the_graph_of_the_rooms()
    {
        output.WriteLine(_library.ToDiagram());
        foreach (var (room, files) in _library.Files.OrderBy(r => r.Key, StringComparer.Ordinal))
            output.WriteLine($"{room} {files}: {string.Join(' ', _library.UsesOf(room))}");
        var page = File.ReadAllText(Path.Combine(SourceTree.Root, "docs/architecture.md"));

        Assert.Contains($"```mermaid\n{_library.ToDiagram()}\n```", page, StringComparison.Ordinal);
        Assert.All(_library.Files.Keys, room => Assert.Contains($"| `{room}` |", page, StringComparison.Ordinal));
    }
}
