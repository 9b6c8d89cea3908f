using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Product.Updates;

/// <summary>Codes 55xx: updates of the whole system.</summary>
public static class UpdateErrors
{
    public static readonly DiagnosticDescriptor UnknownEngine = new("YOCTO5501",
        "'{0}' is no update engine. YoctoUpdateEngine is rauc or none.");

    public static readonly DiagnosticDescriptor NoEngine = new("YOCTO5502",
        "{0} says how updates are to be, and the project has none. Set YoctoUpdateEngine to rauc.");

    public static readonly DiagnosticDescriptor NoDataPartition = new("YOCTO5503",
        "What outlives an update lies on the data partition, and the project has none. Set YoctoDataPartition to its mount point, /data say.");

    public static readonly DiagnosticDescriptor NoLayout = new("YOCTO5504",
        "There is no layout of two slots for the machine '{0}': it takes a bootloader that counts attempts, which Yocto.Sdk sets up "
        + "on x86-64 machines (UEFI and GRUB). Build for one of these, or give YoctoUpdateEngine a condition on the machine.");

    public static readonly DiagnosticDescriptor NoRauc = new("YOCTO5505",
        "No layer has a RAUC that can be used. {0}");

    public static readonly DiagnosticDescriptor BadCompatible = new("YOCTO5506",
        "'{0}' can't tell which devices an update is for: write letters, digits, spaces and . _ - only, acme-gateway say.");

    public static readonly DiagnosticDescriptor HalfAKey = new("YOCTO5507",
        "A bundle is signed with a key and its certificate, and {0} is missing. Set both, or none for a development key.");

    public static readonly DiagnosticDescriptor BadKey = new("YOCTO5508",
        "{0} and {1} can't sign updates: {2}");

    public static readonly DiagnosticDescriptor BadSlotSize = new("YOCTO5509",
        "'{0}' is no size of a slot: write a number of at least {1}M with the unit M or G, {2} say.");

    public static readonly DiagnosticDescriptor DevelopmentKey = new("YOCTO5510",
        "Updates are signed with a development key, {0}, which was made for this folder alone. A device takes updates of the key that it "
        + "was built with: before one leaves the house, set YoctoUpdateKey and YoctoUpdateCertificate.", Severity.Warning);
}
