using System.Runtime.CompilerServices;

namespace Yocto.Sdk.Testing;

/// <summary>
/// A test of many minutes: <c>dotnet test</c> names it as skipped; <c>YOCTO_SDK_HEAVY_TESTS=1 dotnet test</c>, which
/// <c>.ci/run</c> uses, runs it.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class HeavyFactAttribute : FactAttribute
{
    public HeavyFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1) : base(file, line) =>
        Skip = Reason;

    /// <summary>Why no heavy test is run; null when they are.</summary>
    internal static string? Reason { get; } = Environment.GetEnvironmentVariable("YOCTO_SDK_HEAVY_TESTS") == "1"
        ? null
        : "heavy: set YOCTO_SDK_HEAVY_TESTS=1 to run it";
}
