using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.VSCode;

internal static class VSCodeErrors
{
    public static readonly DiagnosticDescriptor NotMergeable = new("YOCTO1920",
        "This file is no JSON that settings can be added to: {0} Repair it, or move it away, then run the command again. Nothing was changed.");
}
