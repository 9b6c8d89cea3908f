using Yocto.Sdk.Git;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Layers;

public class LayerRestoreTests
{
    [Fact]
    public async Task A_first_restore_fetches_and_checks_out_what_the_layers_lie_in()
    {
        using var world = await LayerWorld.CreateAsync();
        var project = world.Project().Layer("meta-python").Layer("meta-oe", priority: "9");

        await project.RestoreAsync();

        var restored = project.Restored;
        Assert.Equal("scarthgap", restored.Release);
        Assert.Equal("2.8.0", restored.BitBakeVersion);
        Assert.Equal(project.Checkout("poky/bitbake"), restored.BitBakePath);
        Assert.Equal(project.Checkout("poky"), restored.CorePath);
        Assert.Equal(["scarthgap"], restored.Series);
        Assert.Equal(
            [(null, "core", "poky"), (null, "yocto", "poky"), ("meta-oe", "openembedded-layer", "meta-openembedded"), ("meta-python", "meta-python", "meta-openembedded")],
            restored.Layers.Select(l => (l.Include, l.Collection, l.Repository)));
        Assert.Equal(9, restored.Layers[2].Priority);
        Assert.All(restored.Layers, l => Assert.True(File.Exists(Path.Combine(l.Path, "conf/layer.conf"))));
        Assert.Equal(await world.Poky.GitAsync("rev-parse", "HEAD"), restored.Repositories.Single(r => r.Name == "poky").Commit);
        Assert.Equal("A = \"1\"\n", await File.ReadAllTextAsync(project.Checkout("meta-openembedded/meta-oe/recipes/a.bb"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_second_restore_starts_no_process_and_writes_nothing()
    {
        using var world = await LayerWorld.CreateAsync();
        var project = world.Project().Layer("meta-oe");
        await project.RestoreAsync();
        var written = Directory.EnumerateFiles(project.Folder, "*", SearchOption.AllDirectories).ToDictionary(f => f, File.GetLastWriteTimeUtc);

        await project.RestoreAsync();

        Assert.Equal(0, project.Log.Processes);
        Assert.Equal("The layers have not changed since the last restore.", project.Log.Text);
        Assert.Equal(written, Directory.EnumerateFiles(project.Folder, "*", SearchOption.AllDirectories).ToDictionary(f => f, File.GetLastWriteTimeUtc));
    }

    [Fact]
    public async Task A_branch_that_moves_upstream_moves_nothing_until_an_update()
    {
        using var world = await LayerWorld.CreateAsync();
        var project = world.Project().Layer("meta-oe");
        await project.RestoreAsync();
        var old = project.Lock.Repositories["meta-openembedded"].Commit;
        await world.OpenEmbedded.CommitAsync("a: correct the colour", ("meta-oe/recipes/a.bb", "A = \"2\"\n"));
        var moved = await world.OpenEmbedded.CommitAsync("b: new recipe", ("meta-oe/recipes/b.bb", "B = \"1\"\n"));

        Directory.Delete(project.Places.LayersDirectory, recursive: true);
        await project.RestoreAsync();
        Assert.Equal(0, project.Log.Fetches);
        Assert.Equal(old, project.Restored.Repositories.Single(r => r.Name == "meta-openembedded").Commit);

        await project.RestoreAsync(RestoreMode.Update);
        Assert.Equal(moved, project.Lock.Repositories["meta-openembedded"].Commit);
        Assert.True(File.Exists(project.Checkout("meta-openembedded/meta-oe/recipes/b.bb")));
        Assert.Contains($"meta-openembedded: {old[..10]}..{moved[..10]} (branch scarthgap), 2 commits", project.Log.Lines);
        Assert.Contains(project.Log.Lines, l => l.EndsWith("a: correct the colour", StringComparison.Ordinal));
        Assert.Contains(project.Log.Lines, l => l.EndsWith("b: new recipe", StringComparison.Ordinal));
        Assert.DoesNotContain(project.Log.Lines, l => l.StartsWith("poky:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_update_that_moves_no_layer_says_so()
    {
        using var world = await LayerWorld.CreateAsync();
        var project = world.Project();
        await project.RestoreAsync();

        await project.RestoreAsync(RestoreMode.Update);

        Assert.Contains("Every layer repository is up to date.", project.Log.Lines);
    }

    [Fact]
    public async Task An_update_tells_of_a_branch_that_was_rewritten()
    {
        using var world = await LayerWorld.CreateAsync();
        var project = world.Project().Layer("meta-oe");
        await project.RestoreAsync();
        await world.OpenEmbedded.GitAsync("commit", "--quiet", "--amend", "-m", "meta-oe: first, rewritten");

        await project.RestoreAsync(RestoreMode.Update);

        Assert.Contains(project.Log.Lines, l => l.StartsWith("meta-openembedded:", StringComparison.Ordinal) && l.EndsWith("not a descendant of the locked commit", StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_everything_in_the_cache_a_restore_needs_no_server()
    {
        using var world = await LayerWorld.CreateAsync();
        var first = world.Project("first").Layer("meta-oe");
        await first.RestoreAsync();
        Directory.Move(world["upstream"], world["gone"]);

        var second = world.Project("second").Layer("meta-oe");
        File.Copy(first.Places.LockFile, second.Places.LockFile);
        await second.RestoreAsync();

        Assert.Equal(0, second.Log.Fetches);
        Assert.Equal(first.Restored.Layers.Select(l => l.Collection), second.Restored.Layers.Select(l => l.Collection));
    }

    [Fact]
    public async Task A_checkout_outlives_the_cache_and_a_move_of_the_project()
    {
        using var world = await LayerWorld.CreateAsync();
        var project = world.Project().Layer("meta-oe");
        await project.RestoreAsync();
        Directory.Delete(world.Cache, recursive: true);
        Directory.Move(world["upstream"], world["gone"]);
        Directory.Move(world["device"], world["moved"]);
        project.ProjectFile = world["moved/device.yoctoproj"];

        await project.RestoreAsync();

        Assert.Equal(0, project.Log.Processes);
        Assert.StartsWith(world["moved"], project.Restored.BitBakePath, StringComparison.Ordinal);
        await new UpstreamRepository(project.Checkout("poky")).GitAsync("fsck", "--full");
    }

    [Fact]
    public async Task Only_the_repository_whose_pin_changed_moves()
    {
        using var world = await LayerWorld.CreateAsync();
        var project = world.Project().Layer("meta-oe");
        await project.RestoreAsync();
        var old = project.Lock;
        await world.Poky.CommitAsync("poky: second");
        await world.OpenEmbedded.GitAsync("checkout", "--quiet", "-b", "mine");
        var mine = await world.OpenEmbedded.CommitAsync("meta-oe: mine");

        project.Repository("meta-openembedded", world.OpenEmbedded.Url, branch: "mine");
        await project.RestoreAsync();

        Assert.Equal(old.Repositories["poky"], project.Lock.Repositories["poky"]);
        Assert.Equal(new LockedRepository(world.OpenEmbedded.Url, new Pin(PinKind.Branch, "mine"), mine), project.Lock.Repositories["meta-openembedded"]);
        Assert.Equal(1, project.Log.Fetches);
    }

    [Fact]
    public async Task A_tag_is_locked_by_the_commit_that_it_names()
    {
        using var world = await LayerWorld.CreateAsync();
        var commit = await world.OpenEmbedded.GitAsync("rev-parse", "HEAD");
        await world.OpenEmbedded.GitAsync("tag", "--annotate", "v1", "-m", "one");
        await world.OpenEmbedded.CommitAsync("meta-oe: second", ("meta-oe/recipes/a.bb", "A = \"2\"\n"));
        var project = world.Project().Layer("meta-oe").Repository("meta-openembedded", world.OpenEmbedded.Url, tag: "v1");

        await project.RestoreAsync();

        Assert.Equal(new LockedRepository(world.OpenEmbedded.Url, new Pin(PinKind.Tag, "v1"), commit), project.Lock.Repositories["meta-openembedded"]);
        Assert.Equal("A = \"1\"\n", await File.ReadAllTextAsync(project.Checkout("meta-openembedded/meta-oe/recipes/a.bb"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_commit_that_no_branch_names_is_fetched_by_its_name()
    {
        using var world = await LayerWorld.CreateAsync();
        var commit = await world.OpenEmbedded.GitAsync("rev-parse", "HEAD");
        await world.OpenEmbedded.CommitAsync("meta-oe: second", ("meta-oe/recipes/a.bb", "A = \"2\"\n"));
        var project = world.Project().Layer("meta-oe").Repository("meta-openembedded", world.OpenEmbedded.Url, commit: commit.ToUpperInvariant());

        await project.RestoreAsync();

        Assert.Equal(new LockedRepository(world.OpenEmbedded.Url, new Pin(PinKind.Commit, commit), commit), project.Lock.Repositories["meta-openembedded"]);
        Assert.True(File.Exists(project.Checkout("meta-openembedded/.git/shallow")));
    }

    [Fact]
    public async Task Two_projects_restore_at_the_same_time_from_one_cache()
    {
        using var world = await LayerWorld.CreateAsync();
        var projects = Enumerable.Range(0, 4).Select(n => world.Project($"p{n}").Layer("meta-oe")).ToList();

        await Task.WhenAll(projects.Select(p => p.RestoreAsync()));

        Assert.All(projects, p => Assert.Equal(4 - 1, p.Restored.Layers.Count));
        await Task.WhenAll(projects.Select(p => new UpstreamRepository(p.Checkout("poky")).GitAsync("fsck", "--full")));
    }

    [Fact]
    public async Task Two_restores_of_one_project_wait_for_each_other()
    {
        using var world = await LayerWorld.CreateAsync();
        var one = world.Project().Layer("meta-oe");
        var other = world.Project().Layer("meta-oe");

        await Task.WhenAll(one.RestoreAsync(), other.RestoreAsync());

        Assert.Equal(3, one.Restored.Layers.Count);
        Assert.Empty(Directory.EnumerateDirectories(one.Places.LayersDirectory, "*.part"));
    }

    [Fact]
    public async Task A_folder_of_the_users_is_a_layer_as_it_lies_there()
    {
        using var world = await LayerWorld.CreateAsync();
        world.Write("device/layers/meta-product/conf/layer.conf", UpstreamRepository.LayerConf("product", "core networking-layer"));
        var project = world.Project().Layer("layers/meta-product/").Layer("meta-networking").Layer("meta-python").Layer("meta-oe");

        await project.RestoreAsync();

        Assert.Equal(["core", "yocto", "openembedded-layer", "meta-python", "networking-layer", "product"], project.Restored.Layers.Select(l => l.Collection));
        Assert.Equal(Path.Combine(project.Folder, "layers/meta-product"), project.Restored.Layers[^1].Path);
        Assert.Null(project.Restored.Layers[^1].Repository);

        world.Write("device/layers/meta-product/conf/layer.conf", UpstreamRepository.LayerConf("product2"));
        await project.RestoreAsync();
        Assert.Contains("product2", project.Restored.Layers.Select(l => l.Collection));
    }

    [Fact]
    public async Task A_distro_of_the_users_own_takes_no_meta_poky()
    {
        using var world = await LayerWorld.CreateAsync();
        var project = world.Project();
        project.Distro = "acme";

        await project.RestoreAsync();

        Assert.Equal(["core"], project.Restored.Layers.Select(l => l.Collection));
    }

    [Fact]
    public async Task A_bitbake_of_the_users_own_brings_no_core()
    {
        using var world = await LayerWorld.CreateAsync();
        world.Write("device/bitbake/bin/bitbake", "#!/bin/sh\n");
        world.Write("device/bitbake/lib/bb/__init__.py", "__version__ = \"9.9\"\n");
        world.Write("device/layer/conf/layer.conf", "BBPATH .= \":${LAYERDIR}\"\n");
        var project = world.Project().Layer("./layer");
        project.BitBakePath = "./bitbake";
        project.Release = null;

        await project.RestoreAsync();

        Assert.Equal("9.9", project.Restored.BitBakeVersion);
        Assert.Equal(Path.Combine(project.Folder, "bitbake"), project.Restored.BitBakePath);
        Assert.Null(project.Restored.CorePath);
        Assert.Null(Assert.Single(project.Restored.Layers).Collection);
        Assert.Empty(project.Restored.Repositories);
    }

    [Fact]
    public async Task A_release_that_is_not_known_yet_works_when_every_repository_is_pinned()
    {
        using var world = await LayerWorld.CreateAsync();
        var project = world.Project().Layer("meta-oe")
            .Repository("poky", world.Poky.Url, branch: "scarthgap")
            .Repository("meta-openembedded", world.OpenEmbedded.Url, branch: "scarthgap");
        project.Release = "blacksail";

        await project.RestoreAsync();

        Assert.Equal("blacksail", project.Restored.Release);
    }
}
