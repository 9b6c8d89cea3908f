using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Layers;

public sealed class RestoreAccidentTests
{
    [Fact]
    public async Task A_restore_that_ends_at_any_step_is_finished_by_the_next()
    {
        using var world = await LayerWorld.CreateAsync();
        var project = world.Project().Layer("meta-oe");
        var step = 0;
        for (var cut = true; cut;)
        {
            foreach (var folder in new[] { world.Cache, Path.Combine(project.Folder, "obj") }.Where(Directory.Exists))
                Directory.Delete(folder, recursive: true);
            cut = await EndsAtAsync(project, RestoreMode.Restore, ++step);

            await project.RestoreAsync();

            Assert.Equal(3, project.Restored.Layers.Count);
            Assert.Empty(project.Log.Reported);
            AssertNoWorkFolders(world, project);
        }

        Assert.InRange(step, 10, 100);
    }

    [Fact]
    public async Task A_move_of_a_checkout_with_work_that_ends_at_any_step_loses_none()
    {
        var step = 0;
        for (var cut = true; cut;)
        {
            using var world = await LayerWorld.CreateAsync();
            await world.OpenEmbedded.CommitAsync("ignore", (".gitignore", "*.patch\n"));
            var project = world.Project().Layer("meta-oe");
            await project.RestoreAsync();
            var mine = await new UpstreamRepository(project.Checkout("meta-openembedded")).GitAsync("branch", "my-work");
            world.Write("device/obj/layers/meta-openembedded/fix.patch", "mine");
            await world.OpenEmbedded.CommitAsync("second", ("meta-oe/recipes/a.bb", "A = \"2\"\n"));

            cut = await EndsAtAsync(project, RestoreMode.Update, ++step);
            await project.RestoreAsync(RestoreMode.Update);

            Assert.Equal("A = \"2\"\n", await File.ReadAllTextAsync(project.Checkout("meta-openembedded/meta-oe/recipes/a.bb"), TestContext.Current.CancellationToken));
            var kept = Directory.Exists(project.Checkout("meta-openembedded.aside-1")) ? "meta-openembedded.aside-1" : "meta-openembedded";
            Assert.Equal("mine", await File.ReadAllTextAsync(project.Checkout($"{kept}/fix.patch"), TestContext.Current.CancellationToken));
            await new UpstreamRepository(project.Checkout(kept)).GitAsync("rev-parse", "my-work");
            AssertNoWorkFolders(world, project);
        }

        Assert.InRange(step, 8, 100);
    }

    [Fact]
    public async Task Two_hundred_repositories_are_restored_a_few_at_a_time()
    {
        using var world = await LayerWorld.CreateAsync();
        var acme = await world.UpstreamAsync("meta-acme", "scarthgap");
        await acme.CommitAsync("first", ("conf/layer.conf", "BBPATH .= \":${LAYERDIR}\"\n"));
        var project = world.Project();
        for (var n = 0; n < 200; n++)
        {
            // another address is another repository
            Directory.CreateSymbolicLink(world[$"upstream/acme-{n}"], world["upstream/meta-acme"]);
            project.Repository($"acme-{n}", new Uri(world[$"upstream/acme-{n}"]).AbsoluteUri).Layer($"acme-{n}");
        }

        await project.RestoreAsync();
        Assert.Equal(202, project.Restored.Layers.Count);
        await project.RestoreAsync();
        Assert.Equal(0, project.Log.Processes);
    }

    [Fact]
    public async Task A_repository_with_SHA256_names_is_refused_by_name()
    {
        using var world = await LayerWorld.CreateAsync();
        Directory.CreateDirectory(world["upstream/sha256"]);
        var upstream = new UpstreamRepository(world["upstream/sha256"]);
        await upstream.GitAsync("init", "--quiet", "--object-format=sha256", "--initial-branch=scarthgap");
        var commit = await upstream.CommitAsync("first", ("conf/layer.conf", UpstreamRepository.LayerConf("sha256")));

        var error = Assert.Single(await world.Project().Repository("sha256", upstream.Url).Layer("sha256").FailAsync());
        Assert.Equal("YOCTO1048", error.Code);

        error = Assert.Single(await world.Project().Repository("sha256", upstream.Url, commit: commit).Layer("sha256").FailAsync());
        Assert.Equal("YOCTO1007", error.Code);
        Assert.EndsWith("Yocto.Sdk does not support repositories with SHA-256 names.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://layers.invalid/meta-oe", null, true)]
    [InlineData("git://layers.invalid/meta-oe", null, true)]
    [InlineData("https://layers.invalid/meta-oe", null, false)]
    [InlineData("http://127.0.0.1:1/meta-oe", null, false)]
    [InlineData("http://layers.invalid/meta-oe", "0123456789012345678901234567890123456789", false)]
    public async Task A_lookup_that_anybody_could_answer_is_a_warning(string url, string? commit, bool warns)
    {
        using var world = await LayerWorld.CreateAsync();
        var project = world.Project().Layer("meta-oe").Repository("meta-openembedded", url, commit: commit);

        Assert.Equal("YOCTO1031", Assert.Single(await project.FailAsync()).Code);

        Assert.Equal(warns ? ["YOCTO1047"] : [], project.Log.Reported.Select(r => r.Code));
    }

    /// <summary>Whether the restore was ended there; as by Ctrl+C, at the n-th thing that it tells.</summary>
    private static async Task<bool> EndsAtAsync(LayerProject project, RestoreMode mode, int step)
    {
        try
        {
            await new LayerRestore(project.Places, new EndingLog(step)).RunAsync(project.Request, mode, TestContext.Current.CancellationToken);
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    private static void AssertNoWorkFolders(LayerWorld world, LayerProject project)
    {
        Assert.Empty(Directory.GetDirectories(Path.Combine(world.Cache, "git"), "*.part"));
        Assert.Empty(Directory.GetDirectories(project.Places.LayersDirectory, "*.part"));
    }

    private sealed class EndingLog(int step) : IBuildLog
    {
        private int _told;

        public void Status(string text) => Tell();

        public void Detail(string text) => Tell();

        public void Report(Diagnostic diagnostic) => Tell();

        private void Tell()
        {
            if (Interlocked.Increment(ref _told) >= step)
                throw new OperationCanceledException();
        }
    }
}
