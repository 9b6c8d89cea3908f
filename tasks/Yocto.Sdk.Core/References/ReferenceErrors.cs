using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.References;

/// <summary>Codes 106x: projects that this one references.</summary>
public static class ReferenceErrors
{
    public static readonly DiagnosticDescriptor Cycle = new("YOCTO1060",
        "Projects can't wait for each other to be built: {0}. Remove one of these references.");
}
