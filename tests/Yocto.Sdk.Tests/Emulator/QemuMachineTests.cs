using Yocto.Sdk.Emulator;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Emulator;

public sealed class QemuMachineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_file_system_image_is_booted_as_runqemu_does_it()
    {
        var conf = QemuBootConf.Parse("""
            [config_bsp]
            machine = qemuarm64
            qb_cpu = -cpu cortex-a57
            qb_cpu_kvm = -cpu host -machine gic-version=3
            qb_default_kernel = Image-qemuarm64.bin
            qb_machine = -machine virt
            qb_mem = -m 512
            qb_network_device = -device virtio-net-pci,netdev=net0,mac=@MAC@
            qb_opt_append = -device qemu-xhci
            	-device usb-kbd
            qb_rootfs_opt = -drive id=disk0,file=@ROOTFS@,if=none,format=raw -device virtio-blk-pci,drive=disk0
            qb_smp = -smp 4
            qb_system_name = qemu-system-aarch64
            qb_kernel_cmdline_append = swiotlb=0
            serial_consoles = 115200;ttyAMA0 115200;hvc0
            """, "/deploy");

        var machine = new QemuMachine(conf, "/run/a,b.ext4", "ext4", "tcg", Snapshot: true, [new PortForward(2222, 22, "tcp"), new PortForward(5353, 53, "udp")]);

        Assert.Equal("qemu-system-aarch64", machine.Program);
        Assert.Equal(
            [
                "-cpu", "cortex-a57", "-machine", "virt", "-smp", "4", "-accel", "tcg", "-m", "512",
                "-device", "virtio-net-pci,netdev=net0,mac=52:54:00:12:35:02",
                "-netdev", "user,id=net0,hostfwd=tcp:127.0.0.1:2222-:22,hostfwd=udp:127.0.0.1:5353-:53",
                "-drive", "id=disk0,file=/run/a,,b.ext4,if=none,format=raw", "-device", "virtio-blk-pci,drive=disk0",
                "-device", "qemu-xhci", "-device", "usb-kbd", "-snapshot",
                "-nographic", "-serial", "mon:stdio", "-serial", "null",
                "-kernel", "/deploy/Image-qemuarm64.bin",
                "-append", "root=/dev/vda rw mem=512M ip=dhcp console=ttyAMA0 console=hvc0 swiotlb=0",
            ],
            machine.Arguments);
        Assert.Equal(["-cpu", "host", "-machine", "gic-version=3", "-machine", "virt", "-smp", "4", "-accel", "kvm"], (machine with { Accelerator = "kvm" }).Arguments.Take(10));
    }

    [Fact]
    public void An_x86_medium_boots_itself_on_the_drive_that_the_machine_has()
    {
        var conf = QemuBootConf.Parse("""
            [config_bsp]
            machine = qemux86-64
            qb_system_name = qemu-system-x86_64
            qb_default_kernel = bzImage
            qb_drive_type = /dev/sd
            """, "/deploy");

        var arguments = new QemuMachine(conf, "/run/a.wic", "wic", "tcg", false, []).Arguments;

        Assert.DoesNotContain("-kernel", arguments);
        Assert.Equal(
            ["-accel", "tcg", "-m", "256", "-netdev", "user,id=net0", "-drive", "if=none,id=hd,file=/run/a.wic,format=raw", "-device", "virtio-scsi-pci,id=scsi", "-device", "scsi-hd,drive=hd"],
            arguments.Take(12));
    }

    [Theory]
    [InlineData("/dev/nvme0n1", "root=/dev/nvme0n1p2 rw")]
    [InlineData("/dev/vda ro", "root=/dev/vda2 ro")]
    [InlineData("PARTLABEL=root", "root=PARTLABEL=root rw")]
    public void A_medium_without_firmware_gets_the_kernel_and_its_root_partition(string root, string expected)
    {
        var drive = WriteMbr(0x0c, 0x83);
        var conf = QemuBootConf.Parse($"""
            [config_bsp]
            machine = qemuarm64
            qb_system_name = qemu-system-aarch64
            qb_default_kernel = Image
            qb_kernel_root = {root}
            """, "/deploy");

        var arguments = new QemuMachine(conf, drive, "wic", "tcg", false, []).Arguments;

        Assert.StartsWith(expected + " mem=256M", arguments[^1]);
    }

    [Fact]
    public void A_board_with_its_own_bootloader_on_the_medium_gets_no_kernel()
    {
        var conf = QemuBootConf.Parse("""
            [config_bsp]
            machine = orange-pi-pc
            qb_system_name = qemu-system-arm
            qb_default_kernel = ../none
            qb_rootfs_opt = -drive if=sd,file=@ROOTFS@,format=raw
            """, "/deploy");

        Assert.DoesNotContain("-kernel", new QemuMachine(conf, WriteMbr(0x83), "wic", "tcg", false, []).Arguments);
    }

    [Fact]
    public void The_root_partition_of_a_gpt_is_told_by_its_type() =>
        Assert.Equal(3, PartitionTable.FirstLinuxPartition(WriteGpt(2, 128, 128)));

    [Theory]
    [InlineData(ulong.MaxValue, 128, 128)]
    [InlineData(1UL << 54, 128, 128)]
    [InlineData(uint.MaxValue, 128, 128)]
    [InlineData(0x80_0000, 128, 128)]
    [InlineData(33, 128, 128)]
    [InlineData(2, uint.MaxValue, 0)]
    [InlineData(2, uint.MaxValue, 1)]
    [InlineData(2, uint.MaxValue, uint.MaxValue)]
    [InlineData(2, 128, 0x8000_0000)]
    public void A_damaged_gpt_tells_of_no_root_partition(ulong start, uint count, uint size) =>
        Assert.Equal(1, PartitionTable.FirstLinuxPartition(WriteGpt(start, count, size)));

    public void Dispose() => _folder.Dispose();

    private string WriteGpt(ulong start, uint count, uint size)
    {
        var image = new byte[512 * 34];
        image[510] = 0x55;
        image[511] = 0xaa;
        image[446 + 4] = 0xee;
        BitConverter.GetBytes(start).CopyTo(image, 512 + 72);
        BitConverter.GetBytes(count).CopyTo(image, 512 + 80);
        BitConverter.GetBytes(size).CopyTo(image, 512 + 84);
        new Guid("c12a7328-f81f-11d2-ba4b-00a0c93ec93b").ToByteArray().CopyTo(image, 1024);
        new Guid("0fc63daf-8483-4772-8e79-3d69d8477de4").ToByteArray().CopyTo(image, 1024 + 256);
        var file = _folder["gpt.wic"];
        File.WriteAllBytes(file, image);
        return file;
    }

    private string WriteMbr(params byte[] types)
    {
        var image = new byte[512];
        image[510] = 0x55;
        image[511] = 0xaa;
        for (var i = 0; i < types.Length; i++)
            image[446 + (16 * i) + 4] = types[i];
        var file = _folder["mbr.wic"];
        File.WriteAllBytes(file, image);
        return file;
    }
}
