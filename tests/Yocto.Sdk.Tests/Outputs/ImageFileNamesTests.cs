using Yocto.Sdk.Outputs;

namespace Yocto.Sdk.Tests.Outputs;

public sealed class ImageFileNamesTests
{
    private readonly ImageFileNames _names = new("device-qemuarm64.rootfs", "wic.zst ext4 custom.json\tcpio.gz");

    [Theory]
    [InlineData("wic", OutputKind.Image, "wic")]
    [InlineData("wic.zst", OutputKind.Image, "wic.zst")]
    [InlineData("tar.zst", OutputKind.Image, "tar.zst")]
    [InlineData("jffs2.sum", OutputKind.Image, "jffs2.sum")]
    [InlineData("custom.json", OutputKind.Image, "custom.json")]
    [InlineData("other.json", OutputKind.Artifact, "Other")]
    [InlineData("testdata.json", OutputKind.Artifact, "TestData")]
    [InlineData("manifest", OutputKind.Artifact, "Manifest")]
    [InlineData("qemuboot.conf", OutputKind.Artifact, "QemuBootConf")]
    [InlineData("spdx.json", OutputKind.Artifact, "Spdx")]
    [InlineData("spdx.tar.zst", OutputKind.Artifact, "Spdx")]
    [InlineData("wic.bmap", OutputKind.Artifact, "Bmap")]
    [InlineData("wic.zst.sha256sum", OutputKind.Artifact, "Other")]
    [InlineData("ext4.verity.env", OutputKind.Artifact, "Other")]
    [InlineData("wic.zst.asc", OutputKind.Artifact, "Other")]
    public void The_type_of_an_image_file_is_all_that_follows_the_name_of_the_image(string suffix, OutputKind kind, string type)
    {
        Assert.Equal((kind, type), _names.TypeOf($"device-qemuarm64.rootfs.{suffix}"));
        Assert.Equal((kind, type), _names.TypeOf($"device-qemuarm64-20261123234143.rootfs.{suffix}"));
        Assert.Equal((kind, type), _names.TypeOf($"device-qemuarm64.rootfs-20261123234143.{suffix}"));
    }

    [Theory]
    [InlineData("device-extended-qemuarm64.rootfs.wic")]
    [InlineData("device-qemuarm64.rootfs")]
    [InlineData("device-qemuarm64_rootfs.wic")]
    [InlineData("device-qemuarm64-2026112323414.wic")]
    public void A_file_that_does_not_bear_the_name_of_the_image_is_no_image(string name) =>
        Assert.Equal((OutputKind.Artifact, "Other"), _names.TypeOf(name));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void A_distribution_without_IMAGE_LINK_NAME_has_images_with_the_time_in_their_names(string? linkName)
    {
        var names = new ImageFileNames(linkName, null);

        Assert.Equal((OutputKind.Image, "ext4"), names.TypeOf("device-20261123234143.ext4"));
        Assert.Equal((OutputKind.Artifact, "Other"), names.TypeOf("device.ext4"));
    }

    [Fact]
    public void An_image_gets_its_own_block_map_or_that_of_the_image_that_it_compresses()
    {
        var files = _names.Relate(
        [
            File("device-qemuarm64.rootfs.wic", OutputKind.Image, "wic"),
            File("device-qemuarm64.rootfs.wic.zst", OutputKind.Image, "wic.zst"),
            File("device-qemuarm64.rootfs.ext4", OutputKind.Image, "ext4"),
            File("device-qemuarm64.rootfs.ext4.zst", OutputKind.Image, "ext4.zst"),
            File("device-qemuarm64.rootfs.wic.bmap", OutputKind.Artifact, "Bmap"),
            File("device-qemuarm64.rootfs.ext4.zst.bmap", OutputKind.Artifact, "Bmap"),
            File("device-qemuarm64.rootfs.manifest", OutputKind.Artifact, "Manifest"),
        ]);

        Assert.Equal(
            ["wic: wic.bmap", "wic.zst: wic.bmap", "ext4: ", "ext4.zst: ext4.zst.bmap"],
            files.Where(f => f.Kind == OutputKind.Image).Select(f => $"{f.Type}: {f.Bmap?.Replace("device-qemuarm64.rootfs.", "", StringComparison.Ordinal)}"));
        Assert.All(files, f => Assert.Equal(f.Kind == OutputKind.Image ? "device-qemuarm64.rootfs.manifest" : null, f.Manifest));
        Assert.All(files.Where(f => f.Kind == OutputKind.Artifact), f => Assert.Null(f.Bmap));
    }

    [Fact]
    public void An_image_in_a_folder_is_related_to_the_files_beside_it()
    {
        var image = _names.Relate(
            [
                File("sub/device-qemuarm64.rootfs.wic", OutputKind.Image, "wic"),
                File("sub/device-qemuarm64.rootfs.wic.bmap", OutputKind.Artifact, "Bmap"),
                File("sub/device-qemuarm64.rootfs.manifest", OutputKind.Artifact, "Manifest"),
            ])[0];

        Assert.Equal(("sub/device-qemuarm64.rootfs.wic.bmap", "sub/device-qemuarm64.rootfs.manifest"), (image.Bmap, image.Manifest));
    }

    [Fact]
    public void The_list_of_packages_of_another_task_is_not_that_of_the_image()
    {
        var image = _names.Relate(
            [
                File("device-qemuarm64.rootfs.wic", OutputKind.Image, "wic"),
                File("device-qemuarm64.rootfs.manifest", OutputKind.Artifact, "Manifest") with { Task = "populate_sdk" },
            ])[0];

        Assert.Null(image.Manifest);
    }

    [Fact]
    public void Files_of_one_type_with_and_without_the_time_in_their_names_are_related_to_the_first()
    {
        var image = _names.Relate(
            [
                File("device-qemuarm64.rootfs.wic", OutputKind.Image, "wic"),
                File("device-qemuarm64.rootfs.manifest", OutputKind.Artifact, "Manifest"),
                File("device-qemuarm64.rootfs-20261123234143.manifest", OutputKind.Artifact, "Manifest"),
            ])[0];

        Assert.Equal("device-qemuarm64.rootfs.manifest", image.Manifest);
    }

    private static DeployedFile File(string name, OutputKind kind, string type) =>
        new($"/deploy/{name}", name, kind, type, "device", "image_complete", "/manifest");
}
