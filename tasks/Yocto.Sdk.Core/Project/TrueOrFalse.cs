namespace Yocto.Sdk.Project;

/// <summary>A property or metadata that is true or false, in the words that MSBuild takes for these.</summary>
internal static class TrueOrFalse
{
    /// <summary>Empty is false; null when it is neither.</summary>
    public static bool? Of(string value) => value.Trim().ToLowerInvariant() switch
    {
        "true" or "on" or "yes" => true,
        "" or "false" or "off" or "no" => false,
        _ => null,
    };
}
