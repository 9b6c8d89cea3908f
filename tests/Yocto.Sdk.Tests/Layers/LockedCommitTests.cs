using CliWrap;
using CliWrap.Buffered;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Layers;

/// <summary>A locked commit belongs to the branch or tag that is written beside it.</summary>
public sealed class LockedCommitTests
{
    private const string Repository = "meta-openembedded";

    [Theory]
    [InlineData((int)RestoreMode.Locked)]
    [InlineData((int)RestoreMode.Restore)]
    public async Task A_commit_that_only_a_pull_request_has_is_refused(int mode)
    {
        using var world = await LayerWorld.CreateAsync();
        var project = world.Project().Layer("meta-oe");
        await project.RestoreAsync();
        var evil = await PullRequestAsync(world);
        await LockAsync(project, evil);

        for (var times = 0; times < 2; times++)
        {
            var error = Assert.Single(await project.FailAsync((RestoreMode)mode));
            Assert.Equal("YOCTO1038", error.Code);
            Assert.Contains($"the commit {evil} for branch 'scarthgap' of {world.OpenEmbedded.Url}", error.Message, StringComparison.Ordinal);
            Assert.False(File.Exists(project.Checkout($"{Repository}/meta-oe/classes/evil.bbclass")));
        }
    }

    [Fact]
    public async Task A_commit_that_the_project_names_is_the_users_word_and_proves_nothing_of_a_branch()
    {
        using var world = await LayerWorld.CreateAsync();
        var evil = await PullRequestAsync(world);
        var project = world.Project().Layer("meta-oe").Repository(Repository, world.OpenEmbedded.Url, commit: evil);

        await project.RestoreAsync();
        Assert.True(File.Exists(project.Checkout($"{Repository}/meta-oe/classes/evil.bbclass")));

        // the checkout is in place, and the commit in the cache
        project.Repository(Repository, world.OpenEmbedded.Url, branch: "scarthgap");
        await LockAsync(project, evil);
        Assert.Equal("YOCTO1038", Assert.Single(await project.FailAsync(RestoreMode.Locked)).Code);
    }

    [Fact]
    public async Task A_tag_and_the_commit_beside_it_must_agree()
    {
        using var world = await LayerWorld.CreateAsync();
        await world.OpenEmbedded.GitAsync("tag", "--annotate", "v1", "-m", "one");
        var other = await world.OpenEmbedded.CommitAsync("meta-oe: second");
        var project = world.Project().Layer("meta-oe").Repository(Repository, world.OpenEmbedded.Url, tag: "v1");
        await project.RestoreAsync();
        var tagged = project.Lock.Repositories[Repository].Commit;
        await LockAsync(project, other);

        var error = Assert.Single(await project.FailAsync(RestoreMode.Locked));

        Assert.Equal("YOCTO1039", error.Code);
        Assert.Contains($"the commit {other} for tag 'v1' of {world.OpenEmbedded.Url}, but that tag names {tagged}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v1")]
    [InlineData(null)]
    public async Task A_tag_that_was_moved_and_a_branch_that_was_rewritten_are_told(string? tag)
    {
        using var world = await LayerWorld.CreateAsync();
        await world.OpenEmbedded.GitAsync("tag", "v1");
        var project = world.Project().Layer("meta-oe").Repository(Repository, world.OpenEmbedded.Url, tag: tag);
        await project.RestoreAsync();
        var old = project.Lock.Repositories[Repository].Commit;
        await world.OpenEmbedded.GitAsync("commit", "--quiet", "--amend", "-m", "meta-oe: first, rewritten");
        await world.OpenEmbedded.GitAsync("tag", "--force", "v1");
        var moved = await world.OpenEmbedded.GitAsync("rev-parse", "HEAD");

        // what was seen once is remembered, in the checkout and in the cache
        Directory.Delete(project.Places.LayersDirectory, recursive: true);
        await project.RestoreAsync(RestoreMode.Locked);
        Assert.Equal(0, project.Log.Fetches);
        Directory.Delete(world.Cache, recursive: true);
        File.Delete(project.Places.StampFile);
        await project.RestoreAsync(RestoreMode.Locked);
        Assert.Equal(0, project.Log.Fetches);

        Directory.Delete(project.Places.LayersDirectory, recursive: true);
        Assert.Equal(tag is null ? "YOCTO1038" : "YOCTO1039", Assert.Single(await project.FailAsync()).Code);

        await project.RestoreAsync(RestoreMode.Update);
        Assert.Equal(moved, project.Lock.Repositories[Repository].Commit);
        var warning = Assert.Single(project.Log.Reported);
        Assert.Equal("YOCTO1046", warning.Code);
        Assert.Contains(tag is null ? "was rewritten (force-pushed)" : "was moved", warning.Message, StringComparison.Ordinal);
        Assert.Contains(old, warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_branch_that_is_gone_is_named()
    {
        using var world = await LayerWorld.CreateAsync();
        var project = world.Project().Layer("meta-oe");
        await project.RestoreAsync();
        await world.OpenEmbedded.GitAsync("branch", "--move", "scarthgapp");
        Directory.Delete(world.Cache, recursive: true);
        Directory.Delete(project.Places.LayersDirectory, recursive: true);

        var error = Assert.Single(await project.FailAsync());

        Assert.Equal("YOCTO1034", error.Code);
        Assert.Contains("scarthgapp", error.Message, StringComparison.Ordinal);
    }

    /// <summary>The check asks for the commits since the locked one by its date.</summary>
    [Theory]
    [InlineData("@1700000000 +0000", "@1690000000 +0000")]
    [InlineData("@1 +0000", "@0 +0000")]
    [InlineData("@4102444800 +0000", "@1700000000 +0000")]
    public async Task A_commit_of_a_branch_is_found_whatever_the_clocks_of_its_authors_showed(string first, string second)
    {
        using var world = await LayerWorld.CreateAsync();
        await CommitAtAsync(world.OpenEmbedded, first);
        var project = world.Project().Layer("meta-oe");
        await project.RestoreAsync();
        await CommitAtAsync(world.OpenEmbedded, second);
        await CommitAtAsync(world.OpenEmbedded, second);
        Directory.Delete(world.Cache, recursive: true);
        Directory.Delete(project.Places.LayersDirectory, recursive: true);

        await project.RestoreAsync(RestoreMode.Locked);
        await project.RestoreAsync(RestoreMode.Update);

        Assert.Contains(project.Log.Lines, l => l.EndsWith("2 commits", StringComparison.Ordinal));
        Assert.Empty(project.Log.Reported);
    }

    [Fact]
    public async Task An_old_commit_of_a_branch_is_fetched_alone()
    {
        using var world = await LayerWorld.CreateAsync();
        var project = world.Project().Layer("meta-oe");
        await project.RestoreAsync();
        await world.OpenEmbedded.CommitAsync("meta-oe: large", ("large", new string('x', 1000)));
        var blob = await world.OpenEmbedded.GitAsync("rev-parse", "HEAD:large");
        await world.OpenEmbedded.GitAsync("config", "uploadpack.allowFilter", "true");
        Directory.Delete(world.Cache, recursive: true);
        Directory.Delete(project.Places.LayersDirectory, recursive: true);

        await project.RestoreAsync(RestoreMode.Locked);

        var cache = new UpstreamRepository(Directory.GetDirectories(Path.Combine(world.Cache, "git"), "*openembedded*").Single());
        await Assert.ThrowsAnyAsync<Exception>(() => cache.GitAsync("cat-file", "-e", blob));
        Assert.Empty(Directory.GetDirectories(Path.Combine(world.Cache, "git"), "*.part"));
    }

    private static Task LockAsync(LayerProject project, string commit)
    {
        var locked = new LockFile(project.Lock.Repositories.ToDictionary(r => r.Key,
            r => r.Key != Repository ? r.Value : project.PinOf(Repository) is { } pin ? r.Value with { Pin = pin, Commit = commit } : r.Value with { Commit = commit }));
        return File.WriteAllTextAsync(project.Places.LockFile, locked.ToJson(), TestContext.Current.CancellationToken);
    }

    /// <summary>A commit that the server has, and no branch or tag: of a fork, on many servers.</summary>
    private static async Task<string> PullRequestAsync(LayerWorld world)
    {
        await world.OpenEmbedded.GitAsync("checkout", "--quiet", "--orphan", "pull");
        var evil = await world.OpenEmbedded.CommitAsync("poky: bump", ("meta-oe/classes/evil.bbclass", "x"));
        await world.OpenEmbedded.GitAsync("update-ref", "refs/pull/7/head", evil);
        await world.OpenEmbedded.GitAsync("checkout", "--quiet", "scarthgap");
        await world.OpenEmbedded.GitAsync("branch", "--delete", "--force", "pull");
        return evil;
    }

    private static Task CommitAtAsync(UpstreamRepository repository, string date) =>
        Cli.Wrap("git")
            .WithArguments(["-C", repository.Folder, "-c", "user.name=Test", "-c", "user.email=test@example.com", "commit", "--quiet", "--allow-empty", "-m", date])
            .WithEnvironmentVariables(e => e.Set("GIT_COMMITTER_DATE", date).Set("GIT_AUTHOR_DATE", date))
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
}
