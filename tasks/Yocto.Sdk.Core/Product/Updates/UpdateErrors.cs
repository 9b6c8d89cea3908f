using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Product.Updates;

/// <summary>Codes 55xx: updates of the whole system.</summary>
internal static class UpdateErrors
{
    public static readonly DiagnosticDescriptor UnknownEngine = new("YOCTO5501",
        "'{0}' is not an update engine. Set YoctoUpdateEngine to rauc or none.");

    public static readonly DiagnosticDescriptor NoEngine = new("YOCTO5502",
        "{0} is set, but the project has no updates. Set YoctoUpdateEngine to rauc.");

    public static readonly DiagnosticDescriptor NoDataPartition = new("YOCTO5503",
        "An update replaces the system and needs a data partition for what must remain, but the project has none. "
        + "Set YoctoDataPartition to its mount point, for example /data.");

    public static readonly DiagnosticDescriptor NoLayout = new("YOCTO5504",
        "The machine '{0}' can't have two slots: they need a bootloader that counts boot attempts, which Yocto.Sdk only sets up "
        + "on x86-64 machines (UEFI and GRUB). Build for one of these, or put a condition on YoctoUpdateEngine.");

    public static readonly DiagnosticDescriptor NoRauc = new("YOCTO5505",
        "No layer has RAUC 1.8 or later. {0}");

    public static readonly DiagnosticDescriptor BadCompatible = new("YOCTO5506",
        "'{0}' can't be the name of the devices that an update is for. Use letters, digits, spaces, '.', '_' and '-', for example acme-gateway.");

    public static readonly DiagnosticDescriptor HalfAKey = new("YOCTO5507",
        "An update is signed with a key and its certificate, but {0} is not set. Set both, or neither for a development key.");

    public static readonly DiagnosticDescriptor BadKey = new("YOCTO5508",
        "{0} and {1} can't sign updates: {2}");

    public static readonly DiagnosticDescriptor BadSlotSize = new("YOCTO5509",
        "'{0}' is not a size of a slot. Write a number with the unit M or G, at least {1}M, for example {2}.");

    public static readonly DiagnosticDescriptor DevelopmentKey = new("YOCTO5510",
        "Updates are signed with the development key {0}, which was generated for this folder. A device only accepts updates signed with the key "
        + "that it was built with. Before you ship a device, set YoctoUpdateKey and YoctoUpdateCertificate.", Severity.Warning);
}
