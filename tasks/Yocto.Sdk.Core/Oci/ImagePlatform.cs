namespace Yocto.Sdk.Oci;

/// <summary>What an image runs on, in OCI's words: <c>linux/arm/v7</c>.</summary>
internal sealed record ImagePlatform(string Architecture, string? Variant = null)
{
    /// <summary>Null when the text is no platform of Linux.</summary>
    public static ImagePlatform? TryParse(string text) => text.Split('/') switch
    {
        ["linux", { Length: > 0 } architecture] => new ImagePlatform(architecture),
        ["linux", { Length: > 0 } architecture, { Length: > 0 } variant] => new ImagePlatform(architecture, variant),
        _ => null,
    };

    /// <summary>Whether a machine of this platform runs images of the other: an ARMv7 runs what was built for v6 and v5.</summary>
    public bool Runs(ImagePlatform other) =>
        Architecture == other.Architecture
        && (Architecture != "arm" || string.CompareOrdinal(other.Variant ?? "v7", Variant ?? "v7") <= 0);

    public override string ToString() => $"linux/{Architecture}{(Variant is null ? "" : $"/{Variant}")}";
}
