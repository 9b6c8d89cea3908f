using Yocto.Sdk.Outputs;

namespace Yocto.Sdk.Tests.Outputs;

public sealed class DeployedFilesTests : IDisposable
{
    private const string Timed = "core-image-minimal-qemuarm64.rootfs-20261123234143";
    private const string Name = DeployFolder.LinkName;

    private readonly DeployFolder _deploy = new();

    [Fact]
    public void A_deployed_file_has_the_shortest_name_of_the_links_that_lead_to_it()
    {
        var paths = new[]
        {
            _deploy.Deploy($"{Timed}.wic"),
            _deploy.Link($"{Name}.wic", $"{Timed}.wic"),
            _deploy.Link($"{Name}.wic-old", $"{Name}.wic"),
            _deploy.Deploy($"{Timed}.manifest"),
        };
        var manifest = _deploy.Manifest("core-image-minimal", "image_complete", paths);

        var files = DeployedFiles.Find(_deploy.Build());

        Assert.Equal([$"{Timed}.manifest: Artifact Manifest", $"{Name}.wic: Image wic"], DeployFolder.Described(files).Order(StringComparer.Ordinal));
        var image = files.Single(f => f.Kind == OutputKind.Image);
        Assert.Equal(
            (paths[1], "core-image-minimal", "image_complete", manifest, $"{Timed}.manifest"),
            (image.Path, image.Recipe, image.Task, image.SstateManifest, image.Manifest));
    }

    [Fact]
    public void A_link_that_leads_nowhere_is_no_output()
    {
        _deploy.Manifest("core-image-minimal", "image_complete",
            _deploy.Deploy($"{Name}.ext4"),
            _deploy.Link($"{Name}.wic", "gone.wic"));

        Assert.Equal([$"{Name}.ext4: Image ext4"], DeployFolder.Described(DeployedFiles.Find(_deploy.Build())));
    }

    [Fact]
    public void A_deployed_file_that_vanished_is_listed_so_that_it_is_missed()
    {
        var (image, packages) = (_deploy.Deploy($"{Timed}.wic"), _deploy.Deploy($"{Timed}.manifest"));
        var link = _deploy.Link($"{Name}.wic", $"{Timed}.wic");
        _deploy.Manifest("core-image-minimal", "image_complete", image, link, packages);
        File.Delete(image);
        File.Delete(packages);

        Assert.Equal([packages, link], DeployedFiles.Find(_deploy.Build()).Select(f => f.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_deployed_file_keeps_its_folder_below_deploy()
    {
        _deploy.Manifest("core-image-minimal", "image_complete",
            _deploy.Deploy($"{Name}.wic"),
            _deploy.Deploy("dtbs/a board; 100 % of 'it'.dtb"),
            _deploy.Folder.Write("tmp/deploy/images/qemuarm64-too/other.bin", "x"),
            _deploy.Folder.Write("elsewhere/far/away.bin", "x"));
        var build = _deploy.Build();
        build = build with
        {
            Variables = new Dictionary<string, string>(build.Variables) { ["DEPLOY_DIR_IMAGE"] = _deploy.Folder[DeployFolder.Images] + "/" },
        };

        Assert.Equal(
            ["away.bin", $"{Name}.wic", "dtbs/a board; 100 % of 'it'.dtb", "images/qemuarm64-too/other.bin"],
            DeployedFiles.Find(build).Select(f => f.Name));
    }

    [Fact]
    public void An_image_is_booted_with_what_the_recipes_of_its_licence_manifest_deployed()
    {
        _deploy.Manifest("core-image-minimal", "image_complete", _deploy.Deploy($"{Name}.wic"));
        _deploy.Manifest("linux-yocto", "deploy", _deploy.Deploy("Image"), _deploy.Deploy("Image-initramfs"), _deploy.Deploy("Imagery"), _deploy.Deploy("board.dtb"));
        _deploy.Manifest("u-boot", "deploy", _deploy.Deploy("u-boot.bin"), _deploy.Deploy("u-boot.dtb"));
        _deploy.Manifest("stranger", "deploy", _deploy.Deploy("stranger.bin"));
        _deploy.Folder.Write($"tmp/deploy/licenses/{Name}-20261123234143/image_license.manifest", "RECIPE NAME: u-boot\nVERSION: 1\n");

        Assert.Equal(
            [
                "Image: Artifact Kernel", "Image-initramfs: Artifact Kernel", "Imagery: Artifact Other", "board.dtb: Artifact DeviceTree",
                $"{Name}.wic: Image wic", $"licenses/{Name}/image_license.manifest: Artifact LicenseManifest",
                "u-boot.bin: Artifact Bootloader", "u-boot.dtb: Artifact DeviceTree",
            ],
            DeployFolder.Described(DeployedFiles.Find(_deploy.Build())));
    }

    [Fact]
    public void An_image_without_a_licence_manifest_is_booted_with_what_all_recipes_deployed()
    {
        _deploy.Manifest("core-image-minimal", "image_complete", _deploy.Deploy($"{Name}.wic"));
        _deploy.Manifest("linux-yocto", "deploy", _deploy.Deploy("bzImage.bin"));
        _deploy.Manifest("firmware", "deploy", _deploy.Deploy("firmware.bin"));

        Assert.Equal(
            ["bzImage.bin: Artifact Kernel", $"{Name}.wic: Image wic", "firmware.bin: Artifact Other"],
            DeployFolder.Described(DeployedFiles.Find(_deploy.Build())));
    }

    [Fact]
    public void A_target_that_is_no_image_brings_nothing_to_boot_with()
    {
        _deploy.Manifest("device-bundle", "deploy", _deploy.Deploy("device.raucb"), _deploy.Deploy("device.txt"));
        _deploy.Manifest("linux-yocto", "deploy", _deploy.Deploy("Image"));

        Assert.Equal(
            ["device.raucb: Image raucb", "device.txt: Artifact Other"],
            DeployFolder.Described(DeployedFiles.Find(_deploy.Build(DeployFolder.Target("device-bundle")))));
    }

    [Fact]
    public void A_recipe_that_is_an_SDK_gives_its_installer()
    {
        _deploy.Manifest("buildtools-tarball", "populate_sdk",
            _deploy.Folder.Write("tmp/deploy/sdk/tools.sh", "x"), _deploy.Folder.Write("tmp/deploy/sdk/tools.host.manifest", "x"),
            _deploy.Folder.Write("tmp/deploy/sdk/tools.testdata.json", "x"));

        Assert.Equal(
            ["sdk/tools.host.manifest: Artifact Manifest", "sdk/tools.sh: Artifact Sdk", "sdk/tools.testdata.json: Artifact TestData"],
            DeployFolder.Described(DeployedFiles.Find(_deploy.Build(DeployFolder.Target("buildtools-tarball")))));
    }

    [Fact]
    public void A_task_that_was_asked_for_gives_its_own_files_alone()
    {
        _deploy.Manifest("core-image-minimal", "image_complete", _deploy.Deploy($"{Name}.wic"));
        _deploy.Manifest("core-image-minimal", "populate_sdk", _deploy.Folder.Write("tmp/deploy/sdk/sdk.sh", "x"));

        Assert.Equal(["sdk/sdk.sh: Artifact Sdk"], DeployFolder.Described(DeployedFiles.Find(_deploy.Build(), "populate_sdk")));
    }

    [Fact]
    public void Two_targets_of_one_recipe_give_its_files_once()
    {
        _deploy.Manifest("core-image-minimal", "image_complete", _deploy.Deploy($"{Name}.wic"));
        var build = _deploy.Build(DeployFolder.Image(), DeployFolder.Image() with { Target = "virtual/image" });

        Assert.Equal([$"{Name}.wic"], DeployedFiles.Find(build).Select(f => f.Name));
    }

    public void Dispose() => _deploy.Dispose();
}
