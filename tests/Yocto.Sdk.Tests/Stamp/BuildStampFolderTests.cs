using Yocto.Sdk.Stamp;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Stamp;

public sealed class BuildStampFolderTests : IDisposable
{
    private static readonly DateTime _past = new(1960, 2, 3, 4, 5, 6, DateTimeKind.Utc);
    private static readonly DateTime _future = new(2200, 2, 3, 4, 5, 6, DateTimeKind.Utc);

    private readonly TemporaryFolder _folder = new();

    public BuildStampFolderTests()
    {
        _folder.Write("layer/conf/layer.conf", "x");
        _folder.Write("layer/recipes/it's 100 %; a_1.0.bb", "first");
        _folder.Write("outside/inc", "x");
    }

    private BuildStampFolder Now => BuildStampFolder.Of(_folder["layer"], new HashSet<string>());

    [Fact]
    public void A_folder_that_nobody_touches_keeps_its_state()
    {
        var now = Now;

        Assert.Equal(now.Digest, Now.Digest);
        Assert.Equal(["conf/layer.conf", "recipes/it's 100 %; a_1.0.bb"], now.Lines.Select(l => l.Split('\t')[0]));
    }

    [Fact]
    public void An_edit_that_keeps_size_and_time_changes_the_state_of_its_file_alone()
    {
        var before = Now;
        var file = _folder["layer/recipes/it's 100 %; a_1.0.bb"];
        var time = File.GetLastWriteTimeUtc(file);
        File.WriteAllText(file, "other");
        File.SetLastWriteTimeUtc(file, time);

        AssertChanged(before, "recipes/it's 100 %; a_1.0.bb");
    }

    [Fact]
    public void A_clock_that_was_set_wrong_hides_no_edit()
    {
        var file = _folder["layer/conf/layer.conf"];
        File.SetLastWriteTimeUtc(file, _future);
        var before = Now;
        Assert.Equal(before.Digest, Now.Digest);

        File.WriteAllText(file, "y");
        File.SetLastWriteTimeUtc(file, _future);
        AssertChanged(before, "conf/layer.conf");

        before = Now;
        File.SetLastWriteTimeUtc(file, _past);
        AssertChanged(before, "conf/layer.conf");
    }

    [Fact]
    public void A_file_with_an_old_date_is_noticed_when_it_is_added()
    {
        var before = Now;
        File.SetLastWriteTimeUtc(_folder.Write("layer/recipes/.hidden", "x"), _past);

        AssertChanged(before, "recipes/.hidden");
    }

    [Fact]
    public void A_file_that_is_deleted_renamed_or_made_executable_is_noticed()
    {
        var before = Now;
        File.SetUnixFileMode(_folder["layer/conf/layer.conf"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        AssertChanged(before, "conf/layer.conf");

        before = Now;
        File.Move(_folder["layer/conf/layer.conf"], _folder["layer/conf/other.conf"]);
        AssertChanged(before, "conf/layer.conf", "conf/other.conf");

        before = Now;
        File.Delete(_folder["layer/conf/other.conf"]);
        AssertChanged(before, "conf/other.conf");
    }

    [Theory]
    [InlineData(".git/index")]
    [InlineData(".git")]
    [InlineData("lib/.git/HEAD")]
    [InlineData("lib/oe/__pycache__/path.py")]
    [InlineData("lib/oe/path.pyc")]
    [InlineData("lib/bb/pyshtables.py")]
    public void What_git_and_Python_write_does_not_count(string file)
    {
        var before = Now;
        _folder.Write($"layer/{file}", "x");

        AssertChanged(before);
    }

    [Theory]
    [InlineData("caf\\351.patch", "caf\\351.patch")]
    [InlineData("caf\\351", "caf\\351/sub/a.bb")]
    public async Task A_file_whose_name_is_not_UTF8_counts(string top, string file)
    {
        await Shell.RunAsync(_folder["layer"], $"""
            mkdir -p "$(dirname "$(printf '{file}')")" .git; printf x >"$(printf '{file}')"; cp "$(printf '{file}')" ".git/$(printf 'caf\351')"
            """);
        var before = Now;
        Assert.Equal(before.Digest, Now.Digest);
        await Shell.RunAsync(_folder["layer"], """printf y >".git/$(printf 'caf\351')" """);
        Assert.Equal(before.Digest, Now.Digest);

        await Shell.RunAsync(_folder["layer"], $"printf y >\"$(printf '{file}')\"");

        Assert.NotEqual(before.Digest, Now.Digest);
        await Shell.RunAsync(_folder["layer"], $"rm -r \"$(printf '{top}')\" .git");
    }

    [Fact]
    public async Task A_file_that_a_link_whose_name_is_not_UTF8_leads_to_is_noticed_when_it_is_edited()
    {
        await Shell.RunAsync(_folder["layer"], """ln -s ../outside/inc "$(printf 'caf\351')" """);
        var before = Now;
        Assert.Equal(before.Digest, Now.Digest);

        File.WriteAllText(_folder["outside/inc"], "y");

        Assert.NotEqual(before.Digest, Now.Digest);
        await Shell.RunAsync(_folder["layer"], """rm "$(printf 'caf\351')" """);
    }

    [Fact]
    public async Task Folders_outside_whose_names_are_not_UTF8_count_each()
    {
        const string folders = """for name in "$(printf 'caf\351')" "$(printf 'caf\350')"; do """;
        File.CreateSymbolicLink(_folder["layer/files"], _folder["outside"]);
        await Shell.RunAsync(_folder["outside"], folders + """mkdir "$name"; echo x >"$name/patch"; done""");
        var before = Now;

        Assert.Equal(2, before.Lines.Count(l => l.Contains("/patch\t", StringComparison.Ordinal)));
        await Shell.RunAsync(_folder["outside"], folders + """rm -r "$name"; done""");
    }

    [Fact]
    public async Task A_path_that_the_system_would_not_open_is_an_error()
    {
        await Shell.RunAsync(_folder["layer"], """mkdir -p "$(printf '%0200d/' 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22)" """);

        Assert.Throws<PathTooLongException>(() => Now);
        await Shell.RunAsync(_folder["layer"], "rm -r 0*");
    }

    [Fact]
    public async Task Untracked_and_ignored_files_count()
    {
        var repository = await UpstreamRepository.CreateAsync(_folder["layer"], "main");
        await repository.CommitAsync("first", (".gitignore", "*.local\n"));
        var before = Now;

        _folder.Write("layer/recipes/ignored.local", "x");
        _folder.Write("layer/recipes/untracked.inc", "x");

        AssertChanged(before, "recipes/ignored.local", "recipes/untracked.inc");
    }

    [Fact]
    public void An_excluded_folder_does_not_count()
    {
        Directory.CreateDirectory(_folder["layer/obj"]);
        BuildStampFolder Of() => BuildStampFolder.Of(_folder["layer"], new HashSet<string> { _folder["layer/obj"] });
        var before = Of();

        _folder.Write("layer/obj/build/conf/local.conf", "x");
        Assert.Equal(before.Digest, Of().Digest);
        _folder.Write("layer/objects/a.bb", "x");
        Assert.NotEqual(before.Digest, Of().Digest);
    }

    [Fact]
    public void A_link_that_leads_nowhere_counts_by_its_target()
    {
        File.CreateSymbolicLink(_folder["layer/link"], "nothing");
        var before = Now;
        Assert.Equal(before.Digest, Now.Digest);

        File.Delete(_folder["layer/link"]);
        File.CreateSymbolicLink(_folder["layer/link"], "nowhere");

        AssertChanged(before, "link");
    }

    [Fact]
    public void A_link_that_leads_nowhere_is_noticed_when_its_target_appears()
    {
        File.CreateSymbolicLink(_folder["layer/link"], _folder["outside/late"]);
        var before = Now;

        _folder.Write("outside/late", "x");

        AssertChanged(before, "link");
    }

    [Fact]
    public void Links_that_lead_in_a_circle_count()
    {
        File.CreateSymbolicLink(_folder["layer/a"], "b");
        File.CreateSymbolicLink(_folder["layer/b"], "a");
        var before = Now;
        Assert.Equal(before.Digest, Now.Digest);

        File.Delete(_folder["layer/b"]);

        AssertChanged(before, "a", "b");
    }

    [Fact]
    public void A_file_that_a_link_leads_to_is_noticed_when_it_is_edited()
    {
        File.CreateSymbolicLink(_folder["layer/a.inc"], "b.inc");
        File.CreateSymbolicLink(_folder["layer/b.inc"], _folder["outside/inc"]);
        var before = Now;

        File.WriteAllText(_folder["outside/inc"], "y");

        AssertChanged(before, "a.inc", "b.inc");
    }

    [Fact]
    public void A_folder_outside_that_a_link_leads_to_counts_with_its_files()
    {
        File.CreateSymbolicLink(_folder["layer/files"], _folder["outside"]);
        var before = Now;

        _folder.Write("outside/sub/patch", "x");

        AssertChanged(before, _folder["outside/sub/patch"]);
    }

    [Fact]
    public void A_folder_inside_that_a_link_leads_to_counts_once()
    {
        File.CreateSymbolicLink(_folder["layer/same"], "recipes");
        File.CreateSymbolicLink(_folder["layer/recipes/up"], "../recipes");

        Assert.Equal(["conf/layer.conf", "recipes/it's 100 %; a_1.0.bb", "recipes/up", "same"], Now.Lines.Select(l => l.Split('\t')[0]));
    }

    [Fact]
    public async Task Files_that_come_and_go_while_a_folder_is_read_break_nothing()
    {
        var stop = new CancellationTokenSource();
        var churn = Task.Run(() =>
        {
            for (var n = 0; !stop.IsCancellationRequested; n++)
            {
                File.CreateSymbolicLink(_folder[$"layer/link{n}"], "conf/layer.conf");
                _folder.Write($"layer/folder{n}/file", "x");
                File.Delete(_folder[$"layer/link{n}"]);
                Directory.Delete(_folder[$"layer/folder{n}"], recursive: true);
            }
        }, TestContext.Current.CancellationToken);

        for (var n = 0; n < 200; n++)
            Assert.Contains(Now.Lines, l => l.StartsWith("conf/layer.conf\t", StringComparison.Ordinal));

        await stop.CancelAsync();
        await churn;
    }

    [Fact]
    public void A_folder_that_is_not_there_has_no_files() =>
        Assert.Empty(BuildStampFolder.Of(_folder["nothing"], new HashSet<string>()).Lines);

    public void Dispose() => _folder.Dispose();

    private void AssertChanged(BuildStampFolder before, params IEnumerable<string> names)
    {
        var now = Now;
        var changed = before.Lines.Except(now.Lines).Concat(now.Lines.Except(before.Lines)).Select(l => l.Split('\t')[0]).Distinct();
        Assert.Equal(names, changed.Order(StringComparer.Ordinal));
        Assert.Equal(!names.Any(), before.Digest == now.Digest);
    }
}
