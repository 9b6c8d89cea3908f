using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Shells;

/// <summary>Codes 193x: a shell in the build's environment.</summary>
internal static class ShellErrors
{
    public static readonly DiagnosticDescriptor NotConfigured = new("YOCTO1931",
        "There is no build directory for a shell yet. Run 'dotnet run -p:YoctoRun=shell' without --no-build once.");
}
