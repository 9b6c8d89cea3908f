namespace Yocto.Sdk.Product.Updates;

/// <summary><c>YoctoUpdateEngine</c>: two slots for the system, and signed bundles that bring the next one into the other.</summary>
/// <param name="Product">Names the bundle's recipe.</param>
/// <param name="Compatible">Which devices a bundle is for.</param>
/// <param name="SlotSize">In MiB, for the device's life.</param>
/// <param name="MinimumVersion">The oldest bundle that a device takes; null for any.</param>
/// <param name="MountPoint">Of the data partition.</param>
/// <param name="ConfigurationRecipe">The recipe that installs RAUC's <c>system.conf</c>, as the name of an append.</param>
internal sealed record SystemUpdate(
    string Product, string Compatible, int SlotSize, string? MinimumVersion, string MountPoint, SigningKey Signing, string ConfigurationRecipe)
{
    public string BundleRecipe => $"{Product}-bundle";

    /// <summary>A development key is made when there is none.</summary>
    public SystemUpdate WithKey() => this with { Signing = Signing.Made() };
}
