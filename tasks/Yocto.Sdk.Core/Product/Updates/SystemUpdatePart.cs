using System.Globalization;
using Yocto.Sdk.Configuration;
using Yocto.Sdk.Product.Layer;
using Yocto.Sdk.Product.Storage;

namespace Yocto.Sdk.Product.Updates;

/// <summary>What updates of the whole system add to the product.</summary>
public static class SystemUpdatePart
{
    // Fixed: the bootloader's configuration, the systems in both slots and all updates to come know the partitions by them.
    private const string BootPartition = "7c1a6b02-6d3e-4f6b-9a56-0f1b5a9d2c0e";
    private const string SlotA = "7c1a6b02-6d3e-4f6b-9a56-0f1b5a9d2c0a";
    private const string SlotB = "7c1a6b02-6d3e-4f6b-9a56-0f1b5a9d2c0b";

    private static readonly Version _pluginsWithUnderscores = new(2, 16);

    public static ProductPart Of(SystemUpdate update, string imageRecipe, ProductSources sources) => new("YoctoUpdateEngine",
        ["update-slots"],
        [new ConfBlock("YoctoUpdateEngine", [ConfBlock.WordList(sources.Syntax.Name("DISTRO_FEATURES", "append"), "=", ["rauc"], leadingSpace: true)])],
        [
            .. Template.Fill(sources.FilesOf("update"),
                ("PRODUCT", update.Product), ("IMAGE", imageRecipe), ("COMPATIBLE", update.Compatible), ("MOUNT_POINT", update.MountPoint),
                ("PARTUUID_A", SlotA), ("PARTUUID_B", SlotB), ("CONFIGURATION", update.ConfigurationRecipe),
                ("INTERMEDIATES", string.Join(' ', update.Signing.Intermediates.Select((_, i) => $"--intermediate=${{THISDIR}}/files/{IntermediateFile(i)}")))),
            new LayerFile("recipes-core/rauc/files/ca.cert.pem", update.Signing.Root),
            new LayerFile("recipes-product/bundles/files/signer.cert.pem", update.Signing.Signer),
            .. update.Signing.Intermediates.Select((certificate, i) => new LayerFile($"recipes-product/bundles/files/{IntermediateFile(i)}", certificate)),
            new LayerFile($"{WksFolder.Of(sources)}/{LayoutFile(imageRecipe)}", Layout(update, sources)),
        ])
    {
        Image =
        [
            $"UPDATE_SLOT_SIZE = \"{update.SlotSize.ToString(CultureInfo.InvariantCulture)}\"",
            $"UPDATE_SLOTS_FSTAB = \"/dev/disk/by-partuuid/{BootPartition} /boot/efi vfat noatime,umask=0077,nofail 0 0\"",
            $"WKS_FILE = \"{LayoutFile(imageRecipe)}\"",
            "inherit update-slots",
        ],
    };

    private static string IntermediateFile(int index) =>
        string.Create(CultureInfo.InvariantCulture, $"intermediate-{index + 1}.cert.pem");

    private static string LayoutFile(string imageRecipe) => $"{imageRecipe}-slots.wks.in";

    private static string Layout(SystemUpdate update, ProductSources sources) => $$"""
        # Two slots for the system, which grow no more, and before them the bootloader that chooses between them.
        bootloader --ptable gpt
        part --source {{(sources.BitBakeVersion >= _pluginsWithUnderscores ? "bootimg_partition" : "bootimg-partition")}} --fstype=vfat --label efi --part-name efi --part-type c12a7328-f81f-11d2-ba4b-00a0c93ec93b --uuid {{BootPartition}} --fixed-size 64M --align 1024
        part --source rawcopy --sourceparams="file=${IMGDEPLOYDIR}/${IMAGE_LINK_NAME}.ext4" --fstype=ext4 --part-name system-a --uuid {{SlotA}} --fixed-size {{update.SlotSize}}M --align 1024
        part --fstype=ext4 --label system-b --part-name system-b --uuid {{SlotB}} --fixed-size {{update.SlotSize}}M --align 1024

        """;
}
