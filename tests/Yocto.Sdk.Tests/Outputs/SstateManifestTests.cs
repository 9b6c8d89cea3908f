using Yocto.Sdk.BitBake;
using Yocto.Sdk.Outputs;

namespace Yocto.Sdk.Tests.Outputs;

public sealed class SstateManifestTests : IDisposable
{
    private readonly DeployFolder _deploy = new();

    [Fact]
    public void An_sstate_manifest_gives_its_files_and_not_its_folders()
    {
        var file = _deploy.Manifest("busybox", "deploy", "/deploy/b", "", "/deploy/a file; 100 % of 'it'", "/deploy/dtbs/", "/deploy/");

        var manifest = SstateManifest.Find(_deploy.Build(), "busybox", "deploy")!;

        Assert.Equal((file, "busybox", "deploy"), (manifest.File, manifest.Recipe, manifest.Task));
        Assert.Equal(["/deploy/b", "/deploy/a file; 100 % of 'it'"], manifest.Paths);
    }

    [Theory]
    [InlineData("qemuarm64")]
    [InlineData("qemuarm64x86_64-sdk")]
    [InlineData("own_pkgarch")]
    [InlineData("own_package_arch")]
    [InlineData("allarch")]
    public void An_sstate_manifest_is_found_under_each_architecture_that_a_task_deploys_by(string architecture)
    {
        var file = _deploy.Manifest(architecture, "tools", "deploy", []);
        var build = With("SDKMACHINE", "x86_64-sdk",
            DeployFolder.Target("tools", ("SSTATE_PKGARCH", "own_pkgarch"), ("PACKAGE_ARCH", "own_package_arch")));

        Assert.Equal(file, SstateManifest.Find(build, "tools", "deploy")?.File);
    }

    [Fact]
    public void The_sstate_manifest_of_the_machine_goes_before_that_of_all_machines()
    {
        _deploy.Manifest("allarch", "tools", "deploy", []);
        var file = _deploy.Manifest("tools", "deploy");

        Assert.Equal(file, SstateManifest.Find(_deploy.Build(), "tools", "deploy")?.File);
    }

    [Fact]
    public void The_package_architecture_of_another_recipe_finds_no_sstate_manifest()
    {
        _deploy.Manifest("own", "tools", "deploy", []);

        Assert.Null(SstateManifest.Find(_deploy.Build(DeployFolder.Target("other", ("SSTATE_PKGARCH", "own"))), "tools", "deploy"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/no/such/folder")]
    public void A_build_without_a_folder_of_sstate_manifests_has_none(string folder)
    {
        var build = With("SSTATE_MANIFESTS", folder);

        Assert.Null(SstateManifest.Find(build, "busybox", "deploy"));
        Assert.Empty(SstateManifest.FindAll(build, "deploy"));
    }

    [Fact]
    public void The_sstate_manifests_of_a_machine_are_those_of_its_recipes_and_of_no_other_machine()
    {
        _deploy.Manifest("u-boot-tools", "deploy");
        _deploy.Manifest("linux-yocto", "deploy", "/deploy/Image");
        _deploy.Manifest("linux-yocto", "populate_sysroot");
        _deploy.Manifest("linux-yocto", "deploy.postrm");
        // MACHINE_ARCH has underscores where the machine's name has dashes
        _deploy.Manifest("qemuarm64_lite", "grub", "deploy", []);
        _deploy.Manifest("qemuarm", "grub", "deploy", []);

        var manifests = SstateManifest.FindAll(_deploy.Build(), "deploy");

        Assert.Equal(["linux-yocto", "u-boot-tools"], manifests.Select(m => m.Recipe));
        Assert.Equal(["/deploy/Image"], manifests[0].Paths);
    }

    public void Dispose() => _deploy.Dispose();

    private BuildResult With(string variable, string value, params IReadOnlyList<BuiltTarget> targets)
    {
        var build = _deploy.Build(targets);
        return build with { Variables = new Dictionary<string, string>(build.Variables) { [variable] = value } };
    }
}
