using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Checks;

/// <summary>The checks of a project, in the order of their names: <c>*.sh</c> and <c>*.http</c> below a folder.</summary>
internal static class DeviceCheckFolder
{
    /// <exception cref="YoctoException">A file can't be understood.</exception>
    public static IReadOnlyList<DeviceCheck> Read(string folder)
    {
        if (!Directory.Exists(folder))
            return [];
        return [.. FileSearch.All(folder)
            .Order(StringComparer.Ordinal)
            .SelectMany(file => ChecksOf(file, Path.GetRelativePath(folder, file).Replace('\\', '/')))];
    }

    /// <summary>The checks that <c>dotnet test --filter</c> means: a part of a name, bare or as <c>Name~part</c>.</summary>
    public static IEnumerable<DeviceCheck> Where(this IEnumerable<DeviceCheck> checks, string filter)
    {
        var part = filter[(filter.IndexOf('~', StringComparison.Ordinal) + 1)..];
        return Enumerable.Where(checks, c => c.Name.Contains(part, StringComparison.OrdinalIgnoreCase));
    }

    private static IEnumerable<DeviceCheck> ChecksOf(string file, string name) => Path.GetExtension(file) switch
    {
        ".sh" => [new ShellCheck(name, new SourceLocation(file), SmallFile.ReadText(file))],
        ".http" => HttpFile.Parse(SmallFile.ReadText(file), file, name),
        _ => [],
    };
}
