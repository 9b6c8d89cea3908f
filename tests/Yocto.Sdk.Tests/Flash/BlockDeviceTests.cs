using Yocto.Sdk.Flash;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Flash;

public sealed class BlockDeviceTests : IDisposable
{
    private readonly TemporaryFolder _root = new();

    [Fact]
    public void Only_removable_block_devices_are_listed()
    {
        Disk("sda", removable: false, sectors: 1_000_000, "device/vendor", "ATA", "device/model", "Internal");
        Disk("sdb", removable: true, sectors: 62_333_952, "device/vendor", "SanDisk", "device/model", "Ultra");
        Disk("sr0", removable: true, sectors: 2_097_151, "device/model", "DVD");
        Disk("mmcblk0", removable: false, sectors: 15_269_888, "device/type", "MMC", "device/name", "EMMC");
        Disk("mmcblk1", removable: false, sectors: 31_116_288, "device/type", "SD", "device/name", "SC16G");
        _root.Write("proc/self/mounts", """
            /dev/sda1 / ext4 rw 0 0
            /dev/sdb1 /media/my\040stick vfat rw 0 0
            /dev/mmcblk1p2 /mnt ext4 rw 0 0

            """);

        var media = BlockDevice.Removable(_root.Path);

        Assert.Equal(["/dev/mmcblk1 (SD SC16G, 15.9 GB)", "/dev/sdb (SanDisk Ultra, 31.9 GB)"], media.Select(m => m.ToString()));
        Assert.Equal([("/dev/mmcblk1p2", "/mnt")], media[0].Mounts);
        Assert.Equal([("/dev/sdb1", "/media/my stick")], media[1].Mounts);
        Assert.Equal(31_914_983_424, media[1].Size);
    }

    public void Dispose() => _root.Dispose();

    private void Disk(string name, bool removable, long sectors, params string[] texts)
    {
        _root.Write($"sys/block/{name}/removable", removable ? "1\n" : "0\n");
        _root.Write($"sys/block/{name}/size", $"{sectors}\n");
        for (var i = 0; i < texts.Length; i += 2)
            _root.Write($"sys/block/{name}/{texts[i]}", texts[i + 1] + "\n");
    }
}
