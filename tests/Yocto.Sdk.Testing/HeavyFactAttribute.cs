using System.Globalization;
using System.Runtime.CompilerServices;

namespace Yocto.Sdk.Testing;

/// <summary>
/// A test of many minutes: <c>dotnet test</c> names it as skipped; <c>YOCTO_SDK_HEAVY_TESTS=1 dotnet test</c>, which
/// <c>.ci/run</c> uses, runs those of level 1; <c>YOCTO_SDK_HEAVY_TESTS=2</c>, for a release, runs all.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class HeavyFactAttribute : FactAttribute
{
    private static readonly int _asked =
        int.TryParse(Environment.GetEnvironmentVariable("YOCTO_SDK_HEAVY_TESTS"), NumberStyles.None, CultureInfo.InvariantCulture, out var level) ? level : 0;

    public HeavyFactAttribute(int level = 1, [CallerFilePath] string? file = null, [CallerLineNumber] int line = -1) : base(file, line) =>
        Skip = ReasonToSkip(level);

    /// <summary>Why no test of a level is run; null when they are.</summary>
    internal static string? ReasonToSkip(int level) => _asked >= level ? null : $"heavy: set YOCTO_SDK_HEAVY_TESTS={level} to run it";
}
