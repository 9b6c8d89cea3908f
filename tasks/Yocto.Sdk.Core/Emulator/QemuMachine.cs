using System.Globalization;

namespace Yocto.Sdk.Emulator;

/// <summary>
/// What runs an image in QEMU, by the conventions of the release's <c>scripts/runqemu</c>: the machine, processor, memory,
/// devices and kernel command line of <c>qemuboot.conf</c>, user networking, the serial console on the terminal.
/// Two things runqemu does not do: it boots no <c>wic</c> image of a machine without firmware (here the kernel is given to
/// QEMU and the root partition looked up), and its port forwards are fixed.
/// </summary>
/// <param name="Drive">The file that is the device's medium; absolute.</param>
/// <param name="Type">Its type, for example <c>ext4</c> or <c>wic</c>.</param>
/// <param name="Accelerator">What runs its processors, see <see cref="Emulator.Accelerator"/>.</param>
/// <param name="Snapshot">The drive stays as it is: what the device writes is discarded.</param>
public sealed record QemuMachine(
    QemuBootConf Conf, string Drive, string Type, string Accelerator, bool Snapshot, IReadOnlyList<PortForward> Ports)
{
    /// <summary>The program's name, for example <c>qemu-system-aarch64</c>.</summary>
    public string Program => Conf["QB_SYSTEM_NAME"];

    public IReadOnlyList<string> Arguments =>
    [
        .. Conf.Words(Accelerator == Emulator.Accelerator.Kvm ? "QB_CPU_KVM" : "QB_CPU"),
        .. Conf.Words("QB_MACHINE"),
        .. Conf.Words("QB_SMP"),
        "-accel", Accelerator,
        .. Memory,
        .. Network,
        .. Conf.Words("QB_RNG"),
        .. DriveOptions,
        .. Conf["QB_OPT_APPEND"].Replace("@DEPLOY_DIR_IMAGE@", Conf.Folder, StringComparison.Ordinal)
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
        .. Conf.PathOf("QB_DEFAULT_BIOS") is { } firmware ? (string[])["-bios", firmware] : [],
        .. Snapshot ? (string[])["-snapshot"] : [],
        // Ctrl+A X ends it: the monitor shares the terminal
        "-nographic", "-serial", "mon:stdio", "-serial", "null",
        .. KernelOptions,
    ];

    /// <summary>Whether an image of a whole medium is booted by firmware that QEMU brings, or by its own bootloader.</summary>
    private bool BootsItself =>
        IsWholeMedium(Type) && (Path.GetFileName(Conf["QB_DEFAULT_KERNEL"]) == "none"
        || Conf.PathOf("QB_DEFAULT_BIOS") is not null || QemuProgram.IsX86(Program));

    public static bool IsWholeMedium(string type) => type is "wic" or "hddimg" || type.EndsWith("sdimg", StringComparison.Ordinal);

    private string MegaBytes => Conf.Words("QB_MEM") is [.., var last] ? last.Replace("-m", "", StringComparison.Ordinal).TrimEnd('M', 'm') : "256";

    private IReadOnlyList<string> Memory => ["-m", MegaBytes];

    private IEnumerable<string> Network
    {
        get
        {
            var forwards = string.Concat(Ports.Select(p => string.Create(
                CultureInfo.InvariantCulture, $",hostfwd={p.Protocol}:127.0.0.1:{p.Host}-:{p.Guest}")));
            return
            [
                .. Conf["QB_NETWORK_DEVICE"].Replace("@MAC@", "52:54:00:12:35:02", StringComparison.Ordinal)
                    .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
                "-netdev", $"user,id=net0{forwards}",
            ];
        }
    }

    private IEnumerable<string> DriveOptions
    {
        get
        {
            var file = Drive.Replace(",", ",,", StringComparison.Ordinal);
            if (Conf["QB_ROOTFS_OPT"] is { Length: > 0 } options)
                return options.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(o => o.Replace("@ROOTFS@", file, StringComparison.Ordinal));
            return IsWholeMedium(Type) && Conf["QB_DRIVE_TYPE"].StartsWith("/dev/sd", StringComparison.Ordinal)
                ? ["-drive", $"if=none,id=hd,file={file},format=raw", "-device", "virtio-scsi-pci,id=scsi", "-device", "scsi-hd,drive=hd"]
                : ["-drive", $"if=virtio,file={file},format=raw"];
        }
    }

    private IReadOnlyList<string> KernelOptions
    {
        get
        {
            if (BootsItself || Conf.PathOf("QB_DEFAULT_KERNEL") is not { } kernel)
                return [];
            List<string> commandLine =
            [
                $"root={Root}",
                // runqemu 2.8: the machines whose firmware passes no other size to the kernel
                .. Conf["MACHINE"].StartsWith("qemux86", StringComparison.Ordinal) || Conf["MACHINE"].StartsWith("qemumips", StringComparison.Ordinal)
                    ? Array.Empty<string>() : [$"mem={MegaBytes}M"],
                Conf["QB_CMDLINE_IP_SLIRP"] is { Length: > 0 } ip ? ip : "ip=dhcp",
                // "115200;ttyAMA0"
                .. Conf.Words("SERIAL_CONSOLES").Select(c => $"console={c.Split(';')[^1]}"),
                .. Conf.Words("QB_KERNEL_CMDLINE_APPEND"),
            ];
            return ["-kernel", kernel, "-append", string.Join(' ', commandLine),
                .. Conf.PathOf("QB_DTB") is { } dtb ? (string[])["-dtb", dtb] : []];
        }
    }

    private string Root
    {
        get
        {
            var words = Conf.Words("QB_KERNEL_ROOT") is { Count: > 0 } given ? given : ["/dev/vda"];
            var device = words[0];
            if (IsWholeMedium(Type) && device.StartsWith("/dev/", StringComparison.Ordinal))
                device += (char.IsDigit(device[^1]) ? "p" : "") + PartitionTable.FirstLinuxPartition(Drive).ToString(CultureInfo.InvariantCulture);
            var mode = words.Any(w => w is "ro" or "rw") ? "" : " rw";
            return string.Join(' ', [device, .. words.Skip(1)]) + mode;
        }
    }
}
