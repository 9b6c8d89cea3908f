using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Device;

/// <summary>Codes 51xx: the product layer and its container host.</summary>
public static class DeviceErrors
{
    public static readonly DiagnosticDescriptor NoImage = new("YOCTO5101",
        "{0} adds to the project's image, and the project has none. Set the property Image.");

    public static readonly DiagnosticDescriptor NoImageRecipe = new("YOCTO5102",
        "The layers have no file {0}*.bb that the product's image could start from: '{0}' is a name that another recipe "
        + "provides. Set the property Image to that recipe's own name.");

    public static readonly DiagnosticDescriptor ShadowedImageRecipe = new("YOCTO5103",
        "Two layers have an image recipe {0}, and the product's image could only start from the first of them, {1}, "
        + "while bitbake would build the second, {2}. Give that one another name, or another folder in its layer.");

    public static readonly DiagnosticDescriptor UnknownEngine = new("YOCTO5110",
        "'{0}' is no container engine. YoctoContainerEngine is podman, docker or none.");
}
