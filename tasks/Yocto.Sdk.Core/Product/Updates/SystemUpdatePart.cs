using System.Globalization;
using Yocto.Sdk.Configuration;
using Yocto.Sdk.Product.Layer;

namespace Yocto.Sdk.Product.Updates;

/// <summary>What updates of the whole system add to the product.</summary>
internal static class SystemUpdatePart
{
    // Fixed: the bootloader's configuration, the systems in both slots and all updates to come know the partitions by them.
    private const string BootPartition = "7c1a6b02-6d3e-4f6b-9a56-0f1b5a9d2c0e";
    private const string SlotA = "7c1a6b02-6d3e-4f6b-9a56-0f1b5a9d2c0a";
    private const string SlotB = "7c1a6b02-6d3e-4f6b-9a56-0f1b5a9d2c0b";

    public static ProductPart Of(SystemUpdate update, string imageRecipe, ProductSources sources) => new("YoctoUpdateEngine",
        ["update-slots"],
        [new ConfBlock("YoctoUpdateEngine", [ConfBlock.WordList(sources.Syntax.Name("DISTRO_FEATURES", "append"), "=", ["rauc"], leadingSpace: true)])],
        [
            .. Template.Fill(sources.FilesOf("system-update"),
                ("PRODUCT", update.Product), ("IMAGE", imageRecipe), ("COMPATIBLE", update.Compatible), ("MOUNT_POINT", update.MountPoint),
                ("PARTUUID_BOOT", BootPartition), ("PARTUUID_A", SlotA), ("PARTUUID_B", SlotB), ("SLOT_SIZE", MebibytesOf(update)),
                ("WKS_FOLDER", sources.Facts.WksFolder),
                ("BOOT_PLUGIN", sources.Facts.WicBootPlugin),
                ("CONFIGURATION", update.ConfigurationRecipe),
                // runqemu fills it in
                ("DEPLOY_DIR_IMAGE", "@DEPLOY_DIR_IMAGE@"),
                ("INTERMEDIATES", string.Join(' ', update.Signing.Intermediates.Select((_, i) => $"--intermediate=${{THISDIR}}/files/{IntermediateFile(i)}")))),
            new LayerFile("recipes-core/rauc/files/ca.cert.pem", update.Signing.Root),
            new LayerFile("recipes-product/bundles/files/signer.cert.pem", update.Signing.Signer),
            .. update.Signing.Intermediates.Select((certificate, i) => new LayerFile($"recipes-product/bundles/files/{IntermediateFile(i)}", certificate)),
        ])
    {
        Image =
        [
            $"UPDATE_SLOT_SIZE = \"{MebibytesOf(update)}\"",
            $"UPDATE_SLOTS_FSTAB = \"/dev/system-disk/by-partuuid/{BootPartition} /boot/efi vfat noatime,nosuid,nodev,umask=0077,nofail 0 0\"",
            $"WKS_FILE = \"{imageRecipe}-slots.wks.in\"",
            "inherit update-slots",
        ],
    };

    private static string IntermediateFile(int index) =>
        string.Create(CultureInfo.InvariantCulture, $"intermediate-{index + 1}.cert.pem");

    private static string MebibytesOf(SystemUpdate update) => update.SlotSize.ToString(CultureInfo.InvariantCulture);
}
