using System.Globalization;

namespace Yocto.Sdk.Language;

/// <summary>The part of bitbake's version that decides what it understands.</summary>
internal static class BitBakeRelease
{
    // the releases at which something changed: a test compares them with releases.json
    public static readonly Version Dunfell = new(1, 46);
    public static readonly Version Honister = new(1, 52);
    public static readonly Version Kirkstone = new(2, 0);
    public static readonly Version Langdale = new(2, 2);
    public static readonly Version Mickledore = new(2, 4);
    public static readonly Version Scarthgap = new(2, 8);
    public static readonly Version Styhead = new(2, 10);
    public static readonly Version Walnascar = new(2, 12);
    public static readonly Version Whinlatter = new(2, 16);
    public static readonly Version Wrynose = new(2, 18);

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
