using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Product.Layer;

namespace Yocto.Sdk.Product.Containers;

/// <summary>Codes 53xx: preloaded containers and the applications that run in them.</summary>
public static class ContainerErrors
{
    public static readonly DiagnosticDescriptor NoFile = new("YOCTO5302",
        "There is no archive or OCI layout {0}.");

    public static readonly DiagnosticDescriptor BadReference = new("YOCTO5303",
        "'{0}' is neither an archive or OCI layout on disk nor the full name of an image: write the registry, the "
        + "repository and the digest, {1} say.");

    public static readonly DiagnosticDescriptor NotPinned = new("YOCTO5304",
        "'{0}' is a tag, which can mean another image tomorrow. {1}");

    public static readonly DiagnosticDescriptor RegistryUnreachable = new("YOCTO5305",
        "The registry {0} does not give '{1}': {2} What has been fetched once is in the cache and needs no network.");

    public static readonly DiagnosticDescriptor RegistryRefuses = new("YOCTO5306",
        "The registry {0} gives '{1}' to nobody who has not logged in: {2} Run podman login {0}, or docker login {0}, as the user who builds.");

    public static readonly DiagnosticDescriptor NotInRegistry = new("YOCTO5307",
        "The registry {0} does not have '{1}': {2}");

    public static readonly DiagnosticDescriptor Unusable = new("YOCTO5308",
        "The image '{0}' can't be preloaded: {1}.");

    public static readonly DiagnosticDescriptor OtherPlatform = new("YOCTO5309",
        "The image '{0}' is for {1}, and the machine '{2}' runs {3}.");

    public static readonly DiagnosticDescriptor NoName = new("YOCTO5310",
        "The image in '{0}' has no name. Give the item the metadata Name, {1}/hello:1 say.");

    public static readonly DiagnosticDescriptor BadName = new("YOCTO5311",
        "'{0}' can't be the name of an image: write registry/repository:tag in lower case, {1}/hello:1 say.");

    public static readonly DiagnosticDescriptor NameTwice = new("YOCTO5312",
        "Two different images would be called '{0}' on the device, of '{1}' and of '{2}'. Give one of them another Name.");

    public static readonly DiagnosticDescriptor UnknownPlatform = new("YOCTO5313",
        "The conf of the machine '{0}' does not tell what images it runs. Give the item the metadata Platform, linux/arm64 or linux/arm/v7 say.");

    public static readonly DiagnosticDescriptor BadPlatform = new("YOCTO5314",
        "'{0}' is no platform: write linux/amd64, linux/arm64 or linux/arm/v7 say.");

    public static readonly DiagnosticDescriptor ApplicationFileUnreadable = new("YOCTO5320",
        "The {0} file {1} can't be read: {2}");

    public static readonly DiagnosticDescriptor ImageNotPreloaded = new("YOCTO5321",
        "The image '{0}' is not preloaded, and a device without a network could not start it. "
        + "Name it in a YoctoContainer item, or write it here with its registry and its digest.{1}");

    public static readonly DiagnosticDescriptor BuildInCompose = new("YOCTO5322",
        "The service '{0}' would be built on the device. Build its image beforehand, name the archive in a YoctoContainer item "
        + "and give the service its image.");

    public static readonly DiagnosticDescriptor ServiceWithoutImage = new("YOCTO5323",
        "The service '{0}' has no image.");

    public static readonly DiagnosticDescriptor VariableInImage = new("YOCTO5324",
        "The image '{0}' depends on a variable, and what is preloaded is decided now. Write the name in full.");

    public static readonly DiagnosticDescriptor NoSuchMount = new("YOCTO5325",
        "'{0}' does not exist beside {1}, and the folder on the device is read-only. Use a named volume, or an absolute path on the device.");

    public static readonly DiagnosticDescriptor ApplicationTwice = new("YOCTO5326",
        "Two applications would be called '{0}' on the device: '{1}' and '{2}'. Give one of them another Name.");

    public static readonly DiagnosticDescriptor ApplicationName = new("YOCTO5327",
        "'{0}' can't be the name of an application: it names a recipe, so use lower-case letters, digits and . + -, and begin with a letter.");

    public static readonly DiagnosticDescriptor NoQuadlet = new("YOCTO5330",
        "'{0}' is a Quadlet file, and podman has Quadlet from 4.4 on; {1}. Use YoctoCompose, or a later release.");

    public static readonly DiagnosticDescriptor NotAQuadlet = new("YOCTO5331",
        "'{0}' is no file that Quadlet reads here: it takes .container, .kube, .network, .volume and .pod.");

    public static readonly DiagnosticDescriptor QuadletEngine = new("YOCTO5332",
        "'{0}' is a Quadlet file, and Quadlet is podman's. Set YoctoContainerEngine to podman.");

    public static readonly DiagnosticDescriptor QuadletNotStarted = new("YOCTO5333",
        "'{0}' has no [Install] section, so that nothing starts it at boot. Add WantedBy=multi-user.target to it.", Severity.Warning);
}
