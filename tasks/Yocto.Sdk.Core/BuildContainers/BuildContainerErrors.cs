using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.BuildContainers;

/// <summary>Codes 203x: the build container.</summary>
internal static class BuildContainerErrors
{
    public static readonly DiagnosticDescriptor NoEngine = new("YOCTO2030",
        "The project builds in a container, but the PATH has neither podman nor docker. Install one of them{0}.");

    public static readonly DiagnosticDescriptor EngineFailed = new("YOCTO2031",
        "{0} does not answer: {1}");

    public static readonly DiagnosticDescriptor NoSuchImage = new("YOCTO2032",
        "{0} has no image '{1}'. Build it for this project's release with 'dotnet build -t:YoctoMakeBuildContainer', "
        + "or fetch it with '{0} pull {1}'. If it is a folder, write './{1}'.");

    public static readonly DiagnosticDescriptor NoRootFileSystem = new("YOCTO2033",
        "The folder {0} is not a root file system: it has no bin/sh. Create one there, for example with debootstrap, or name an image.");

    public static readonly DiagnosticDescriptor FolderWantsPodman = new("YOCTO2034",
        "{0} is a folder, but docker can only run images. Install podman, or set YoctoBuildContainer to the name of an image.");

    public static readonly DiagnosticDescriptor NotStarted = new("YOCTO2035",
        "{0} can't run the build container {1}: {2}");

    public static readonly DiagnosticDescriptor NoImageName = new("YOCTO2036",
        "'{0}' is not the name of an image. Set YoctoBuildContainer to the name of the image to build, for example yocto-build.");

    public static readonly DiagnosticDescriptor ImageNotBuilt = new("YOCTO2037",
        "{0} could not build the image '{1}' from {2}:{3}");

    public static readonly DiagnosticDescriptor ColonInPath = new("YOCTO2038",
        "The path {0} contains ':', which podman and docker do not allow in a path that a container sees. Move it to a path without it.");
}
