using System.Globalization;

namespace Yocto.Sdk.Language;

/// <summary>The part of bitbake's version that decides what it understands.</summary>
internal static class BitBakeRelease
{
    /// <summary><c>2.18</c> of <c>2.18.0</c> and of <c>2.18.0-dev</c>.</summary>
    public static Version Of(string version)
    {
        var numbers = version.Split('.')
            .Select(part => new string([.. part.TakeWhile(char.IsAsciiDigit)]))
            .TakeWhile(digits => digits.Length > 0)
            .Select(digits => int.Parse(digits, CultureInfo.InvariantCulture))
            .ToList();
        return numbers.Count < 2
            ? throw new FormatException($"'{version}' is not a version of bitbake.")
            : new Version(numbers[0], numbers[1]);
    }
}
