using System.Xml;
using System.Xml.Linq;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.Materials;

/// <summary>What NuGet has unpacked on this machine: the licence and the authors of a package are in its <c>.nuspec</c> only.</summary>
/// <param name="folders">Absolute.</param>
internal sealed class NuGetFolders(IReadOnlyList<string> folders)
{
    /// <summary>A package as a material, with what its <c>.nuspec</c> says, where it is here.</summary>
    /// <param name="owner">The reference of what it lies in.</param>
    /// <param name="siblings">All packages of the same application, for its needs.</param>
    public Material Of(DotnetPackage package, string owner, IReadOnlyList<DotnetPackage> siblings)
    {
        var metadata = Metadata(package);
        var needs = siblings.Where(s => package.Needs.Contains(s.Id, StringComparer.OrdinalIgnoreCase)).Select(s => ReferenceOf(s, owner));
        return new Material(ReferenceOf(package, owner), "library", package.Id, package.Version)
        {
            Purl = PackageUrl.NuGet(package.Id, package.Version),
            Digests = package.Digest is { } digest ? [digest] : [],
            License = LicenseOf(metadata),
            Publisher = Text(metadata, "authors"),
            Description = Text(metadata, "description")?.Split('\n')[0].Trim(),
            Links = [.. Link.Of("website", Text(metadata, "projectUrl")), .. Link.Of("vcs", Child(metadata, "repository")?.Attribute("url")?.Value)],
            Needs = [.. needs],
        };
    }

    public static string ReferenceOf(DotnetPackage package, string owner) => $"{owner}/nuget:{package.Id}@{package.Version}";

    private XElement? Metadata(DotnetPackage package)
    {
        var (id, version) = (package.Id.ToLowerInvariant(), package.Version.ToLowerInvariant());
        if (folders.Select(f => Path.Combine(f, id, version, $"{id}.nuspec")).FirstOrDefault(File.Exists) is not { } file)
            return null;
        try
        {
            return Child(XDocument.Parse(SmallFile.ReadText(file)).Root, "metadata");
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>By the <c>.nuspec</c> reference: an expression, or the name of a file in the package; older ones have a URL.</summary>
    private static License? LicenseOf(XElement? metadata) =>
        Child(metadata, "license") is { } license
            ? license.Attribute("type")?.Value == "expression" ? new License(license.Value.Trim()) : new License(null, $"{license.Value.Trim()} in the package")
            : Text(metadata, "licenseUrl") is { } url && Uri.IsWellFormedUriString(url, UriKind.Absolute) ? new License(null, url, url) : null;

    private static string? Text(XElement? metadata, string name) => Child(metadata, name)?.Value.Trim() is { Length: > 0 } text ? text : null;

    // each version of the format has its own namespace
    private static XElement? Child(XElement? element, string name) => element?.Elements().FirstOrDefault(e => e.Name.LocalName == name);
}
