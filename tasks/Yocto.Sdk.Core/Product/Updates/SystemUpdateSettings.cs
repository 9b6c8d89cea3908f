using Yocto.Sdk.Project;

namespace Yocto.Sdk.Product.Updates;

/// <summary>A project's settings for updates, as they are written; null when unset.</summary>
/// <param name="Key">A path; absolute.</param>
/// <param name="Certificate">A path; absolute.</param>
/// <param name="TrustedRoots">A path; absolute.</param>
internal sealed record SystemUpdateSettings(
    Setting? Engine, Setting? Compatible, Setting? Key, Setting? Certificate, Setting? TrustedRoots, Setting? MinimumVersion, Setting? SlotSize)
{
    /// <summary>Those that need an engine.</summary>
    public IEnumerable<(string Property, Setting Value)> OfEngine() =>
        from setting in ((string, Setting?)[])
        [
            ("YoctoUpdateCompatible", Compatible), ("YoctoUpdateKey", Key),
            ("YoctoUpdateCertificate", Certificate), ("YoctoUpdateTrustedRoots", TrustedRoots),
            ("YoctoUpdateMinimumVersion", MinimumVersion), ("YoctoUpdateSlotSize", SlotSize),
        ]
        where setting.Item2 is not null
        select (setting.Item1, setting.Item2);
}
