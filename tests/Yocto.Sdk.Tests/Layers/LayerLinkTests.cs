using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Layers;

public sealed class LayerLinkTests
{
    [Fact]
    public async Task A_layer_conf_and_a_layer_folder_that_are_links_are_read_as_their_targets()
    {
        using var world = await LayerWorld.CreateAsync();
        var acme = await world.UpstreamAsync("meta-acme", "scarthgap");
        world.Write("upstream/meta-acme/common/acme-layer.conf", UpstreamRepository.LayerConf("acme"));
        world.Write("upstream/meta-acme/meta-bsp/conf/local", "");
        File.CreateSymbolicLink(world["upstream/meta-acme/meta-bsp/conf/layer.conf"], "../../common/acme-layer.conf");
        world.Write("upstream/meta-acme/real/conf/layer.conf", UpstreamRepository.LayerConf("linked"));
        Directory.CreateSymbolicLink(world["upstream/meta-acme/meta-linked"], "real");
        await acme.CommitAsync("first");
        var project = world.Project().Repository("meta-acme", acme.Url).Layer("meta-acme/meta-bsp").Layer("meta-acme/meta-linked");

        await project.RestoreAsync();
        var first = project.Restored.Layers.Select(l => l.Collection).ToList();
        File.Delete(project.Places.StampFile);
        await project.RestoreAsync();

        Assert.Equal(["core", "yocto", "acme", "linked"], first);
        Assert.Equal(first, project.Restored.Layers.Select(l => l.Collection));
    }

    [Theory]
    [InlineData("/dev/zero")]
    [InlineData("/etc/passwd")]
    [InlineData("../../../../outside.conf")]
    [InlineData("layer.conf")]
    public async Task A_link_that_leaves_the_repository_is_no_layer_conf(string target)
    {
        using var world = await LayerWorld.CreateAsync();
        world.Write("device/obj/layers/outside.conf", UpstreamRepository.LayerConf("outside"));
        var acme = await world.UpstreamAsync("meta-acme", "scarthgap");
        world.Write("upstream/meta-acme/meta-bsp/conf/local", "");
        File.CreateSymbolicLink(world["upstream/meta-acme/meta-bsp/conf/layer.conf"], target);
        await acme.CommitAsync("first");
        var project = world.Project().Repository("meta-acme", acme.Url).Layer("meta-acme/meta-bsp");

        Assert.Equal("YOCTO1013", Assert.Single(await project.FailAsync()).Code);
    }

    [Fact]
    public async Task A_checkout_whose_layer_conf_becomes_a_link_to_a_device_is_neither_read_nor_hashed()
    {
        using var world = await LayerWorld.CreateAsync();
        world.Write("device/mine/conf/layer.conf", UpstreamRepository.LayerConf("mine"));
        var project = world.Project().Layer("meta-oe").Layer("./mine");
        await project.RestoreAsync();
        foreach (var file in new[] { project.Checkout("meta-openembedded/meta-oe/conf/layer.conf"), world["device/mine/conf/layer.conf"] })
        {
            File.Delete(file);
            File.CreateSymbolicLink(file, "/dev/zero");
        }

        Assert.Equal(["YOCTO1013", "YOCTO1013"], (await project.FailAsync()).Select(e => e.Code));
    }

    [Fact]
    public async Task A_layer_conf_without_an_end_is_not_read()
    {
        using var world = await LayerWorld.CreateAsync();
        var acme = await world.UpstreamAsync("meta-acme", "scarthgap");
        await acme.CommitAsync("first", ("conf/layer.conf", new string('#', 5 << 20)));
        var project = world.Project().Repository("meta-acme", acme.Url).Layer("meta-acme");

        var error = Assert.Single(await project.FailAsync());

        Assert.Equal("YOCTO1055", error.Code);
        Assert.Contains("conf/layer.conf of commit", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_users_own_folder_may_have_links_that_leave_it()
    {
        using var world = await LayerWorld.CreateAsync();
        world.Write("elsewhere/layer.conf", UpstreamRepository.LayerConf("mine"));
        Directory.CreateDirectory(world["device/mine/conf"]);
        File.CreateSymbolicLink(world["device/mine/conf/layer.conf"], world["elsewhere/layer.conf"]);
        var project = world.Project().Layer("./mine");

        await project.RestoreAsync();

        Assert.Equal("mine", project.Restored.Layers[^1].Collection);
    }

    [Fact]
    public async Task Submodules_are_told_and_a_layer_in_one_is_explained()
    {
        using var world = await LayerWorld.CreateAsync();
        Directory.CreateDirectory(Path.Combine(world.OpenEmbedded.Folder, "meta-sub"));
        await world.OpenEmbedded.GitAsync("update-index", "--add", "--cacheinfo", $"160000,{new string('1', 40)},meta-sub");
        await world.OpenEmbedded.CommitAsync("meta-oe: a submodule", (".gitmodules", "[submodule \"sub\"]\n\tpath = meta-sub\n\turl = https://example.org/sub\n"));
        var project = world.Project().Layer("meta-oe");

        await project.RestoreAsync();
        Assert.Contains("meta-openembedded has submodules, which are not fetched: meta-sub", project.Log.Lines);

        var error = Assert.Single(await world.Project().Layer("meta-oe").Layer("meta-openembedded/meta-sub").FailAsync());
        Assert.Equal("YOCTO1013", error.Code);
        Assert.Contains("'meta-sub' is a submodule of the repository", error.Message, StringComparison.Ordinal);
    }
}
