namespace Yocto.Sdk.Diagnostics;

/// <summary>Codes 9xxx: what should never happen.</summary>
internal static class OwnFaults
{
    public static readonly DiagnosticDescriptor Unexpected = new("YOCTO9001",
        "{0} failed unexpectedly: {1}: {2} "
        + "Please report this with the binary log (dotnet build -bl), which has the details, and the project's properties and "
        + "the environment variables that the build read: look for secrets in it before.");
}
