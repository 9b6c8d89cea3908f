using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Product.Applications;

/// <summary>Codes 534x and 535x: .NET applications.</summary>
public static class ApplicationErrors
{
    public static readonly DiagnosticDescriptor UnknownDeployment = new("YOCTO5340",
        "'{0}' is no way to deploy an application. Set YoctoDeploy to container or to native.");

    public static readonly DiagnosticDescriptor NoRuntimeIdentifier = new("YOCTO5341",
        "The conf of the machine '{0}' does not tell which of .NET's runtimes it runs. Give the reference the metadata "
        + "RuntimeIdentifier, linux-arm64 say.");

    public static readonly DiagnosticDescriptor NoRuntime = new("YOCTO5342",
        ".NET has no runtime for the machine '{0}', which is {1}. An application for it can't be .NET's; if it can after all, give the "
        + "reference the metadata RuntimeIdentifier.");

    public static readonly DiagnosticDescriptor NotPublished = new("YOCTO5343",
        "The project {0} publishes nothing that a device could run: it is a library, or not publishable.");

    public static readonly DiagnosticDescriptor BadPort = new("YOCTO5344",
        "'{0}' is no port to publish: write the device's and the container's, 8080:80 say, with /udp where it is meant.");

    public static readonly DiagnosticDescriptor BadVolume = new("YOCTO5345",
        "'{0}' is no volume: write the name of one, or an absolute path of the device, and the container's path, data:/var/lib/sensor say.");

    public static readonly DiagnosticDescriptor BadEnvironment = new("YOCTO5346",
        "'{0}' is no environment variable with its value: write NAME=value, several are separated by semicolons.");

    public static readonly DiagnosticDescriptor BadNetwork = new("YOCTO5347",
        "'{0}' is no network of the engine: write host, none, or the name of one.");

    public static readonly DiagnosticDescriptor ForContainersOnly = new("YOCTO5348",
        "A native application uses the device's own {0}, and the metadata {0} is for those in containers. Delete it.");
}
