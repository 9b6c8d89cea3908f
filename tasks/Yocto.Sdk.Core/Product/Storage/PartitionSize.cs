using System.Globalization;
using System.Text.RegularExpressions;

namespace Yocto.Sdk.Product.Storage;

/// <summary>A size as a project writes it: <c>128M</c>, <c>2G</c>.</summary>
internal static partial class PartitionSize
{
    /// <summary>0 when it is no size.</summary>
    public static int MebibytesOf(string size) =>
        SizeWithUnit().Match(size) is { Success: true } match
        && int.TryParse(match.Groups[1].Value, CultureInfo.InvariantCulture, out var number)
            ? number * (match.Groups[2].Value == "G" ? 1024 : 1) : 0;

    [GeneratedRegex("^([1-9][0-9]{0,5})([MG])$")]
    private static partial Regex SizeWithUnit();
}
