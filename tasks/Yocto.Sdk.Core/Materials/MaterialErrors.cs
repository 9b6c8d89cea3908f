using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Materials;

/// <summary>Codes 5010 to 5014: the bill of materials.</summary>
internal static class MaterialErrors
{
    public static readonly DiagnosticDescriptor ContainerUnreadable = new("YOCTO5010",
        "The bill of materials of {0} can't be written, because a preloaded image can't be read: {1}. Build again.");
}
