using System.Runtime.InteropServices;
using CliWrap;

namespace Yocto.Sdk.Device.Run;

/// <summary>
/// Whether KVM runs a machine here. A device node that opens is no proof: in nested virtual machines it often accepts
/// everything and runs nothing. So a machine of a few instructions is run, which switches itself off.
/// </summary>
public static class Accelerator
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(3);

    // A boot sector: mov al, 0; out 0xf4, al. The device isa-debug-exit then ends QEMU with (0 << 1) | 1.
    private static readonly byte[] _bootSector = [0xb0, 0x00, 0xe6, 0xf4, .. new byte[506], 0x55, 0xaa];

    // A flat kernel: movz x0, #0x8400, lsl #16; movk x0, #0x0008; hvc #0. That is PSCI's SYSTEM_OFF.
    private static readonly byte[] _kernel = [0x00, 0x80, 0xb0, 0xd2, 0x00, 0x01, 0x80, 0xf2, 0x02, 0x00, 0x00, 0xd4];

    public static async Task<bool> RunsAsync(string qemu, QemuBootConf conf, CancellationToken cancellation)
    {
        var program = Path.GetFileName(qemu);
        var probe = (program, RuntimeInformation.OSArchitecture) switch
        {
            ("qemu-system-x86_64" or "qemu-system-i386", Architecture.X64) => _bootSector,
            ("qemu-system-aarch64", Architecture.Arm64) => _kernel,
            _ => null,
        };
        if (probe is null || conf["QB_CPU_KVM"].Length == 0 || !IsAccessible("/dev/kvm"))
            return false;

        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, probe, cancellation);
            string[] machine = probe == _bootSector
                ? ["-drive", $"file={file},format=raw,if=floppy,readonly=on", "-device", "isa-debug-exit,iobase=0xf4,iosize=1"]
                : ["-machine", "virt,gic-version=host", "-cpu", "host", "-kernel", file];
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(_patience);
            var ended = await Cli.Wrap(qemu)
                .WithArguments(["-accel", "kvm", "-m", "32", "-display", "none", "-monitor", "none", "-serial", "none", "-nodefaults", "-no-reboot", .. machine])
                .WithValidation(CommandResultValidation.None)
                .ExecuteAsync(limit.Token);
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
