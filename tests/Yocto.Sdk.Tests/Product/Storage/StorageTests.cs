using Microsoft.Build.Utilities;
using Yocto.Sdk.Product.Containers;
using Yocto.Sdk.Product.Storage;
using Yocto.Sdk.Project;
using Yocto.Sdk.Testing;
using Yocto.Sdk.Tests.Tasks;

namespace Yocto.Sdk.Tests.Product.Storage;

public sealed class StorageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RecordingBuildEngine _engine = new();

    [Fact]
    public void The_data_partition_comes_after_those_of_the_machine()
    {
        Assert.True(Task("""
            <YoctoDataPartition>/data</YoctoDataPartition>
            """).Execute());

        var image = Layer("recipes-product/images/device-image.bb");
        Assert.Contains("""
            # YoctoDataPartition
            IMAGE_FSTYPES:append = " wic wic.bmap"
            inherit data-partition
            DATA_PARTITION_WKS = 'part --fstype=ext4 --label data --size 128M --extra-space 0 --overhead-factor 1 --align 4096 --mkfs-extraopts "-F -b 4096 -i 16384 -J size=16 -m 1"'
            DATA_PARTITION_FSTAB = "/dev/system-disk/by-label/data /data ext4 noatime,nosuid,nodev,nofail 0 0"
            """, image, StringComparison.Ordinal);
        Assert.Contains("    e2fsprogs-resize2fs \\\n", image, StringComparison.Ordinal);
        Assert.Contains("part / --source rootfs", Layer("wic/device-image.wks"), StringComparison.Ordinal);
    }

    [Fact]
    public void Size_label_and_file_system_of_the_data_partition_are_the_projects()
    {
        Assert.True(Task("""
            <YoctoDataPartition>/mnt/my-data</YoctoDataPartition>
            <YoctoDataPartitionSize>2G</YoctoDataPartitionSize>
            <YoctoDataPartitionLabel>acme-data</YoctoDataPartitionLabel>
            <YoctoDataPartitionFileSystem>btrfs</YoctoDataPartitionFileSystem>
            """).Execute());

        var image = Layer("recipes-product/images/device-image.bb");
        Assert.Contains("part --fstype=btrfs --label acme-data --size 2048M ", image, StringComparison.Ordinal);
        Assert.Contains("/dev/system-disk/by-label/acme-data /mnt/my-data btrfs noatime,nosuid,nodev,nofail 0 0", image, StringComparison.Ordinal);
        Assert.Contains("Before=mnt-my\\x2ddata.mount ",
            Layer("recipes-product/data-partition/files/data-partition.service"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_data_partition_has_room_for_the_containers_as_they_are_loaded()
    {
        var task = WithContainer("<YoctoDataPartition>/data</YoctoDataPartition>");

        Assert.True(task.Execute());

        // 128M for data, and 180 + 2 * 90 MiB, of which ext4 takes its part, in steps of 64M
        Assert.Contains(" --size 512M ", Layer("recipes-product/images/device-image.bb"), StringComparison.Ordinal);
        // and half an hour, and what 360 MiB take on the slowest medium
        Assert.Contains("TimeoutStartSec=54min\n", Layer("recipes-containers/container-preload/files/container-preload.service"), StringComparison.Ordinal);
    }

    [Fact]
    public void Containers_that_are_kept_elsewhere_need_no_room_on_the_data_partition()
    {
        var task = WithContainer("<YoctoDataPartition>/data</YoctoDataPartition>");
        task.Read.ContainerStorage = "/var/lib/containers/storage";

        Assert.True(task.Execute());

        Assert.Contains(" --size 128M ", Layer("recipes-product/images/device-image.bb"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("388M", true)]
    [InlineData("387M", false)]
    public void A_data_partition_that_the_containers_do_not_fit_in_is_a_warning_at_its_line(string size, bool fits)
    {
        var task = WithContainer($"<YoctoDataPartitionSize>{size}</YoctoDataPartitionSize>\n<YoctoDataPartition>/data</YoctoDataPartition>");

        Assert.True(task.Execute());

        Assert.Equal(fits ? [] : [("YOCTO5209", 3,
            $"The data partition has {size} in the image, but the preloaded containers need 360M while they are loaded. They only start if the partition can grow on its medium, so not in dotnet run and dotnet test. Remove YoctoDataPartitionSize, or set it to 512M.")],
            _engine.Warnings.Select(w => (w.Code, w.LineNumber, w.Message)));
    }

    [Fact]
    public void Wrynose_looks_for_wic_layouts_in_another_folder()
    {
        Assert.True(Task("<YoctoDataPartition>/data</YoctoDataPartition>", "2.18.0").Execute());

        Assert.True(File.Exists(_folder["obj/meta-device/files/wic/device-image.wks"]));
        Assert.False(Directory.Exists(_folder["obj/meta-device/wic"]));
    }

    [Fact]
    public void A_read_only_root_is_writable_on_the_data_partition()
    {
        Assert.True(Task("""
            <YoctoDataPartition>/data</YoctoDataPartition>
            <YoctoReadOnlyRoot>true</YoctoReadOnlyRoot>
            """).Execute());

        Assert.Contains("IMAGE_FEATURES:append = \" read-only-rootfs\"\ninherit writable-root\n",
            Layer("recipes-product/images/device-image.bb"), StringComparison.Ordinal);
        Assert.Contains("upper=/data/system/$folder",
            Layer("recipes-product/writable-root/files/writable-root.sh"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_writable_root_needs_nothing_of_the_data_partition()
    {
        Assert.True(Task("<YoctoReadOnlyRoot>false</YoctoReadOnlyRoot>").Execute());

        Assert.False(Directory.Exists(_folder["obj/meta-device"]));
    }

    [Theory]
    [InlineData("<YoctoDataPartition>data</YoctoDataPartition>", "YOCTO5201")]
    [InlineData("<YoctoDataPartition>/</YoctoDataPartition>", "YOCTO5201")]
    [InlineData("<YoctoDataPartition>/my data</YoctoDataPartition>", "YOCTO5201")]
    [InlineData("<YoctoDataPartition>/mnt/../etc</YoctoDataPartition>", "YOCTO5201")]
    [InlineData("<YoctoDataPartition>/var</YoctoDataPartition>", "YOCTO5201")]
    [InlineData("<YoctoDataPartitionSize>10M</YoctoDataPartitionSize>", "YOCTO5202")]
    [InlineData("<YoctoDataPartitionSize>1 TB</YoctoDataPartitionSize>", "YOCTO5202")]
    [InlineData("<YoctoDataPartitionLabel>a-label-that-is-too-long</YoctoDataPartitionLabel>", "YOCTO5203")]
    [InlineData("<YoctoDataPartitionFileSystem>zfs</YoctoDataPartitionFileSystem>", "YOCTO5204")]
    [InlineData("<YoctoReadOnlyRoot>perhaps</YoctoReadOnlyRoot>", "YOCTO1061")]
    public void A_storage_setting_that_cannot_be_is_an_error_at_its_line(string property, string code)
    {
        var data = property.Contains("<YoctoDataPartition>", StringComparison.Ordinal) ? "" : "<YoctoDataPartition>/data</YoctoDataPartition>";

        Assert.False(Task($"{property}\n{data}").Execute());

        var error = Assert.Single(_engine.Errors);
        Assert.Equal((code, 3), (error.Code, error.LineNumber));
    }

    [Theory]
    [InlineData("<YoctoDataPartitionSize>1G</YoctoDataPartitionSize>", "YOCTO5205")]
    [InlineData("<YoctoReadOnlyRoot>true</YoctoReadOnlyRoot>", "YOCTO5206")]
    public void A_setting_that_needs_a_data_partition_is_an_error_without_one(string property, string code)
    {
        Assert.False(Task(property).Execute());

        Assert.Equal(code, Assert.Single(_engine.Errors).Code);
    }

    [Theory]
    [InlineData("/", "")]
    [InlineData("/dev/disk/by-label/data", "dev-disk-by\\x2dlabel-data")]
    [InlineData("/mnt/.hidden", "mnt-.hidden")]
    [InlineData("/.hidden", "\\x2ehidden")]
    public void Mount_units_are_named_as_systemd_escapes_paths(string path, string name) => Assert.Equal(name, SystemdName.Of(path));

    public void Dispose() => _folder.Dispose();

    private string Layer(string path) => File.ReadAllText(_folder[$"obj/meta-device/{path}"]);

    private ProductTasks WithContainer(string properties)
    {
        const int mebibyte = 1 << 20;
        foreach (var recipe in new[] { "podman", "crun", "netavark", "aardvark-dns", "container-host-config" })
            _folder.Write($"meta/recipes-containers/{recipe}/{recipe}_git.bb", "");
        PreloadedImages.Write(new BuildFolder(_folder["obj"]).Containers,
        [
            new PreloadedImage("web", "localhost/web:1", "sha256:0", _folder.Write("web.oci.tar", ""), "web.oci.tar")
            {
                UnpackedSize = 180 * mebibyte,
                ArchiveSize = 90 * mebibyte,
            },
        ]);
        var task = Task(properties);
        task.Read.Containers = [new TaskItem("web.oci.tar")];
        task.Read.ContainerEngine = "podman";
        task.Read.ContainerStorage = "/data/containers";
        return task;
    }

    private ProductTasks Task(string properties, string bitBake = "2.8.0") => ProductTasks.Of(_folder, _engine, properties, bitBake);
}
