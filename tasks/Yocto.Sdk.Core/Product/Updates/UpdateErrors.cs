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

    public static readonly DiagnosticDescriptor BadChain = new("YOCTO5511",
        "Devices would refuse every update that is signed with {0}: {1}");

    public static readonly DiagnosticDescriptor Expires = new("YOCTO5512",
        "The certificate {0} in {1} expires on {2:yyyy-MM-dd}. Devices refuse updates that are signed with it from then on. Renew it.", Severity.Warning);

    public static readonly DiagnosticDescriptor BadRoots = new("YOCTO5513",
        "Devices can't trust {0}: {1}");

    public static readonly DiagnosticDescriptor DamagedDevelopmentKey = new("YOCTO5514",
        "The development key {0} is damaged: {1} Restore the file from a backup. If there is none, delete it: the next build makes another key, "
        + "and devices that trust the old one have to be flashed again.");

    public static readonly DiagnosticDescriptor BadMinimumVersion = new("YOCTO5515",
        "'{0}' can't be the oldest version of an update. Write numbers separated by dots, for example 1.2 or 1.2.3.");

    public static readonly DiagnosticDescriptor NoMinimumVersion = new("YOCTO5516",
        "RAUC has a minimum version from 1.12 on, but the layers have {0}. Delete YoctoUpdateMinimumVersion, or use a release that has a later RAUC.");
}
