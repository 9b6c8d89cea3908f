using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;
using Yocto.Sdk.Outputs;

namespace Yocto.Sdk.Emulator;

/// <summary>The image among a build's outputs that is booted, with its settings for QEMU.</summary>
/// <param name="Path">Absolute.</param>
internal sealed record BootableImage(OutputFile File, string Path, QemuBootConf Conf)
{
    public string Type => File.Deployed.Type;

    public bool IsSdCard => Conf["QB_ROOTFS_OPT"].Contains("if=sd", StringComparison.Ordinal);

    /// <summary>An image of a whole medium, because a device has one; otherwise the type in the machine's <c>QB_DEFAULT_FSTYPE</c>.</summary>
    /// <param name="account">That ran bitbake for root, as whom is read what it left; null otherwise.</param>
    public static BootableImage Of(BuildOutputs? outputs, FileAccount? account = null)
    {
        if (outputs is null || outputs.Files.Count == 0)
            throw new YoctoException(RunErrors.NotBuilt.Create());
        var conf = outputs.Files.FirstOrDefault(f => f.Deployed.Type == "QemuBootConf")
            ?? throw new YoctoException(RunErrors.NoQemuMachine.Create(outputs.Machine));
        // the paths in it are relative to where it was deployed
        var boot = Read(conf.Deployed.Path, account);
        var images = outputs.Files.Where(f => f.Deployed.Kind == OutputKind.Image && f.Image == conf.Image).ToList();
        var usual = boot["QB_DEFAULT_FSTYPE"] is { Length: > 0 } type ? type : "ext4";
        var image = images.FirstOrDefault(f => QemuMachine.IsWholeMedium(f.Deployed.Type))
            ?? images.FirstOrDefault(f => f.Deployed.Type == usual)
            ?? images.FirstOrDefault(f => f.Deployed.Type is "ext4" or "ext3" or "ext2" or "btrfs" or "squashfs" or "erofs")
            ?? throw new YoctoException(RunErrors.NoBootableImage.Create(
                string.Join(", ", images.Select(f => f.Deployed.Type)) is { Length: > 0 } types ? types : "none", usual));
        return new BootableImage(image, outputs.PathOf(image.Deployed.Name), boot);
    }

    private static QemuBootConf Read(string file, FileAccount? account)
    {
        using var _ = FileAccount.Assume(account);
        return QemuBootConf.Read(file);
    }
}
