using System.Xml;
using System.Xml.Linq;

namespace Yocto.Sdk.References;

/// <summary>
/// Looks for a way from a project back to itself, in the text of the project files. MSBuild itself meets a cycle in one
/// of NuGet's targets, and names that.
/// </summary>
internal static class ReferenceCycle
{
    /// <param name="references">The evaluated references of <paramref name="project"/>; absolute.</param>
    /// <returns>The projects on the way, <paramref name="project"/> first and last; null when there is none.</returns>
    public static IReadOnlyList<string>? Find(string project, IEnumerable<string> references)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return references.Select(r => Way(r)).OfType<IEnumerable<string>>().FirstOrDefault() is { } way
            ? [project, .. way]
            : null;

        IEnumerable<string>? Way(string from) =>
            from == project ? [from]
            : !seen.Add(from) ? null
            : ReferencesIn(from).Select(Way).OfType<IEnumerable<string>>().FirstOrDefault()?.Prepend(from);
    }

    // Which conditions hold only MSBuild knows: such a reference may be none, and is none here.
    private static IEnumerable<string> ReferencesIn(string project) =>
        from element in ElementsOf(project)
        where !element.AncestorsAndSelf().Any(e => e.Attribute("Condition") is not null)
        from include in ((string?)element.Attribute("Include") ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        let folder = Path.GetDirectoryName(project)!
        select Path.GetFullPath(include.Replace("$(MSBuildThisFileDirectory)", folder + "/", StringComparison.OrdinalIgnoreCase).Replace('\\', '/'), folder);

    private static IEnumerable<XElement> ElementsOf(string project)
    {
        try
        {
            return XDocument.Load(project).Descendants().Where(e => e.Name.LocalName == "ProjectReference");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or XmlException)
        {
            // a project that is missing or broken is MSBuild's to report
            return [];
        }
    }
}
