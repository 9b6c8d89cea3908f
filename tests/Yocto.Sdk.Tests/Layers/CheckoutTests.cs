using Yocto.Sdk.Layers;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Layers;

/// <summary>What somebody did in a checkout is there after whatever moves it.</summary>
public sealed class CheckoutTests
{
    private const string Repository = "meta-openembedded";

    private static readonly string[] _files =
        ["mine-1/recipes/mine_1.bb", "mine-1/.git/HEAD", "0001-fix.patch", "meta-oe/recipes/new.bb", "meta-oe/recipes/build.orig"];

    [Theory]
    [InlineData("update")]
    [InlineData("branch")]
    [InlineData("lock")]
    [InlineData("patch")]
    [InlineData("url")]
    public async Task Work_in_a_checkout_is_there_after_a_move(string cause)
    {
        using var world = await LayerWorld.CreateAsync();
        var project = await RestoredAsync(world);
        var checkout = new UpstreamRepository(project.Checkout(Repository));
        var (branch, stash, lost) = await WorkAsync(checkout);

        if (cause == "branch")
            await world.OpenEmbedded.GitAsync("checkout", "--quiet", "-b", "other");
        var next = await world.OpenEmbedded.CommitAsync("meta-oe: second", ("meta-oe/recipes/a.bb", "A = \"2\"\n"));
        await MoveAsync(world, project, cause, next);

        Assert.All(_files, f => Assert.True(File.Exists(Path.Combine(checkout.Folder, f)), f));
        Assert.Equal(branch, await checkout.GitAsync("rev-parse", "my-work"));
        Assert.Equal(stash, await checkout.GitAsync("rev-parse", "stash@{0}"));
        Assert.Contains(lost, await checkout.GitAsync("reflog", "--format=%H"), StringComparison.Ordinal);
        Assert.Equal("mine", await checkout.GitAsync("show", $"{lost}:lost.txt"));
        Assert.Equal(cause == "patch" ? "A = \"3\"\n" : "A = \"2\"\n",
            await File.ReadAllTextAsync(project.Checkout($"{Repository}/meta-oe/recipes/a.bb"), TestContext.Current.CancellationToken));
        Assert.Equal(project.Restored.Repositories.Single(r => r.Name == Repository).Commit, await checkout.GitAsync("rev-parse", "HEAD"));
        Assert.Equal("", await checkout.GitAsync("status", "--porcelain", "--untracked-files=no"));
        Assert.Empty(project.Log.Reported);
        await checkout.GitAsync("fsck", "--full");
        Assert.Equal([Repository, "poky"], Directory.GetDirectories(project.Places.LayersDirectory).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        await project.RestoreAsync();
        Assert.Equal(0, project.Log.Processes);
    }

    private static async Task MoveAsync(LayerWorld world, LayerProject project, string cause, string next)
    {
        switch (cause)
        {
            case "update":
                await project.RestoreAsync(RestoreMode.Update);
                return;
            case "branch":
                project.Repository(Repository, world.OpenEmbedded.Url, branch: "other");
                break;
            case "lock":
                var locked = project.Lock;
                var pulled = new LockFile(locked.Repositories.ToDictionary(r => r.Key, r => r.Key == Repository ? r.Value with { Commit = next } : r.Value));
                await File.WriteAllTextAsync(project.Places.LockFile, pulled.ToJson(), TestContext.Current.CancellationToken);
                break;
            case "patch":
                world.Write("device/a.patch", "--- a/meta-oe/recipes/a.bb\n+++ b/meta-oe/recipes/a.bb\n@@ -1 +1 @@\n-A = \"1\"\n+A = \"3\"\n");
                project.Repository(Repository, world.OpenEmbedded.Url, patches: "a.patch");
                break;
            case "url":
                Directory.Move(world["upstream/meta-openembedded"], world["upstream/moved"]);
                project.Repository(Repository, new UpstreamRepository(world["upstream/moved"]).Url);
                break;
        }

        await project.RestoreAsync();
    }

    [Fact]
    public async Task Byte_code_and_the_tables_of_bitbakes_parser_are_no_work()
    {
        using var world = await LayerWorld.CreateAsync();
        var project = await RestoredAsync(world);
        world.Write($"device/obj/layers/{Repository}/lib/__pycache__/a.cpython-311.pyc", "x");
        world.Write($"device/obj/layers/{Repository}/lib/b.pyc", "x");
        world.Write($"device/obj/layers/{Repository}/lib/bb/pyshtables.py", "x");
        await world.OpenEmbedded.CommitAsync("meta-oe: second", ("meta-oe/recipes/a.bb", "A = \"2\"\n"));

        await project.RestoreAsync(RestoreMode.Update);

        Assert.False(Directory.Exists(project.Checkout($"{Repository}/lib")));
        Assert.False(Directory.Exists(project.Checkout($"{Repository}/.git/logs")));
    }

    [Theory]
    [InlineData("mine-1/recipes/mine_1.bb")]
    [InlineData("meta-oe/recipes/new.bb")]
    public async Task A_file_that_is_in_the_way_of_a_new_one_is_not_overwritten(string file)
    {
        using var world = await LayerWorld.CreateAsync();
        var project = await RestoredAsync(world);
        var before = project.Lock.Repositories;
        var mine = world.Write($"device/obj/layers/{Repository}/{file}", "mine");
        world.Write($"upstream/{Repository}/{file}", "upstream's");
        await world.OpenEmbedded.GitAsync("add", "--force", file);
        await world.OpenEmbedded.CommitAsync("meta-oe: second");

        for (var times = 0; times < 2; times++)
        {
            var error = Assert.Single(await project.FailAsync(RestoreMode.Update));
            Assert.Equal("YOCTO1050", error.Code);
            Assert.Contains($"it contains your changes: {file}.", error.Message, StringComparison.Ordinal);
            Assert.Equal("mine", await File.ReadAllTextAsync(mine, TestContext.Current.CancellationToken));
            Assert.Equal(before, project.Lock.Repositories);
        }

        File.Delete(mine);
        await project.RestoreAsync(RestoreMode.Update);
        Assert.Equal("upstream's", await File.ReadAllTextAsync(mine, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_move_that_is_refused_leaves_the_checkout_as_it_was()
    {
        using var world = await LayerWorld.CreateAsync();
        var project = await RestoredAsync(world);
        await WorkAsync(new UpstreamRepository(project.Checkout(Repository)));
        world.Write("device/a.patch", "--- a/meta-oe/recipes/a.bb\n+++ b/meta-oe/recipes/a.bb\n@@ -1 +1 @@\n-A = \"7\"\n+A = \"8\"\n");
        project.Repository(Repository, world.OpenEmbedded.Url, patches: "a.patch");
        Assert.Equal("YOCTO1020", Assert.Single(await project.FailAsync()).Code);

        var running = world.Write($"device/obj/layers/{Repository}/.git/index.lock", "");
        await world.OpenEmbedded.CommitAsync("meta-oe: second", ("meta-oe/recipes/a.bb", "A = \"2\"\n"));
        project.Repository(Repository, world.OpenEmbedded.Url);
        Assert.Equal("YOCTO1050", Assert.Single(await project.FailAsync(RestoreMode.Update)).Code);

        File.Delete(running);
        await project.RestoreAsync(RestoreMode.Update);
        Assert.Empty(project.Log.Reported);
        Assert.All(_files, f => Assert.True(File.Exists(Path.Combine(project.Checkout(Repository), f)), f));
    }

    [Fact]
    public async Task What_was_only_deleted_comes_back_beside_work()
    {
        using var world = await LayerWorld.CreateAsync();
        var project = await RestoredAsync(world);
        world.Write($"device/obj/layers/{Repository}/0001-fix.patch", "mine");
        File.Delete(project.Checkout($"{Repository}/meta-oe/recipes/a.bb"));
        await world.OpenEmbedded.CommitAsync("meta-oe: second", ("meta-oe/recipes/b.bb", "B = \"1\"\n"));

        await project.RestoreAsync(RestoreMode.Update);

        Assert.True(File.Exists(project.Checkout($"{Repository}/meta-oe/recipes/a.bb")));
        Assert.True(File.Exists(project.Checkout($"{Repository}/meta-oe/recipes/b.bb")));
        Assert.True(File.Exists(project.Checkout($"{Repository}/0001-fix.patch")));
    }

    [Fact]
    public async Task A_move_that_was_interrupted_is_set_aside_with_all_work()
    {
        using var world = await LayerWorld.CreateAsync();
        var project = await RestoredAsync(world);
        await WorkAsync(new UpstreamRepository(project.Checkout(Repository)));
        await world.OpenEmbedded.CommitAsync("meta-oe: second", ("meta-oe/recipes/a.bb", "A = \"2\"\n"));
        File.Delete(project.Checkout($"{Repository}/.git/yocto-sdk.json")); // as from the beginning of a move to its end

        await project.RestoreAsync(RestoreMode.Update);

        Assert.Equal("YOCTO1053", Assert.Single(project.Log.Reported).Code);
        var aside = new UpstreamRepository(project.Checkout($"{Repository}.aside-1"));
        Assert.All(_files, f => Assert.True(File.Exists(Path.Combine(aside.Folder, f)), f));
        await aside.GitAsync("rev-parse", "my-work", "stash@{0}");
        Assert.Equal("A = \"2\"\n", await File.ReadAllTextAsync(project.Checkout($"{Repository}/meta-oe/recipes/a.bb"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_link_in_the_place_of_a_checkout_is_set_aside_and_what_it_leads_to_stays()
    {
        using var world = await LayerWorld.CreateAsync();
        var project = await RestoredAsync(world);
        Directory.Move(project.Checkout(Repository), world["mine"]);
        Directory.CreateSymbolicLink(project.Checkout(Repository), world["mine"]);
        await world.OpenEmbedded.CommitAsync("meta-oe: second", ("meta-oe/recipes/a.bb", "A = \"2\"\n"));

        await project.RestoreAsync(RestoreMode.Update);

        Assert.Equal("YOCTO1053", Assert.Single(project.Log.Reported).Code);
        Assert.Equal(world["mine"], new FileInfo(project.Checkout($"{Repository}.aside-1")).LinkTarget);
        Assert.Equal("A = \"1\"\n", await File.ReadAllTextAsync(world["mine/meta-oe/recipes/a.bb"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_checkout_of_a_repository_that_left_the_project_stays()
    {
        using var world = await LayerWorld.CreateAsync();
        var project = await RestoredAsync(world);
        world.Write($"device/obj/layers/{Repository}/0001-fix.patch", "mine");

        var without = world.Project().Without(Repository);
        await without.RestoreAsync();
        await without.RestoreAsync(RestoreMode.Update);

        Assert.True(File.Exists(project.Checkout($"{Repository}/0001-fix.patch")));
    }

    [Fact]
    public async Task Repositories_whose_names_look_like_those_of_work_folders_are_left_alone()
    {
        using var world = await LayerWorld.CreateAsync();
        const string hex = "0123456789abcdef0123456789abcdef";
        var names = new[] { Repository, $"{Repository}.new-x", $"{Repository}.old-{hex}", $"{Repository}.aside-1", $"{Repository}.{hex}.part" };
        var project = world.Project();
        for (var i = 0; i < names.Length; i++)
        {
            var upstream = await world.UpstreamAsync($"layer-{i}", "scarthgap");
            await upstream.CommitAsync("first", ("conf/layer.conf", UpstreamRepository.LayerConf($"layer{i}")));
            project.Repository(names[i], upstream.Url).Layer(names[i]);
        }

        await project.RestoreAsync();
        var leftover = Directory.CreateDirectory(project.Checkout($".{Repository}.{hex}.part")).FullName;
        await new UpstreamRepository(world["upstream/layer-0"]).CommitAsync("second");
        await project.RestoreAsync(RestoreMode.Update);

        Assert.All(names, n => Assert.True(File.Exists(project.Checkout($"{n}/conf/layer.conf")), n));
        Assert.False(Directory.Exists(leftover));
    }

    [Fact]
    public async Task A_branch_whose_reference_git_packed_is_a_commit_like_another()
    {
        using var world = await LayerWorld.CreateAsync();
        var project = await RestoredAsync(world);
        var checkout = new UpstreamRepository(project.Checkout(Repository));
        await checkout.GitAsync("checkout", "--quiet", "-b", "my-work");
        await checkout.GitAsync("gc", "--quiet");
        await world.OpenEmbedded.CommitAsync("meta-oe: second", ("meta-oe/recipes/a.bb", "A = \"2\"\n"));

        await project.RestoreAsync(RestoreMode.Update);

        Assert.Empty(project.Log.Reported);
        await checkout.GitAsync("rev-parse", "my-work");
    }

    [Fact]
    public async Task A_checkout_with_a_name_that_is_not_UTF8_leaves_nothing_behind()
    {
        using var world = await LayerWorld.CreateAsync();
        await Shell.RunAsync(world.OpenEmbedded.Folder, """mkdir "$(printf 'caf\351')"; echo x >"$(printf 'caf\351/caf\351.patch')" """);
        await world.OpenEmbedded.CommitAsync("meta-oe: a name in Latin-1");
        var project = world.Project().Layer("meta-oe");
        await project.RestoreAsync();
        await world.OpenEmbedded.CommitAsync("meta-oe: second", ("meta-oe/recipes/a.bb", "A = \"2\"\n"));

        await project.RestoreAsync(RestoreMode.Update);

        Assert.Equal([Repository, "poky"], Directory.GetDirectories(project.Places.LayersDirectory).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        await Shell.RunAsync(world["."], "rm -rf upstream device");
    }

    private static async Task<LayerProject> RestoredAsync(LayerWorld world)
    {
        await world.OpenEmbedded.CommitAsync("meta-oe: what git ignores", (".gitignore", "/mine-*/\n/*.patch\n*.orig\n*.pyc\n"));
        var project = world.Project().Layer("meta-oe");
        await project.RestoreAsync();
        return project;
    }

    /// <summary>Files that git ignores or does not know, a repository among them; a branch, a stash, a commit that only the reflog has.</summary>
    private static async Task<(string Branch, string Stash, string Lost)> WorkAsync(UpstreamRepository checkout)
    {
        var pinned = await checkout.GitAsync("rev-parse", "HEAD");
        await checkout.GitAsync("checkout", "--quiet", "-b", "my-work");
        var branch = await checkout.CommitAsync("mine", ("meta-oe/recipes/a.bb", "A = \"mine\"\n"));
        await checkout.GitAsync("checkout", "--quiet", "--detach", pinned);
        var lost = await checkout.CommitAsync("lost", ("lost.txt", "mine"));
        await checkout.GitAsync("checkout", "--quiet", "--detach", pinned);
        await File.WriteAllTextAsync(Path.Combine(checkout.Folder, "meta-oe/recipes/a.bb"), "A = \"stashed\"\n");
        await checkout.GitAsync("stash", "--quiet");
        var stash = await checkout.GitAsync("rev-parse", "stash@{0}");
        await UpstreamRepository.CreateAsync(Path.Combine(checkout.Folder, "mine-1"), "main");
        foreach (var file in _files.Where(f => !f.Contains(".git/", StringComparison.Ordinal)))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(checkout.Folder, file))!);
            await File.WriteAllTextAsync(Path.Combine(checkout.Folder, file), "mine");
        }

        return (branch, stash, lost);
    }
}
