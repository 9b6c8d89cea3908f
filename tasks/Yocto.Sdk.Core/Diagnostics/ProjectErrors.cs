namespace Yocto.Sdk.Diagnostics;

/// <summary>What can be wrong with any property or item.</summary>
internal static class ProjectErrors
{
    public static readonly DiagnosticDescriptor NeitherWay = new("YOCTO1061",
        "{0} is '{1}', which is neither true nor false. Set it to true or false.");

    public static readonly DiagnosticDescriptor LostItem = new("YOCTO1062",
        "A target adds {0} '{1}' where nothing reads it. Run the target with BeforeTargets=\"{2}\".");
}
