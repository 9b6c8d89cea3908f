using System.Globalization;

namespace Yocto.Sdk.Configuration;

/// <summary>How a release writes operations and overrides: <c>FOO_append_x</c> or <c>FOO:append:x</c>.</summary>
/// <param name="Separator"><c>_</c> before bitbake 1.52 (honister), <c>:</c> from it on.</param>
public sealed record OverrideSyntax(char Separator)
{
    private static readonly Version _firstWithColon = new(1, 52);

    public static OverrideSyntax Of(string bitBakeVersion) =>
        new(ReleaseNumber(bitBakeVersion) >= _firstWithColon ? ':' : '_');

    /// <summary>
    /// The name on the left of an assignment. An override after <c>append</c> makes the operation itself depend on it
    /// (<c>FOO:append:x</c>): appending to <c>FOO:x</c> would hide what <c>FOO</c> holds.
    /// </summary>
    public string Name(string variable, string? operation = null, string? @override = null) =>
        string.Join(Separator, ((string?[])[variable, operation, @override?.Replace(':', Separator)])
            .Where(part => !string.IsNullOrEmpty(part)));

    /// <summary><c>2.18</c> of <c>2.18.0</c>.</summary>
    internal static Version ReleaseNumber(string bitBakeVersion)
    {
        var numbers = bitBakeVersion.Split('.')
            .Select(part => new string([.. part.TakeWhile(char.IsAsciiDigit)]))
            .TakeWhile(digits => digits.Length > 0)
            .Select(digits => int.Parse(digits, CultureInfo.InvariantCulture))
            .ToList();
        return numbers.Count < 2
            ? throw new FormatException($"'{bitBakeVersion}' is no version of bitbake.")
            : new Version(numbers[0], numbers[1]);
    }
}
