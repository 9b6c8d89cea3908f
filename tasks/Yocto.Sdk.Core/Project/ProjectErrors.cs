using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Project;

/// <summary>Codes 106x: what the project's own targets do.</summary>
public static class ProjectErrors
{
    public static readonly DiagnosticDescriptor LostItem = new("YOCTO1062",
        "A target adds {0} '{1}' where nothing reads it. Run the target with BeforeTargets=\"{2}\".");
}
