using System.Runtime.CompilerServices;

namespace Yocto.Sdk.Testing;

/// <summary>A theory whose cases are as heavy as those of <see cref="HeavyFactAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class HeavyTheoryAttribute : TheoryAttribute
{
    public HeavyTheoryAttribute(int level = 1, [CallerFilePath] string? file = null, [CallerLineNumber] int line = -1) : base(file, line) =>
        Skip = HeavyFactAttribute.ReasonToSkip(level);
}
