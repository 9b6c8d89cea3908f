using Yocto.Sdk.Stamp;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Stamp;

public sealed class BuildStampCaptureTests : IDisposable
{
    private readonly StampWorld _world = new();

    [Fact]
    public void A_project_that_nobody_touches_has_the_same_stamp() => Assert.Null(_world.Layer("layer").ReasonAfter(() => { }));

    [Fact]
    public async Task A_new_commit_changes_the_commit_of_the_repository()
    {
        var repository = await _world.RepositoryAsync("repository");
        _world.Layer("repository").Layer("repository/sub");
        await repository.CommitAsync("second", ("sub/conf/layer.conf", "x"));
        var before = _world.Take().Stamp;

        var commit = await repository.CommitAsync("third");

        var now = _world.Take().Stamp;
        Assert.Equal([new(_world.Folder["repository"], commit)], now.Commits);
        Assert.NotEqual(before.Commits, now.Commits);
        Assert.Equal(before.Layers, now.Layers);
    }

    [Theory]
    [InlineData("conf/layer.conf")]
    [InlineData("untracked.inc")]
    [InlineData("ignored.local")]
    public async Task A_dirty_working_tree_changes_its_layer_and_not_the_commit(string file)
    {
        await _world.RepositoryAsync("repository");
        _world.Layer("repository");
        var before = _world.Take().Stamp;

        Assert.Equal("the folder /repository has changed", _world.ReasonAfter(() => _world.Folder.Write($"repository/{file}", "dirty")));

        Assert.Equal(before.Commits, _world.Take().Stamp.Commits);
    }

    [Fact]
    public async Task The_commit_of_a_detached_head_a_packed_branch_and_a_worktree_is_known()
    {
        var repository = await _world.RepositoryAsync("repository");
        var first = await repository.GitAsync("rev-parse", "HEAD");
        var second = await repository.CommitAsync("second");
        await repository.GitAsync("worktree", "add", "--quiet", "-b", "other", _world.Folder["worktree"], first);
        await repository.GitAsync("pack-refs", "--all");
        _world.Layer("repository").Layer("worktree/sub");

        Assert.Equal([new(_world.Folder["repository"], second), new(_world.Folder["worktree"], first)], _world.Take().Stamp.Commits);

        await repository.GitAsync("checkout", "--quiet", "--detach", first);
        Assert.Equal(first, _world.Take().Stamp.Commits[_world.Folder["repository"]]);
    }

    [Fact]
    public async Task A_repository_without_a_commit_is_noticed_when_it_gets_its_first()
    {
        _world.Layer("repository");
        var repository = await UpstreamRepository.CreateAsync(_world.Folder["repository"], "main");
        var before = _world.Take().Stamp.Commits;

        var commit = await repository.CommitAsync("first");

        Assert.NotEqual(before, _world.Take().Stamp.Commits);
        Assert.Equal(commit, Assert.Single(_world.Take().Stamp.Commits).Value);
    }

    [Fact]
    public void A_repository_that_is_damaged_stops_nothing()
    {
        _world.Layer("repository").Folder.Write("repository/.git", "gitdir: /no/such/folder\n");

        Assert.Null(_world.ReasonAfter(() => { }));
    }

    [Fact]
    public void A_layer_in_another_layer_counts_once()
    {
        _world.Layer("layer").Layer("layer/sub").Layer("layer-too");

        Assert.Equal([_world.Folder["bitbake"], _world.Folder["layer"], _world.Folder["layer-too"]], _world.Take().Stamp.Layers.Keys);
    }

    [Fact]
    public void The_product_layer_counts_below_a_folder_that_does_not()
    {
        _world.Layer("project").Product("project/obj/meta-device");
        _world.Inputs = _world.Inputs with { ExcludedFolders = [_world.Folder["project/obj/"]] };

        Assert.Null(_world.ReasonAfter(() => _world.Folder.Write("project/obj/yocto.layers.stamp", "x")));
        Assert.Equal("the folder /project/obj/meta-device has changed",
            _world.ReasonAfter(() => _world.Folder.Write("project/obj/meta-device/recipes/a.bb", "x")));
    }

    [Fact]
    public void A_build_directory_in_a_layer_does_not_count_but_for_its_conf()
    {
        _world.Layer("project");
        _world.Inputs = _world.Inputs with { BuildDirectory = _world.Folder["project/build"] };

        Assert.Null(_world.ReasonAfter(() => _world.Folder.Write("project/build/tmp/work/a", "x")));
        Assert.Equal("/project/build/conf/multiconfig/other.conf is new",
            _world.ReasonAfter(() => _world.Folder.Write("project/build/conf/multiconfig/other.conf", "x")));
    }

    [Theory]
    [InlineData("auto.conf", true)]
    [InlineData("multiconfig/a.inc", true)]
    [InlineData("sanity_info", false)]
    [InlineData("local.conf~", false)]
    public void Conf_files_of_the_build_directory_count_and_its_other_files_do_not(string file, bool counts) => Assert.Equal(
        counts ? $"/build/conf/{file} is new" : null, _world.ReasonAfter(() => _world.Folder.Write($"build/conf/{file}", "x")));

    [Fact]
    public void A_conf_file_that_is_written_anew_with_its_old_content_changes_nothing()
    {
        var file = _world.Folder["build/conf/local.conf"];

        Assert.Null(_world.ReasonAfter(() => _world.Folder.Write("build/conf/local.conf", File.ReadAllText(file))));
        Assert.Equal("/build/conf/local.conf has changed", _world.ReasonAfter(() => File.AppendAllText(file, "\n")));
    }

    [Fact]
    public void A_file_a_folder_and_nothing_at_all_outside_the_layers_are_noticed_when_they_change()
    {
        _world.Folder.Write("100 %; it's.conf", "x");
        _world.Folder.Write("sources/a/b.c", "x");
        _world.Inputs = _world.Inputs with
        {
            ExtraInputs = [_world.Folder["100 %; it's.conf"], _world.Folder["sources"], _world.Folder["later"], _world.Folder["later"]],
        };

        Assert.Equal("/100 %; it's.conf has changed", _world.ReasonAfter(() => _world.Folder.Write("100 %; it's.conf", "y")));
        Assert.Equal("/sources has changed", _world.ReasonAfter(() => _world.Folder.Write("sources/a/c.c", "x")));
        Assert.Equal("/later has changed", _world.ReasonAfter(() => _world.Folder.Write("later", "x")));
        Assert.Equal("/later has changed", _world.ReasonAfter(() => File.Delete(_world.Folder["later"])));
    }

    [Fact]
    public void A_variable_of_the_environment_counts_and_its_value_is_in_no_stamp()
    {
        _world.Inputs = _world.Inputs with { Environment = new Dictionary<string, string> { ["ACME_TOKEN"] = "s3cr3t" } };
        _world.Take().Stamp.Write(_world.Folder["yocto.stamp"]);

        Assert.Contains("ACME_TOKEN", File.ReadAllText(_world.Folder["yocto.stamp"]), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", File.ReadAllText(_world.Folder["yocto.stamp"]), StringComparison.Ordinal);
        Assert.Equal("the environment variable ACME_TOKEN has changed", _world.ReasonAfter(() =>
            _world.Inputs = _world.Inputs with { Environment = new Dictionary<string, string> { ["ACME_TOKEN"] = "s3cr4t" } }));
    }

    [Fact]
    public void A_host_tool_is_the_first_file_of_PATH_through_its_links()
    {
        _world.Folder.Write("usr/gcc-12", "12");
        Directory.CreateDirectory(_world.Folder["bin/gcc"]); // a folder is no tool
        Directory.CreateDirectory(_world.Folder["local"]);
        File.CreateSymbolicLink(_world.Folder["local/gcc"], "../usr/gcc-12");
        _world.Folder.Write("last/gcc", "x");
        _world.Inputs = _world.Inputs with
        {
            HostTools = ["gcc", "no-such-tool-of-ours"],
            Environment = new Dictionary<string, string> { ["PATH"] = string.Join(':', _world.Folder["bin"], _world.Folder["local"], _world.Folder["last"]) },
        };

        Assert.Equal("none", _world.Take().Stamp.HostTools["no-such-tool-of-ours"]);
        Assert.Null(_world.ReasonAfter(() => _world.Folder.Write("last/gcc", "y")));
        Assert.Equal("the host tool gcc has changed", _world.ReasonAfter(() => _world.Folder.Write("usr/gcc-12", "12.1")));
        Assert.Equal("the host tool gcc has changed", _world.ReasonAfter(() => File.Delete(_world.Folder["usr/gcc-12"])));
    }

    [Fact]
    public void A_build_in_a_container_uses_no_tool_of_the_host()
    {
        _world.Inputs = _world.Inputs with { HostTools = null };
        _world.Folder.Write("build/tmp/hosttools/cat", "x");
        _world.Products = new BuildStampProducts("/none/build-result.json", _world.Result(), null);

        Assert.Empty(_world.Take().Stamp.HostTools);
        Assert.Empty(BuildStampCapture.Finish(_world.Take().Stamp, _world.Products).HostTools);
    }

    [Fact]
    public void A_finished_stamp_has_the_inputs_from_before_the_build_and_the_outputs_from_after_it()
    {
        _world.Layer("layer");
        _world.Inputs = _world.Inputs with { HostTools = ["sh"] };
        var before = _world.Take().Stamp;
        _world.Folder.Write("layer/edited-meanwhile.bb", "x");
        _world.Folder.Write("build/tmp/hosttools/cat", "x");
        _world.Products = new BuildStampProducts("/none/build-result.json", _world.Result("linux (AUTOREV)"), null);

        var finished = BuildStampCapture.Finish(before, _world.Products);

        Assert.Equal(before.Layers, finished.Layers);
        Assert.Equal(before.HostTools["sh"], finished.HostTools["sh"]);
        Assert.Equal(["cat", "sh"], finished.HostTools.Keys);
        Assert.Equal(["linux (AUTOREV)"], finished.AlwaysStale);
        Assert.Equal("the folder /layer has changed",
            BuildStamp.Compare(finished, _world.Take().Stamp, _ => [])?.Replace(_world.Folder.Path, "", StringComparison.Ordinal));
    }

    public void Dispose() => _world.Dispose();
}
