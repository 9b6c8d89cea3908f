using System.Text.RegularExpressions;

namespace Yocto.Sdk.Product.Layer;

/// <summary>The name of an application: of its recipe, its unit and its folder on the device.</summary>
internal static partial class ApplicationName
{
    public static bool IsLegal(string name) => Legal().IsMatch(name);

    [GeneratedRegex(@"\A[a-z][a-z0-9.+\-]*\z")]
    private static partial Regex Legal();
}
