using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Project;

/// <summary>A property or metadata that is true or false, in the words that MSBuild takes for these.</summary>
public static class TrueOrFalse
{
    public static readonly DiagnosticDescriptor NeitherWay = new("YOCTO1061",
        "'{1}' is neither true nor false. Set {0} to one of the two.");

    /// <summary>Empty is false; null when it is neither.</summary>
    public static bool? Of(string value) => value.Trim().ToLowerInvariant() switch
    {
        "true" or "on" or "yes" => true,
        "" or "false" or "off" or "no" => false,
        _ => null,
    };
}
