using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Product.Layer;

/// <summary>Codes 51xx: the product layer and its container host.</summary>
internal static class ProductErrors
{
    public static readonly DiagnosticDescriptor NoImage = new("YOCTO5101",
        "{0} adds to the project's image, but the project has none. Set the property Image.");

    public static readonly DiagnosticDescriptor NoImageRecipe = new("YOCTO5102",
        "The layers have no recipe file {0}*.bb to base the product image on: another recipe provides the name '{0}'. "
        + "Set the property Image to that recipe's own name.");

    public static readonly DiagnosticDescriptor ShadowedImageRecipe = new("YOCTO5103",
        "Two layers have an image recipe {0}. The product image can only be based on the first, {1}, "
        + "but bitbake would build the second, {2}. Rename the second, or move it to another folder of its layer.");

    public static readonly DiagnosticDescriptor NothingToExport = new("YOCTO5104",
        "The project has no product layer to export, because it uses no property or item of the product. "
        + "Its bblayers.conf and local.conf are in {0}.");

    public static readonly DiagnosticDescriptor ExportExists = new("YOCTO5105",
        "The layer is not exported, because {0} exists and may contain your changes. "
        + "Remove it, or set YoctoExportDirectory to another folder.");

    public static readonly DiagnosticDescriptor UnknownEngine = new("YOCTO5110",
        "'{0}' is not a container engine. Set YoctoContainerEngine to podman, docker or none.");

    public static readonly DiagnosticDescriptor UnknownValue = new("YOCTO5111",
        "'{0}' is not a value of {1}. Use {2}.");

    public static readonly DiagnosticDescriptor NoRecipe = new("YOCTO5112",
        "No layer {0}. {1}");

    public static readonly DiagnosticDescriptor BadStorage = new("YOCTO5113",
        "'{0}' can't be the folder of the containers' storage. Write an absolute path on the device of letters, digits, '.', '_' and '-', for example /data/containers.");

    public static readonly DiagnosticDescriptor NotOfEngine = new("YOCTO5114",
        "{0} is not supported: {1}.");

    public static readonly DiagnosticDescriptor BadRegistry = new("YOCTO5115",
        "'{0}' is not a registry. Write the host in lower case, and a port or a path if necessary, for example registry.example:5000/acme.");

    public static readonly DiagnosticDescriptor BadKey = new("YOCTO5116",
        "{0} is not a public key: it does not exist, or its extension is unknown. A GnuPG key is a .gpg or .asc file, a cosign key a .pub or .pem file.");

    public static readonly DiagnosticDescriptor ContainerKernelLacksOptions = new("YOCTO5117",
        "The kernel can't run containers. {0} Set these options, or the options that they depend on, in the kernel's configuration. "
        + "The product layer has set the options that it can set.");

    public static readonly DiagnosticDescriptor BadUser = new("YOCTO5118",
        "'{0}' can't be a user of the device. Begin with a lower-case letter or '_', continue with lower-case letters, digits, '-' and '_', and use at most 31 characters.");

    public static readonly DiagnosticDescriptor NoEngine = new("YOCTO5301",
        "{0} '{1}' needs a container engine on the device. Set YoctoContainerEngine to podman or docker.");
}
