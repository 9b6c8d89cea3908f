using System.Xml;
using System.Xml.Linq;

namespace Yocto.Sdk.Project;

/// <summary>Finds the line of a project file that an <see cref="Origin"/> speaks of.</summary>
internal static class ProjectText
{
    /// <summary>
    /// The element that defines the origin, or its metadata if that is named; otherwise the last element of that type, because
    /// its list may come from a property or a wildcard; otherwise the file.
    /// </summary>
    public static SourceLocation Locate(Origin origin) =>
        origin.Include is not null
            ? LocateIn(origin.File, origin) ?? new SourceLocation(origin.File)
            // MSBuild knows where an item was defined, but not where a property was
            : Imports(origin.File).Prepend(origin.File).Select(f => LocateIn(f, origin)).FirstOrDefault(l => l is not null)
                ?? new SourceLocation(origin.File);

    private static SourceLocation? LocateIn(string file, Origin origin)
    {
        var elements = ElementsNamed(origin.Element, file);
        var element = origin.Include is null
            ? elements.LastOrDefault()
            : elements.LastOrDefault(e => Lists(e, origin.Include)) ?? elements.LastOrDefault();
        if (element is null)
            return null;

        var metadata = origin.Metadata is null
            ? null
            : (XObject?)element.Attributes().FirstOrDefault(a => Same(a.Name, origin.Metadata))
                ?? element.Elements().FirstOrDefault(e => Same(e.Name, origin.Metadata));
        var line = (IXmlLineInfo)(metadata ?? element);
        return new SourceLocation(file, line.LineNumber, line.LinePosition);
    }

    /// <summary>The nearest Directory.Build.props, and what it and the project import by a path that can be read off.</summary>
    private static IEnumerable<string> Imports(string project)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { project };
        foreach (var file in ImportedBy(project, seen))
            yield return file;
        if (DirectoryBuildProps(project) is not { } props || !seen.Add(props))
            yield break;
        yield return props;
        foreach (var file in ImportedBy(props, seen))
            yield return file;
    }

    private static IEnumerable<string> ImportedBy(string file, HashSet<string> seen)
    {
        var folder = Path.GetDirectoryName(file)!;
        foreach (var import in ElementsNamed("Import", file).Select(e => (string?)e.Attribute("Project")).OfType<string>())
        {
            var path = Path.GetFullPath(import.Replace("$(MSBuildThisFileDirectory)", folder + "/", StringComparison.OrdinalIgnoreCase), folder);
            // an SDK that is imported by its path: its defaults are not the user's lines
            if (Path.GetFileName(path) is "Sdk.props" or "Sdk.targets" || !File.Exists(path) || !seen.Add(path))
                continue;
            yield return path;
            foreach (var inner in ImportedBy(path, seen))
                yield return inner;
        }
    }

    private static string? DirectoryBuildProps(string project)
    {
        for (var folder = Path.GetDirectoryName(project); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Path.Combine(folder, "Directory.Build.props") is var props && File.Exists(props))
                return props;
        }

        return null;
    }

    private static List<XElement> ElementsNamed(string name, string file)
    {
        try
        {
            return [.. XDocument.Load(file, LoadOptions.SetLineInfo).Descendants().Where(e => Same(e.Name, name))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or XmlException)
        {
            return [];
        }
    }

    private static bool Lists(XElement element, string include) =>
        new[] { element.Attribute("Include"), element.Attribute("Update") }
            .SelectMany(a => (a?.Value ?? "").Split(';', StringSplitOptions.TrimEntries))
            .Contains(include, StringComparer.Ordinal);

    private static bool Same(XName name, string other) =>
        name.LocalName.Equals(other, StringComparison.OrdinalIgnoreCase);
}
