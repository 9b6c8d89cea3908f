using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Product.Applications;

/// <summary>Codes 534x and 535x: .NET applications.</summary>
internal static class ApplicationErrors
{
    public static readonly DiagnosticDescriptor UnknownDeployment = new("YOCTO5340",
        "YoctoDeploy is '{0}'. Set it to container or native.");

    public static readonly DiagnosticDescriptor NoRuntimeIdentifier = new("YOCTO5341",
        "The runtime identifier can't be determined from the conf file of the machine '{0}'. Give the reference the metadata "
        + "RuntimeIdentifier, for example linux-arm64.");

    public static readonly DiagnosticDescriptor NoRuntime = new("YOCTO5342",
        ".NET has no runtime for the machine '{0}', which is {1}. If you have one, give the "
        + "reference the metadata RuntimeIdentifier.");

    public static readonly DiagnosticDescriptor NotPublished = new("YOCTO5343",
        "The project {0} publishes nothing that a device can run: it is a library, or it is not publishable. Reference an application.");

    public static readonly DiagnosticDescriptor BadPort = new("YOCTO5344",
        "'{0}' is not a port. Write device:container, for example 8080:80, and append /udp for UDP.");

    public static readonly DiagnosticDescriptor BadVolume = new("YOCTO5345",
        "'{0}' is not a volume. Write a volume's name or an absolute path on the device, then the path in the container, for example data:/var/lib/sensor.");

    public static readonly DiagnosticDescriptor BadEnvironment = new("YOCTO5346",
        "'{0}' is not an environment variable with its value. Write NAME=value, and separate several with semicolons.");

    public static readonly DiagnosticDescriptor BadNetwork = new("YOCTO5347",
        "'{0}' is not a network. Write host, none or the name of a network.");

    public static readonly DiagnosticDescriptor ForContainersOnly = new("YOCTO5348",
        "The metadata {0} is only for applications in containers, but this one is native. Delete the metadata.");

    public static readonly DiagnosticDescriptor OpenQuote = new("YOCTO5349",
        "The arguments {0} have a quote that is not closed. Close it, or write a backslash before a quote that is a part of a word.");
}
