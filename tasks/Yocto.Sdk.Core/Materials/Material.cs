namespace Yocto.Sdk.Materials;

/// <summary>Something that a product consists of: a package, an application, a container, a file.</summary>
/// <param name="Reference">Names it in the bill: <c>yocto:busybox</c>, <c>container:web/file:/app/Web.dll</c>.</param>
/// <param name="Type">CycloneDX's <c>component.type</c>: <c>library</c>, <c>application</c>, <c>container</c>, <c>file</c>, <c>firmware</c>.</param>
internal sealed record Material(string Reference, string Type, string Name, string? Version)
{
    public string? Description { get; init; }

    /// <summary>Who supplies it: the distribution, the maintainer of a package.</summary>
    public string? Supplier { get; init; }

    /// <summary>Who wrote it, as its own package says.</summary>
    public string? Publisher { get; init; }

    public License? License { get; init; }

    /// <summary>A package URL (ECMA-427); null where its kind has none.</summary>
    public string? Purl { get; init; }

    /// <summary>A CPE 2.3 name (NISTIR 7695); null where nothing gives it.</summary>
    public string? Cpe { get; init; }

    public IReadOnlyList<Digest> Digests { get; init; } = [];

    /// <summary>Where it, its source and its home are.</summary>
    public IReadOnlyList<Link> Links { get; init; } = [];

    /// <summary>What CycloneDX has no field for; a name can be there more than once.</summary>
    public IReadOnlyList<(string Name, string Value)> Properties { get; init; } = [];

    /// <summary>What lies in it.</summary>
    public IReadOnlyList<Material> Parts { get; init; } = [];

    /// <summary>The <see cref="Reference"/> of each that it needs.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];
}

/// <param name="Algorithm">CycloneDX's <c>hash-alg</c>: <c>SHA-256</c>.</param>
/// <param name="Hex">In lower case.</param>
internal sealed record Digest(string Algorithm, string Hex);

/// <param name="Type">CycloneDX's <c>externalReference.type</c>: <c>source-distribution</c>, <c>vcs</c>, <c>website</c>.</param>
internal sealed record Link(string Type, string Url)
{
    public Digest? Digest { get; init; }

    /// <summary>None where the text is no address that a document may hold (an IRI, by RFC 3987).</summary>
    public static IEnumerable<Link> Of(string type, string? url) => Uri.IsWellFormedUriString(url, UriKind.Absolute) ? [new Link(type, url!)] : [];
}

/// <summary>What is known of a licence: an SPDX expression, or where that is not known a name.</summary>
/// <param name="Expression">By annex D of SPDX 2.3: <c>GPL-2.0-only AND bzip2-1.0.4</c>.</param>
internal sealed record License(string? Expression, string? Name = null, string? Url = null)
{
    /// <summary>For people.</summary>
    public override string ToString() => Expression ?? Name ?? Url ?? "";
}
