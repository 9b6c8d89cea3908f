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

        var media = BlockDevice.Removable(_root.Path);

        Assert.Equal(["/dev/mmcblk1 (SD SC16G, 15.9 GB)", "/dev/sdb (SanDisk Ultra, 31.9 GB)"], media.Select(m => m.ToString()));
        Assert.Equal(31_914_983_424, media[1].Size);
        Assert.All(media, m => Assert.Empty(m.Uses));
    }

    [Fact]
    public void A_medium_whose_partition_is_mounted_is_in_use_whatever_the_mount_calls_it()
    {
        Disk("mmcblk0", removable: false, sectors: 31_116_288, "dev", "179:0", "device/type", "SD", "mmcblk0p1/partition", "1", "mmcblk0p1/dev", "179:1", "mmcblk0p2/partition", "2", "mmcblk0p2/dev", "179:2");
        _root.Write("proc/self/mountinfo", """
            22 1 179:2 / / rw,relatime shared:1 - ext4 /dev/root rw
            40 22 179:1 / /media/my\040\134stick rw - vfat /dev/disk/by-label/BOOT rw
            41 22 8:1 / /home rw - ext4 /dev/sda1 rw

            """);

        Assert.Equal([@"/dev/mmcblk0p1 is mounted at /media/my \stick", "/dev/mmcblk0p2 is mounted at /"], Assert.Single(BlockDevice.Removable(_root.Path)).Uses);
    }

    [Fact]
    public void A_medium_with_swap_space_or_a_part_of_a_LUKS_LVM_or_RAID_device_is_in_use()
    {
        Disk("sdb", removable: true, sectors: 62_333_952, "dev", "8:16", "sdb1/partition", "1", "sdb1/dev", "8:17", "sdb1/holders/dm-0", "", "sdb2/partition", "2", "sdb2/dev", "8:18");
        _root.Write("proc/swaps", "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n/dev/sdb2                               partition\t8388604\t\t0\t\t-2\n");

        Assert.Equal(["/dev/sdb1 is a part of /dev/dm-0", "/dev/sdb2 is swap space"], Assert.Single(BlockDevice.Removable(_root.Path)).Uses);
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
