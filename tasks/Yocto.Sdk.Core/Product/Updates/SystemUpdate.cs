using System.Globalization;
using Yocto.Sdk.Configuration;
using Yocto.Sdk.Product.Layer;

namespace Yocto.Sdk.Product.Updates;

/// <summary><c>YoctoUpdateEngine</c>: two slots for the system, and signed bundles that bring the next one into the other.</summary>
/// <param name="Compatible">Which devices a bundle is for.</param>
/// <param name="SlotSize">In MiB, for the device's life.</param>
/// <param name="MountPoint">Of the data partition.</param>
public sealed record SystemUpdate(string Product, string Compatible, int SlotSize, string MountPoint, SigningKey Signing)
{
    // Fixed: the bootloader's configuration, the systems in both slots and all updates to come know the partitions by them.
    private const string BootPartition = "7c1a6b02-6d3e-4f6b-9a56-0f1b5a9d2c0e";
    private const string SlotA = "7c1a6b02-6d3e-4f6b-9a56-0f1b5a9d2c0a";
    private const string SlotB = "7c1a6b02-6d3e-4f6b-9a56-0f1b5a9d2c0b";

    private string SlotMebibytes => SlotSize.ToString(CultureInfo.InvariantCulture);

    public string BundleRecipe => $"{Product}-bundle";

    public ProductPart PartOf(string imageRecipe, ProductSources sources) => new("YoctoUpdateEngine",
        ["update-slots"],
        [new ConfBlock("YoctoUpdateEngine", [ConfBlock.WordList(sources.Syntax.Name("DISTRO_FEATURES", "append"), "=", ["rauc"], leadingSpace: true)])],
        [
            .. Template.Fill(sources.FilesOf("system-update"),
                ("PRODUCT", Product), ("IMAGE", imageRecipe), ("COMPATIBLE", Compatible), ("MOUNT_POINT", MountPoint),
                ("PARTUUID_BOOT", BootPartition), ("PARTUUID_A", SlotA), ("PARTUUID_B", SlotB), ("SLOT_SIZE", SlotMebibytes),
                ("WKS_FOLDER", sources.Facts.WksFolder), ("BOOT_PLUGIN", sources.Facts.WicBootPlugin),
                ("CONFIGURATION", ConfigurationRecipe(sources)),
                // runqemu fills it in
                ("DEPLOY_DIR_IMAGE", "@DEPLOY_DIR_IMAGE@"),
                ("INTERMEDIATES", string.Join(' ', Signing.Intermediates.Select((_, i) => $"--intermediate=${{THISDIR}}/files/{IntermediateFile(i)}")))),
            new LayerFile("recipes-core/rauc/files/ca.cert.pem", Signing.Root),
            new LayerFile("recipes-product/bundles/files/signer.cert.pem", Signing.Signer),
            .. Signing.Intermediates.Select((certificate, i) => new LayerFile($"recipes-product/bundles/files/{IntermediateFile(i)}", certificate)),
        ])
    {
        Image =
        [
            $"UPDATE_SLOT_SIZE = \"{SlotMebibytes}\"",
            $"UPDATE_SLOTS_FSTAB = \"/dev/disk/by-partuuid/{BootPartition} /boot/efi vfat noatime,umask=0077,nofail 0 0\"",
            $"WKS_FILE = \"{imageRecipe}-slots.wks.in\"",
            "inherit update-slots",
        ],
    };

    private static string IntermediateFile(int index) =>
        string.Create(CultureInfo.InvariantCulture, $"intermediate-{index + 1}.cert.pem");

    // up to mickledore the recipe of rauc has its configuration
    private static string ConfigurationRecipe(ProductSources sources) =>
        sources.Metadata.RecipeFile("rauc-conf") is null ? "rauc_%" : "rauc-conf";
}
