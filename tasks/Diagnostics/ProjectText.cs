using System.Xml;
using System.Xml.Linq;

namespace Yocto.Sdk.Diagnostics;

/// <summary>Finds the line of a project file that an <see cref="Origin"/> speaks of.</summary>
public static class ProjectText
{
    /// <summary>
    /// The element that defines the origin, its metadata where that is named; else the last element of that type, for
    /// its list may come from a property or a wildcard; else the file.
    /// </summary>
    public static SourceLocation Locate(Origin origin)
    {
        var elements = ElementsNamed(origin.Element, origin.File);
        var element = origin.Include is null
            ? elements.LastOrDefault()
            : elements.LastOrDefault(e => Lists(e, origin.Include)) ?? elements.LastOrDefault();
        if (element is null)
            return new SourceLocation(origin.File);

        var metadata = origin.Metadata is null
            ? null
            : (XObject?)element.Attributes().FirstOrDefault(a => Same(a.Name, origin.Metadata))
                ?? element.Elements().FirstOrDefault(e => Same(e.Name, origin.Metadata));
        var line = (IXmlLineInfo)(metadata ?? element);
        return new SourceLocation(origin.File, line.LineNumber, line.LinePosition);
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
