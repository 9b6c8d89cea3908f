using System.Globalization;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Product.Storage;

/// <summary>data-partition.sh and writable-root.sh on a device of files, beside programs that only note what they are asked for.</summary>
public sealed class DataPartitionScriptTests : IDisposable
{
    private readonly TemporaryFolder _device = new();

    public DataPartitionScriptTests()
    {
        foreach (var program in new[] { "mount", "modprobe", "mountpoint", "sfdisk", "partx", "resize2fs", "sleep" })
            Program(program, "");
        Program("e2fsck", $"exit $(cat {_device["verdict"]})");
        // of the file systems that labels/ has: all, those that are named, those of an identity
        Program("blkid", $$"""
            case "$*" in
            *-t\ *) for last; do [ "$before" != -t ] || wanted=$last; before=$last; done; cat "{{_device["identities"]}}/$wanted" ;;
            *) for last; do :; done; label=$(cat "{{_device["labels"]}}/${last##*/}" 2>/dev/null) && echo "$last: LABEL=\"$label\" TYPE=\"ext4\" PARTLABEL=\"data\"" ;;
            esac
            """);
        Program("init.system", "");
        _device.Write("verdict", "0");
        _device.Write("dev/kmsg", "");
        _device.Write("proc/mounts", "");
        _device.Write("proc/cmdline", "quiet\n");
        Directory.CreateDirectory(_device["run"]);
        Directory.CreateDirectory(_device["sys/class/block"]);
        Directory.CreateDirectory(_device["sys/dev/block"]);
    }

    public static TheoryData<string> Shells => DeviceShell.All;

    // where a device keeps its system, the number of that, and a medium that somebody plugs in, which comes before or after
    public static TheoryData<string, string, string, string> Disks => new()
    {
        { "mmcblk2", "mmcblk2p2", "179:34", "mmcblk0" },
        { "mmcblk0", "mmcblk0p2", "179:2", "sda" },
        { "sdb", "sdb2", "8:18", "sda" },
        { "sda", "sda2", "8:2", "sdb" },
        { "nvme0n1", "nvme0n1p2", "259:2", "mmcblk0" },
        { "vda", "vda2", "254:2", "vdb" },
    };

    [Theory]
    [MemberData(nameof(Disks))]
    public async Task The_data_partition_is_the_one_on_the_disk_of_the_root(string disk, string root, string number, string stranger)
    {
        var p = char.IsDigit(disk[^1]) ? "p" : "";
        Disk(disk, ("1", "boot", "1:1"), ("2", "root", number), ("3", "data", "1:3"));
        // partitioned, and a file system without a table; as many partitions, so that a clone is no exception
        Disk(stranger, ("1", "boot", "2:1"), ("2", "root", "2:2"), ("3", "data", "2:3"));
        Label(stranger, "data");
        RootIs(number, $"/dev/{root}");

        var (code, output) = await RunAsync("sh", "mount");

        Assert.Equal((0, ""), (code, output));
        Assert.Equal([$"e2fsck -p {_device["dev"]}/{disk}{p}3", $"mount -t ext4 -o noatime,nosuid,nodev {_device["dev"]}/{disk}{p}3 /data"], Calls("e2fsck", "mount"));
        Assert.DoesNotContain(Calls("blkid"), c => c.Contains(stranger, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_system_whose_disk_has_no_data_partition_takes_none_of_another(string shell)
    {
        Disk("sda", ("1", "boot", "8:1"), ("2", "root", "8:2"));
        Disk("sdb", ("1", "data", "8:17"));
        RootIs("8:2", "/dev/root");

        var (code, output) = await RunAsync(shell, "mount");

        Assert.Equal((1, "data-partition: no partition of the system's disk is labelled data\n"), (code, output));
        Assert.Equal("no partition of the system's disk is labelled data\n", Failure());
        Assert.Empty(Calls("mount", "e2fsck", "sfdisk"));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Two_data_partitions_on_one_disk_are_both_left_alone(string shell)
    {
        Disk("sda", ("1", "data", "8:1"), ("2", "root", "8:2"), ("3", "data", "8:3"));
        RootIs("8:2", "/dev/root");

        Assert.Equal(1, (await RunAsync(shell, "mount")).Code);

        Assert.Contains("are both labelled data", Failure(), StringComparison.Ordinal);
        Assert.Empty(Calls("mount", "e2fsck", "sfdisk"));
    }

    [Theory]
    [InlineData("root=PARTUUID=6b0f-02 rootwait")]
    [InlineData("root={0}/sda1 console=ttyS0 root={0}/sdb2")]
    public async Task A_root_without_a_number_of_its_disk_is_looked_up_as_the_kernel_was_told(string commandLine)
    {
        // btrfs
        RootIs("0:25", "/dev/root");
        Disk("sda", ("1", "data", "8:1"));
        Disk("sdb", ("2", "root", "8:18"), ("3", "data", "8:19"));
        Identity("PARTUUID=6b0f-02", "sdb2");
        _device.Write("proc/cmdline", string.Format(CultureInfo.InvariantCulture, commandLine, _device["dev"]) + "\n");

        Assert.Equal((0, ""), await RunAsync("sh", "prepare"));

        Assert.Equal([$"e2fsck -p {_device["dev"]}/sdb3"], Calls("e2fsck"));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Of_two_media_with_the_identity_of_the_root_none_is_taken(string shell)
    {
        RootIs("0:25", "/dev/root");
        Disk("sda", ("2", "root", "8:2"), ("3", "data", "8:3"));
        Disk("sdb", ("2", "root", "8:18"), ("3", "data", "8:19"));
        Identity("PARTUUID=6b0f-02", "sda2", "sdb2");
        _device.Write("proc/cmdline", "root=PARTUUID=6b0f-02\n");

        Assert.Equal(1, (await RunAsync(shell, "mount")).Code);

        Assert.Empty(Calls("mount", "e2fsck", "sfdisk"));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_verified_root_lies_on_the_disk_of_its_partition(string shell)
    {
        Disk("sda", ("1", "data", "8:1"));
        Disk("mmcblk0", ("2", "root", "179:2"), ("3", "data", "179:3"));
        _device.Write("sys/block/dm-0/dev", "253:0\n");
        Directory.CreateDirectory(_device["sys/block/dm-0/slaves"]);
        File.CreateSymbolicLink(_device["sys/block/dm-0/slaves/mmcblk0p2"], _device["sys/block/mmcblk0/mmcblk0p2"]);
        File.CreateSymbolicLink(_device["sys/dev/block/253:0"], "../../block/dm-0");
        RootIs("253:0", "/dev/dm-0");

        Assert.Equal((0, ""), await RunAsync(shell, "prepare"));

        Assert.Equal([$"e2fsck -p {_device["dev"]}/mmcblk0p3"], Calls("e2fsck"));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task The_rules_of_udev_name_only_partitions_of_the_systems_disk(string shell)
    {
        Disk("sda", ("1", "data", "8:1"));
        Disk("sdb", ("2", "root", "8:18"), ("3", "data", "8:19"));
        RootIs("8:18", "/dev/root");

        Assert.Equal((0, ""), await RunAsync(shell, "of-system", "sdb3"));
        Assert.Equal((1, ""), await RunAsync(shell, "of-system", "sda1"));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(4, false)]
    [InlineData(8, false)]
    [InlineData(12, false)]
    public async Task A_damaged_file_system_is_not_mounted(int verdict, bool sound)
    {
        OneDisk();
        _device.Write("verdict", verdict.ToString(CultureInfo.InvariantCulture));

        var (code, _) = await RunAsync("sh", "mount");

        Assert.Equal(sound ? 0 : 1, code);
        Assert.Equal(sound, Calls("mount").Any());
        Assert.Equal(!sound, File.Exists(_device["run/data-partition.failed"]));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_partition_that_failed_is_left_alone_until_the_next_boot(string shell)
    {
        OneDisk();
        _device.Write("run/data-partition.failed", "damaged\n");

        Assert.Equal((1, ""), await RunAsync(shell, "prepare"));

        Assert.Empty(Calls("e2fsck", "sfdisk", "mount"));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_partition_in_whose_place_is_memory_has_failed(string shell)
    {
        OneDisk();
        // sysvinit mounts another /run over the one that has the sign
        _device.Write("proc/mounts", "tmpfs /data tmpfs rw 0 0\n");

        Assert.Equal(1, (await RunAsync(shell, "mount")).Code);
        Assert.Equal((0, ""), await RunAsync(shell, "file-system"));

        Assert.Equal("memory is in the place of the data partition\n", Failure());
        Assert.Empty(Calls("e2fsck", "mount", "resize2fs"));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task The_last_partition_grows_to_the_end_of_its_medium(string shell)
    {
        OneDisk(sectors: 4_000_000);

        Assert.Equal(0, (await RunAsync(shell, "prepare")).Code);

        // the two of the pipe come in any order
        Assert.Equal(
            [$"partx --update --nr 3 {_device["dev"]}/sda", $"sfdisk --dump {_device["dev"]}/sda", $"sfdisk --no-reread --no-tell-kernel --force --quiet {_device["dev"]}/sda"],
            Calls("sfdisk", "partx").Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task The_mounted_file_system_grows(string shell)
    {
        OneDisk();
        _device.Write("proc/mounts", "/dev/sda2 / ext4 ro 0 0\n/dev/sda3 /data ext4 rw 0 0\n");

        Assert.Equal((0, ""), await RunAsync(shell, "file-system"));

        Assert.Equal(["resize2fs /dev/sda3"], Calls("resize2fs"));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_read_only_root_without_data_has_a_bounded_memory_and_a_sign(string shell)
    {
        _device.Write("data-partition", "exit 1\n");

        Assert.Equal(0, (await FirstProcessAsync(shell)).Code);

        Assert.True(File.Exists(_device["run/data-partition.failed"]));
        Assert.Contains($"mount -t tmpfs -o mode=0755,nosuid,nodev,size=10% tmpfs {_device["data"]}", Calls("mount"));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_read_only_root_is_writable_on_the_data_partition(string shell)
    {
        _device.Write("data-partition", $"echo '/dev/sda3 {_device["data"]} ext4 rw 0 0' > {_device["proc/mounts"]}\n");

        Assert.Equal(0, (await FirstProcessAsync(shell)).Code);

        Assert.False(File.Exists(_device["run/data-partition.failed"]));
        Assert.DoesNotContain(Calls("mount"), c => c.Contains($"tmpfs {_device["data"]}", StringComparison.Ordinal));
        Assert.Contains($"mount -t overlay -o lowerdir=/etc,upperdir={_device["data/system/etc/upper"]},workdir={_device["data/system/etc/work"]} overlay /etc", Calls("mount"));
    }

    [Fact]
    public void Every_service_of_the_product_stays_off_without_the_data_partition()
    {
        var services = Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "sdk/product"), "*.service", SearchOption.AllDirectories)
            .Where(s => Path.GetFileName(s) is not ("data-partition.service" or "data-file-system.service")).ToList();

        Assert.NotEmpty(services);
        Assert.All(services, s => Assert.Contains("\nConditionPathExists=!/run/data-partition.failed\n", File.ReadAllText(s), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("sh", "start", false)]
    [InlineData("sh", "start", true)]
    [InlineData("busybox sh", "start", true)]
    [InlineData("busybox sh", "restart", true)]
    [InlineData("sh", "stop", true)]
    public async Task A_script_of_sysvinit_starts_nothing_without_the_data_partition(string shell, string command, bool failed)
    {
        var text = DeviceShell.Script("product-service.bbclass");
        var begin = text.IndexOf("<<'END'\n", StringComparison.Ordinal) + 8;
        var script = _device.Write("web.init", "start() { echo started; }\nstop() { echo stopped; }\n"
            + text[begin..text.IndexOf("\nEND\n", StringComparison.Ordinal)]
                .Replace("${SERVICE}", "web", StringComparison.Ordinal)
                .Replace("/run/", _device["run/"], StringComparison.Ordinal));
        if (failed)
            _device.Write("run/data-partition.failed", "it is damaged\n");

        var (code, output) = await DeviceShell.RunAsync(shell, script, _device["bin"], command);

        const string refusal = "web is not started: it is damaged\n";
        Assert.Equal((command, failed) switch
        {
            ("start", true) => (1, refusal),
            ("restart", _) => (1, $"stopped\n{refusal}"),
            ("stop", _) => (0, "stopped\n"),
            _ => (0, "started\n"),
        }, (code, output));
    }

    public void Dispose() => _device.Dispose();

    private void OneDisk(long sectors = 300_000)
    {
        Disk("sda", ("2", "root", "8:2"), ("3", "data", "8:3"));
        _device.Write("sys/block/sda/size", sectors.ToString(CultureInfo.InvariantCulture));
        RootIs("8:2", "/dev/root");
    }

    // each partition has 100,000 sectors
    private void Disk(string name, params (string Number, string Label, string Device)[] partitions)
    {
        _device.Write($"sys/block/{name}/size", "310000\n");
        Directory.CreateDirectory(_device[$"sys/block/{name}/slaves"]);
        _device.Write($"dev/{name}", "");
        foreach (var (number, label, device) in partitions)
        {
            var partition = name + (char.IsDigit(name[^1]) ? "p" : "") + number;
            _device.Write($"sys/block/{name}/{partition}/partition", $"{number}\n");
            _device.Write($"sys/block/{name}/{partition}/dev", $"{device}\n");
            _device.Write($"sys/block/{name}/{partition}/start", $"{(int.Parse(number, CultureInfo.InvariantCulture) - 1) * 100_000}\n");
            _device.Write($"sys/block/{name}/{partition}/size", "100000\n");
            File.CreateSymbolicLink(_device[$"sys/dev/block/{device}"], $"../../block/{name}/{partition}");
            File.CreateSymbolicLink(_device[$"sys/class/block/{partition}"], $"../../block/{name}/{partition}");
            Label(partition, label);
        }
    }

    private void Label(string device, string label)
    {
        _device.Write($"dev/{device}", "");
        _device.Write($"labels/{device}", label);
    }

    private void Identity(string identity, params IEnumerable<string> partitions) =>
        _device.Write($"identities/{identity}", string.Concat(partitions.Select(p => $"{_device["dev"]}/{p}\n")));

    private void RootIs(string number, string source) => _device.Write("proc/self/mountinfo",
        $"1 1 0:2 / / rw - rootfs none rw\n23 1 {number} / / ro,relatime - ext4 {source} ro\n24 23 0:5 / /dev rw - devtmpfs devtmpfs rw\n");

    private string Failure() => File.ReadAllText(_device["run/data-partition.failed"]);

    private IEnumerable<string> Calls(params string[] programs) =>
        !File.Exists(_device["calls"]) ? [] : File.ReadLines(_device["calls"]).Where(c => programs.Contains(c.Split(' ')[0]));

    private void Program(string name, string body)
    {
        var program = _device.Write($"bin/{name}", $"#!/bin/sh\necho \"{name}${{*:+ $*}}\" >> {_device["calls"]}\n{body}\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private Task<(int Code, string Output)> RunAsync(string shell, params string[] arguments) =>
        DeviceShell.RunAsync(shell, Write("data-partition.sh", "/data"), _device["bin"], arguments);

    private Task<(int Code, string Output)> FirstProcessAsync(string shell)
    {
        File.SetUnixFileMode(_device["data-partition"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return DeviceShell.RunAsync(shell, Write("writable-root.sh", _device["data"]), _device["bin"]);
    }

    private string Write(string script, string mountPoint) => _device.Write(script, DeviceShell.Script(script)
        .Replace("@LABEL@", "data", StringComparison.Ordinal)
        .Replace("@FILE_SYSTEM@", "ext4", StringComparison.Ordinal)
        .Replace("@OPTIONS@", "noatime,nosuid,nodev", StringComparison.Ordinal)
        .Replace("/usr/libexec/data-partition", $"sh {_device["data-partition"]}", StringComparison.Ordinal)
        .Replace("PATH=/usr/sbin:", $"PATH={_device["bin"]}:/usr/sbin:", StringComparison.Ordinal)
        .Replace("/sbin/init.system", _device["bin/init.system"], StringComparison.Ordinal)
        .Replace("/proc/", _device["proc/"], StringComparison.Ordinal)
        .Replace("/sys/", _device["sys/"], StringComparison.Ordinal)
        .Replace("/run/", _device["run/"], StringComparison.Ordinal)
        .Replace(" > /dev/kmsg", $" >> {_device["dev/kmsg"]}", StringComparison.Ordinal)
        .Replace("\"/dev/", $"\"{_device["dev"]}/", StringComparison.Ordinal)
        .Replace("=/dev/", $"={_device["dev"]}/", StringComparison.Ordinal)
        .Replace("@MOUNT_POINT@", mountPoint, StringComparison.Ordinal));
}
