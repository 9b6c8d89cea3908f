using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.References;

/// <summary>Codes 106x: projects that this one references.</summary>
internal static class ReferenceErrors
{
    public static readonly DiagnosticDescriptor Cycle = new("YOCTO1060",
        "These projects reference each other, so none of them can be built first: {0}. Remove one of the references.");
}
