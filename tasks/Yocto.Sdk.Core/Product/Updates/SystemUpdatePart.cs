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
    private const string SignerFile = "signer.cert.pem";

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
                ("MINIMUM_VERSION", update.MinimumVersion is { } minimum ? $"min-bundle-version={minimum}" : ""),
                ("INTERMEDIATES", string.Join(' ', IntermediatesOf(update).Select(f => $"--intermediate=${{THISDIR}}/files/{f.File}"))),
                ("CERTIFICATES", string.Join(' ', IntermediatesOf(update).Select(f => f.File).Prepend(SignerFile).Select(f => $"${{THISDIR}}/files/{f}:True")))),
            new LayerFile("recipes-core/rauc/files/ca.cert.pem", update.Signing.Keyring),
            new LayerFile($"recipes-product/bundles/files/{SignerFile}", update.Signing.Signer),
            .. IntermediatesOf(update).Select(f => new LayerFile($"recipes-product/bundles/files/{f.File}", f.Certificate)),
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

    private static IEnumerable<(string File, string Certificate)> IntermediatesOf(SystemUpdate update) =>
        update.Signing.Intermediates.Select((certificate, i) =>
            (string.Create(CultureInfo.InvariantCulture, $"intermediate-{i + 1}.cert.pem"), certificate));

    private static string MebibytesOf(SystemUpdate update) => update.SlotSize.ToString(CultureInfo.InvariantCulture);
}
