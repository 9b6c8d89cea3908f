namespace Yocto.Sdk.Oci;

/// <summary>Chooses the manifest of an index that a machine runs.</summary>
internal static class PlatformChoice
{
    /// <summary>Of several, the one for the newest variant that the machine has; null when there is none.</summary>
    public static OciDescriptor? Of(IEnumerable<OciDescriptor> manifests, ImagePlatform machine) =>
        manifests.Select(m => (Manifest: m, Platform: PlatformOf(m)))
            .Where(m => m.Platform is not null && machine.Runs(m.Platform))
            .OrderByDescending(m => m.Platform!.Variant ?? "", StringComparer.Ordinal)
            .Select(m => m.Manifest)
            .FirstOrDefault();

    public static string Names(IEnumerable<OciDescriptor> manifests) =>
        string.Join(", ", manifests.Select(PlatformOf).OfType<ImagePlatform>().Select(p => p.ToString()).Distinct().Order(StringComparer.Ordinal));

    // attestations of buildx are manifests for the platform unknown/unknown
    private static ImagePlatform? PlatformOf(OciDescriptor manifest) =>
        manifest.Platform is { Os: "linux", Architecture: { } architecture } platform
            ? new ImagePlatform(architecture, platform.Variant)
            : null;
}
