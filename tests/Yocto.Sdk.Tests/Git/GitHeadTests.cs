using Yocto.Sdk.Git;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Git;

/// <summary>The one reader of HEAD, beside git's own answer.</summary>
public sealed class GitHeadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task The_commit_is_the_one_that_git_names()
    {
        var repository = await UpstreamRepository.CreateAsync(_folder["repository"], "main");
        var first = await repository.CommitAsync("First", ("a/b.txt", "1"));
        Assert.Equal(first, GitHead.CommitOf(repository.Folder));

        await repository.GitAsync("checkout", "--quiet", "-b", "topic/one");
        var second = await repository.CommitAsync("Second");
        await repository.GitAsync("pack-refs", "--all");
        Assert.Equal(second, GitHead.CommitOf(repository.Folder));

        await repository.GitAsync("checkout", "--quiet", "--detach", first);
        Assert.Equal(first, GitHead.CommitOf(repository.Folder));

        await repository.GitAsync("worktree", "add", "--quiet", _folder["worktree"], "topic/one");
        Assert.Equal(second, GitHead.CommitOf(_folder["worktree"]));
        Assert.Equal(repository.Folder, GitHead.RepositoryOf(_folder["repository/a"]));
    }

    [Fact]
    public async Task Where_there_is_no_commit_there_is_an_identity_all_the_same()
    {
        var repository = await UpstreamRepository.CreateAsync(_folder["unborn"], "main");
        _folder.Write("broken/.git", "gitdir: /no/such/folder\n");

        Assert.Equal((null, "ref: refs/heads/main"), (GitHead.CommitOf(repository.Folder), GitHead.IdentityOf(repository.Folder)));
        Assert.Equal((null, "unreadable"), (GitHead.CommitOf(_folder["broken"]), GitHead.IdentityOf(_folder["broken"])));
        Assert.Equal((null, "unreadable"), (GitHead.CommitOf(_folder["none"]), GitHead.IdentityOf(_folder["none"])));
    }

    [Fact]
    public void References_in_the_newer_storage_of_git_are_known_by_its_list()
    {
        _folder.Write("repository/.git/HEAD", "ref: refs/heads/.invalid\n");
        _folder.Write("repository/.git/reftable/tables.list", "0x000000000001.ref\n");
        var before = GitHead.IdentityOf(_folder["repository"]);

        _folder.Write("repository/.git/reftable/tables.list", "0x000000000001.ref\n0x000000000002.ref\n");

        Assert.NotEqual(before, GitHead.IdentityOf(_folder["repository"]));
        Assert.Null(GitHead.CommitOf(_folder["repository"]));
    }

    public void Dispose() => _folder.Dispose();
}
