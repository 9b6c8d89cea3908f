using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Product.Containers;

/// <summary>Codes 53xx: preloaded containers and the applications that run in them.</summary>
internal static class ContainerErrors
{
    public static readonly DiagnosticDescriptor NoFile = new("YOCTO5302",
        "There is no archive or OCI layout at {0}.");

    public static readonly DiagnosticDescriptor BadReference = new("YOCTO5303",
        "'{0}' is neither an archive or OCI layout on disk nor the full name of an image. Write the registry, the "
        + "repository and the digest, for example {1}.");

    public static readonly DiagnosticDescriptor NotPinned = new("YOCTO5304",
        "'{0}' has no digest, and a tag can be moved to another image. {1}");

    public static readonly DiagnosticDescriptor RegistryUnreachable = new("YOCTO5305",
        "The registry {0} did not provide '{1}': {2} An image that was fetched before comes from the cache and needs no network.");

    public static readonly DiagnosticDescriptor RegistryRefuses = new("YOCTO5306",
        "The registry {0} requires a login for '{1}': {2} Run 'podman login {0}' or 'docker login {0}' as the user who builds.");

    public static readonly DiagnosticDescriptor NotInRegistry = new("YOCTO5307",
        "The registry {0} does not have '{1}': {2}");

    public static readonly DiagnosticDescriptor Unusable = new("YOCTO5308",
        "The image '{0}' can't be preloaded: {1}.");

    public static readonly DiagnosticDescriptor OtherPlatform = new("YOCTO5309",
        "The image '{0}' is for {1}, but the machine '{2}' runs {3}. Use an image for that platform, or set the metadata Platform.");

    public static readonly DiagnosticDescriptor NoName = new("YOCTO5310",
        "The image in '{0}' has no name. Give the item the metadata Name, for example {1}/hello:1.");

    public static readonly DiagnosticDescriptor BadName = new("YOCTO5311",
        "'{0}' can't be the name of an image. Write registry/repository:tag in lower case, for example {1}/hello:1.");

    public static readonly DiagnosticDescriptor NameTwice = new("YOCTO5312",
        "The different images '{1}' and '{2}' would both have the name '{0}' on the device. Give one of them another Name.");

    public static readonly DiagnosticDescriptor UnknownPlatform = new("YOCTO5313",
        "The platform can't be determined from the conf file of the machine '{0}'. Give the item the metadata Platform, for example linux/arm64 or linux/arm/v7.");

    public static readonly DiagnosticDescriptor BadPlatform = new("YOCTO5314",
        "'{0}' is not a platform. Write for example linux/amd64, linux/arm64 or linux/arm/v7.");

    public static readonly DiagnosticDescriptor ApplicationFileUnreadable = new("YOCTO5320",
        "The {0} file {1} can't be read: {2}");

    public static readonly DiagnosticDescriptor ImageNotPreloaded = new("YOCTO5321",
        "The image '{0}' is not preloaded, so a device without a network could not start it. "
        + "Add a YoctoContainer item for it, or write its registry and its digest here.{1}");

    public static readonly DiagnosticDescriptor BuildInCompose = new("YOCTO5322",
        "The service '{0}' has 'build:', but images can't be built on the device. Build the image beforehand, add a YoctoContainer item for the archive, "
        + "and set the service's 'image:' to its name.");

    public static readonly DiagnosticDescriptor ServiceWithoutImage = new("YOCTO5323",
        "The service '{0}' has no image. Set its 'image:'.");

    public static readonly DiagnosticDescriptor VariableInImage = new("YOCTO5324",
        "The image '{0}' depends on a variable, which has no value at build time. Write the name in full.");

    public static readonly DiagnosticDescriptor NoSuchMount = new("YOCTO5325",
        "'{0}' does not exist next to {1}, and the device can't create it on a read-only root. Use a named volume, or an absolute path on the device.");

    public static readonly DiagnosticDescriptor ApplicationTwice = new("YOCTO5326",
        "The applications '{1}' and '{2}' would both have the name '{0}' on the device. Give one of them another Name.");

    public static readonly DiagnosticDescriptor ApplicationName = new("YOCTO5327",
        "'{0}' can't be the name of an application, because it also names a recipe. Use lower-case letters, digits, '.', '+' and '-', and begin with a letter.");

    public static readonly DiagnosticDescriptor LinkLeadsOut = new("YOCTO5328",
        "'{0}' is or has a link that leads nowhere, or out of the folder of {1}. Copy what it leads to into that folder.");

    public static readonly DiagnosticDescriptor NotRenamed = new("YOCTO5329",
        "The images of {0} can't get their names on the device without a change to the rest of the file. Write each image's name in one line, with or without quotes.");

    public static readonly DiagnosticDescriptor NoQuadlet = new("YOCTO5330",
        "'{0}' is a Quadlet file, which needs podman 4.4 or later, but {1}. Use YoctoCompose, or a later release.");

    public static readonly DiagnosticDescriptor NotAQuadlet = new("YOCTO5331",
        "'{0}' is not a Quadlet file. The extension must be .container, .kube, .network, .volume or .pod.");

    public static readonly DiagnosticDescriptor QuadletEngine = new("YOCTO5332",
        "'{0}' is a Quadlet file, but Quadlet is a part of podman. Set YoctoContainerEngine to podman.");

    public static readonly DiagnosticDescriptor QuadletNotStarted = new("YOCTO5333",
        "'{0}' has no [Install] section, so nothing starts it at boot. Add the section with WantedBy=multi-user.target.", Severity.Warning);

    public static readonly DiagnosticDescriptor YamlElsewhere = new("YOCTO5334",
        "'{0}' is not in the folder of {1}, where podman finds it on the device. Move it there and write its name, or write an absolute path on the device.");

    public static readonly DiagnosticDescriptor QuadletTwice = new("YOCTO5335",
        "'{1}' and '{2}' would both be {0} on the device. Rename one of them.");

    public static readonly DiagnosticDescriptor UnitTwice = new("YOCTO5336",
        "'{1}' and '{2}' would both be the unit {0} on the device, which would start only one of them. Rename one.");
}
