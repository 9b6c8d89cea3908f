using System.Runtime.InteropServices;
using CliWrap;
using Yocto.Sdk.Host;

namespace Yocto.Sdk.Emulator;

/// <summary>
/// What runs a machine's processors: KVM if it works here, otherwise QEMU's emulation. A device node that opens is no
/// proof: in nested virtual machines it often accepts everything and runs nothing, or emulates so few instructions that a
/// kernel gets stuck. So a machine of a few instructions is run, which switches itself off.
/// </summary>
internal static class Accelerator
{
    public const string Kvm = "kvm";

    // Debian 12's 7.2 was seen to fail, Debian 13's 10.0 was not; 8.2 is what OpenEmbedded brings from scarthgap on
    private static readonly Version _firstReliable = new(8, 2);

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(3);

    // A boot sector that goes to protected mode, for old processors leave real mode to KVM's emulator, and runs an
    // instruction there that this does not know (arch/x86/kvm/emulate.c). isa-debug-exit then ends QEMU with (0 << 1) | 1.
    private static readonly byte[] _bootSector = Sector(
    [
        0xfa, //                                           7c00: cli
        0x31, 0xc0, //                                           xor ax, ax
        0x8e, 0xd8, //                                           mov ds, ax
        0x0f, 0x01, 0x16, 0x1e, 0x7c, //                         lgdt [0x7c1e]
        0x0f, 0x20, 0xc0, //                                     mov eax, cr0
        0x0c, 0x01, //                                           or al, 1
        0x0f, 0x22, 0xc0, //                                     mov cr0, eax
        0xea, 0x17, 0x7c, 0x08, 0x00, //                         jmp 0x08:0x7c17
        0x0f, 0xfe, 0xc0, //                               7c17: paddd mm0, mm0
        0x31, 0xc0, //                                           xor eax, eax
        0xe6, 0xf4, //                                           out 0xf4, al
        0x0f, 0x00, 0x24, 0x7c, 0x00, 0x00, //             7c1e: the table's limit and address
        0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, // 7c24: no segment
        0xff, 0xff, 0x00, 0x00, 0x00, 0x9a, 0xcf, 0x00, //       32-bit code, all of the memory
    ]);

    // A flat kernel: movz x0, #0x8400, lsl #16; movk x0, #0x0008; hvc #0. That is PSCI's SYSTEM_OFF.
    private static readonly byte[] _kernel = [0x00, 0x80, 0xb0, 0xd2, 0x00, 0x01, 0x80, 0xf2, 0x02, 0x00, 0x00, 0xd4];

    /// <param name="launchPrefix">What makes QEMU another user's; null for nothing.</param>
    /// <returns>As QEMU's option <c>-accel</c> takes it.</returns>
    public static async Task<string> ChooseAsync(
        string qemu, QemuBootConf conf, HostSystem host, CancellationToken cancellation, IReadOnlyList<string>? launchPrefix = null) =>
        await RunsKvmAsync(qemu, launchPrefix ?? [], conf, cancellation)
            ? Kvm
            : Emulation(qemu, await host.VersionAsync(qemu, cancellation, launchPrefix));

    /// <summary>
    /// Emulated x86 processors share one thread in an older QEMU: with a thread each, they sometimes made a kernel
    /// panic, or QEMU itself end with a segmentation fault. Arm's did not, and in one thread the orangepi-pc gets stuck.
    /// </summary>
    public static string Emulation(string qemu, Version? version) =>
        QemuProgram.IsX86(qemu) && version < _firstReliable ? "tcg,thread=single" : "tcg";

    private static async Task<bool> RunsKvmAsync(
        string qemu, IReadOnlyList<string> launchPrefix, QemuBootConf conf, CancellationToken cancellation)
    {
        var probe = RuntimeInformation.OSArchitecture switch
        {
            Architecture.X64 when QemuProgram.IsX86(qemu) => _bootSector,
            Architecture.Arm64 when Path.GetFileName(qemu) == "qemu-system-aarch64" => _kernel,
            _ => null,
        };
        return probe is not null && conf["QB_CPU_KVM"].Length > 0 && IsAccessible("/dev/kvm")
            && await RunsAsync(launchPrefix, qemu, Kvm, probe, _patience, cancellation);
    }

    /// <summary>Whether an x86 machine runs and switches itself off.</summary>
    /// <param name="accelerator">QEMU's name, for example <c>tcg</c>.</param>
    /// <param name="patience">What takes longer does not run.</param>
    public static Task<bool> RunsX86Async(string qemu, string accelerator, TimeSpan patience, CancellationToken cancellation) =>
        RunsAsync([], qemu, accelerator, _bootSector, patience, cancellation);

    private static async Task<bool> RunsAsync(
        IReadOnlyList<string> launchPrefix, string qemu, string accelerator, byte[] probe, TimeSpan patience, CancellationToken cancellation)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, probe, cancellation);
            string[] machine = probe == _bootSector
                ? ["-drive", $"file={file},format=raw,if=floppy,readonly=on", "-device", "isa-debug-exit,iobase=0xf4,iosize=1"]
                : ["-machine", "virt,gic-version=host", "-cpu", "host", "-kernel", file];
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(patience);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
            var ended = await QemuProcess.StartAsync(
                launchPrefix,
                [qemu, "-accel", accelerator, "-m", "32", "-display", "none", "-monitor", "none", "-serial", "none", "-nodefaults", "-no-reboot", .. machine],
                c => c.WithValidation(CommandResultValidation.None), limit.Token);
            return ended.ExitCode == (probe == _bootSector ? 1 : 0);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static byte[] Sector(byte[] code) => [.. code, .. new byte[510 - code.Length], 0x55, 0xaa];

    private static bool IsAccessible(string file)
    {
        try
        {
            using var _ = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
