namespace Yocto.Sdk.Diagnostics;

/// <summary>What any property or metadata can have wrong.</summary>
public static class ValueErrors
{
    public static readonly DiagnosticDescriptor NeitherWay = new("YOCTO1061",
        "'{1}' is neither true nor false. Set {0} to one of the two.");
}
