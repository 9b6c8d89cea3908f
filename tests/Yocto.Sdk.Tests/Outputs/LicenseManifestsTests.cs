using Yocto.Sdk.Outputs;

namespace Yocto.Sdk.Tests.Outputs;

public sealed class LicenseManifestsTests : IDisposable
{
    private const string Name = DeployFolder.LinkName;

    private static readonly DateTime _noon = new(2026, 11, 23, 12, 0, 0, DateTimeKind.Utc);

    private readonly DeployFolder _deploy = new();

    [Fact]
    public void Licence_manifests_are_the_newest_of_each_name()
    {
        Write($"{Name}-20261123110000", "license.manifest", _noon.AddHours(-1));
        var licence = Write($"{Name}-20261123120000", "license.manifest", _noon);
        var image = Write($"{Name}-20261123110000", "image_license.manifest", _noon);

        var files = LicenseManifests.Of(_deploy.Build(), DeployFolder.Image()).ToList();

        Assert.Equal([licence, image], files.Select(f => f.Path));
        Assert.Equal(
            [$"licenses/{Name}/license.manifest: Artifact LicenseManifest", $"licenses/{Name}/image_license.manifest: Artifact LicenseManifest"],
            DeployFolder.Described(files));
        Assert.All(files, f => Assert.Equal(("core-image-minimal", "image_complete", null), (f.Recipe, f.Task, f.SstateManifest)));
    }

    [Fact]
    public void Licence_manifests_of_one_time_are_those_of_the_later_name()
    {
        Write($"{Name}-20261123110000", "license.manifest", _noon);
        var later = Write($"{Name}-20261123120000", "license.manifest", _noon);

        Assert.Equal([later], LicenseManifests.Of(_deploy.Build(), DeployFolder.Image()).Select(f => f.Path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("qemuarm64")]
    [InlineData("own_arch")]
    public void Licence_manifests_are_found_below_the_architecture_of_the_image_or_of_the_machine(string architecture)
    {
        var file = Write(Path.Combine(architecture, $"{Name}-20261123120000"), "license.manifest", _noon);
        var image = DeployFolder.Target("core-image-minimal", ("IMAGE_LINK_NAME", Name), ("SSTATE_PKGARCH", "own_arch"));

        Assert.Equal([file], LicenseManifests.Of(_deploy.Build(image), image).Select(f => f.Path));
    }

    [Theory]
    [InlineData("core-image-minimal-qemuarm64.rootfs-extended-20261123120000")]
    [InlineData("core-image-minimal-qemuarm64.rootfs-extended")]
    [InlineData("core-image-minimal-qemuarm64.rootfs2-20261123120000")]
    [InlineData("core-image-minimal-qemuarm64.rootfs-")]
    public void The_licence_manifests_of_an_image_whose_name_begins_alike_are_not_those_of_the_image(string folder)
    {
        Write(folder, "license.manifest", _noon);

        Assert.Empty(LicenseManifests.Of(_deploy.Build(), DeployFolder.Image()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_link_leads_to_the_licence_manifests_of_an_image_with_a_version_of_its_own(bool relative)
    {
        var file = Write($"{Name}-v1.2-rc1", "license.manifest", _noon);
        var folder = Path.GetDirectoryName(file)!;
        File.CreateSymbolicLink(Path.Combine(Path.GetDirectoryName(folder)!, Name), relative ? Path.GetFileName(folder) : folder);

        Assert.Equal([file], LicenseManifests.Of(_deploy.Build(), DeployFolder.Image()).Select(f => f.Path));
    }

    [Fact]
    public void A_link_that_leads_nowhere_hides_no_licence_manifest()
    {
        var file = Write($"{Name}-20261123120000", "license.manifest", _noon);
        File.CreateSymbolicLink(_deploy.Folder[$"tmp/deploy/licenses/{Name}"], $"{Name}-20261123130000");

        Assert.Equal([file], LicenseManifests.Of(_deploy.Build(), DeployFolder.Image()).Select(f => f.Path));
    }

    [Fact]
    public void The_deployed_recipes_of_an_image_are_those_that_its_licence_manifest_names()
    {
        var file = Write($"{Name}-20261123120000", "image_license.manifest", _noon);
        File.WriteAllText(file, "RECIPE NAME: grub-efi \nVERSION: 2.12\nLICENSE: GPL-3.0-or-later\nFILES: a\n\nRECIPE NAME: linux-yocto\nNOTE: RECIPE NAME: none\n");

        Assert.Equal(["grub-efi", "linux-yocto"], LicenseManifests.DeployedRecipes(_deploy.Build(), DeployFolder.Image()));
    }

    [Theory]
    [InlineData(Name)]
    [InlineData("")]
    public void The_deployed_recipes_of_an_image_without_a_licence_manifest_are_not_known(string linkName)
    {
        Directory.CreateDirectory(_deploy.Folder[$"tmp/deploy/licenses/{Name}"]);

        Assert.Null(LicenseManifests.DeployedRecipes(_deploy.Build(), DeployFolder.Image(linkName: linkName)));
    }

    public void Dispose() => _deploy.Dispose();

    private string Write(string folder, string name, DateTime time)
    {
        var file = _deploy.Folder.Write($"tmp/deploy/licenses/{folder}/{name}", "x");
        File.SetLastWriteTimeUtc(file, time);
        return file;
    }
}
