using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Product.Layer;

/// <summary>Codes 51xx: the product layer and its container host.</summary>
public static class ProductErrors
{
    public static readonly DiagnosticDescriptor NoImage = new("YOCTO5101",
        "{0} adds to the project's image, and the project has none. Set the property Image.");

    public static readonly DiagnosticDescriptor NoImageRecipe = new("YOCTO5102",
        "The layers have no file {0}*.bb that the product's image could start from: '{0}' is a name that another recipe "
        + "provides. Set the property Image to that recipe's own name.");

    public static readonly DiagnosticDescriptor ShadowedImageRecipe = new("YOCTO5103",
        "Two layers have an image recipe {0}, and the product's image could only start from the first of them, {1}, "
        + "while bitbake would build the second, {2}. Give that one another name, or another folder in its layer.");

    public static readonly DiagnosticDescriptor NothingToExport = new("YOCTO5104",
        "There is no product layer to export: the project uses no property or item of the device. "
        + "Its bblayers.conf and local.conf are in {0}.");

    public static readonly DiagnosticDescriptor ExportExists = new("YOCTO5105",
        "The layer is not exported, for {0} exists already and may hold edits of yours. "
        + "Remove it, or name another folder in YoctoExportDirectory.");

    public static readonly DiagnosticDescriptor UnknownEngine = new("YOCTO5110",
        "'{0}' is no container engine. YoctoContainerEngine is podman, docker or none.");

    public static readonly DiagnosticDescriptor UnknownValue = new("YOCTO5111",
        "'{0}' is no value of {1}, which is {2}.");

    public static readonly DiagnosticDescriptor NoRecipe = new("YOCTO5112",
        "No layer {0}. {1}");

    public static readonly DiagnosticDescriptor BadStorage = new("YOCTO5113",
        "'{0}' can't be where the engine keeps images: write an absolute path on the device, of letters, digits and . _ -, /data/containers say.");

    public static readonly DiagnosticDescriptor NotOfEngine = new("YOCTO5114",
        "{0} can't be had: {1}.");

    public static readonly DiagnosticDescriptor BadRegistry = new("YOCTO5115",
        "'{0}' is no registry: write its host in lower case, with a port or a path if need be, registry.example:5000/acme say.");

    public static readonly DiagnosticDescriptor BadKey = new("YOCTO5116",
        "There is no public key {0}. A key of GnuPG is a file .gpg or .asc, one of cosign .pub or .pem.");

    public static readonly DiagnosticDescriptor KernelLacksOptions = new("YOCTO5117",
        "The kernel can't run containers. {0} Set them in the kernel's configuration, or what they depend on: the product layer "
        + "has set those that it could.");

    public static readonly DiagnosticDescriptor BadUser = new("YOCTO5118",
        "'{0}' can't be a user of the device: begin with a lower-case letter, and go on with lower-case letters, digits, - and _.");

    public static readonly DiagnosticDescriptor NoEngine = new("YOCTO5301",
        "{0} '{1}' needs a container engine on the device. Set YoctoContainerEngine to podman or docker.");
}
