namespace Yocto.Sdk.Diagnostics;

/// <summary>What any property or metadata can have wrong.</summary>
public static class ValueErrors
{
    public static readonly DiagnosticDescriptor NeitherWay = new("YOCTO1061",
        "{0} is '{1}', which is neither true nor false. Set it to true or false.");
}
