using Yocto.Sdk.BitBake;
using Yocto.Sdk.Report;

namespace Yocto.Sdk.Tests.Report;

public sealed class BuildRecordTests
{
    private static readonly DateTime _begin = new(2026, 12, 1, 8, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void The_critical_path_goes_from_the_last_task_back_through_what_it_waited_for()
    {
        TaskRun[] tasks = [Run("a", 0, 5), Run("b", 0, 9), Run("c", 6, 3, "a do_x"), Run("d", 10, 2, "b do_x")];

        Assert.Equal(["b do_x", "d do_x"], CriticalPath.Of(tasks).Select(t => t.Title));
        Assert.Empty(CriticalPath.Of([]));
    }

    [Fact]
    public void A_log_that_leads_in_a_circle_gives_a_path_that_ends()
    {
        Assert.Equal(["a do_x"], CriticalPath.Of([Run("a", 0, 5, "a do_x")]).Select(t => t.Title));
    }

    [Fact]
    public void Tasks_of_a_lane_follow_each_other_and_there_are_no_more_lanes_than_ran_at_once()
    {
        TaskRun[] tasks = [Run("a", 0, 5), Run("b", 1, 2), Run("c", 3, 4), Run("d", 5, 1), Run("e", 5.01, 1)];

        Assert.Equal([0, 1, 1, 0, 2], Lanes.Of(tasks));
    }

    [Fact]
    public void A_treemap_has_areas_in_proportion_fills_its_place_and_has_no_overlap()
    {
        long[] values = [60, 30, 20, 10, 5, 1];

        var tiles = Treemap.Of(values, 16 / 9.0);

        for (var i = 0; i < values.Length; i++)
        {
            Assert.Equal(values[i] / 126.0, tiles[i].Width * tiles[i].Height, 6);
            Assert.InRange(tiles[i].X, 0, 1.000001 - tiles[i].Width);
            Assert.InRange(tiles[i].Y, 0, 1.000001 - tiles[i].Height);
            for (var j = 0; j < i; j++)
                Assert.False(Overlap(tiles[i], tiles[j]), $"{i} {j}");
        }

        Assert.Empty(Treemap.Of([], 1));
    }

    [Fact]
    public void Growth_tells_what_came_what_went_and_what_changed()
    {
        var build = Record(new BuildState(
            [new LayerState("meta", "/l/meta", null, "poky", "b", 1), new LayerState("meta-oe", "/l/oe", "meta-oe", "oe", "c", 0)],
            [new ConfSetting("YoctoVariable A", "A = \"2\"")], [], [Package("busybox", 120), Package("crun", 7)])) with
        {
            Before = new BuildState([new LayerState("meta", "/l/meta", null, "poky", "a", 1)],
                [new ConfSetting("YoctoVariable A", "A = \"1\"")], [], [Package("busybox", 100), Package("podman", 50)]),
        };

        Assert.Equal([("i podman", 50L, 0L), ("i busybox", 100, 120), ("i crun", 0, 7)],
            Growth.OfPackages(build).Select(c => (c.Name, c.Before?.Size ?? 0, c.Now?.Size ?? 0)));
        Assert.Equal([("meta", "a", "b"), ("meta-oe", null, "c")], Growth.OfLayers(build).Select(c => (c.Name, c.Before?.Commit, c.Now?.Commit)));
        Assert.Equal(["A = \"2\"", "A = \"1\""], Growth.OfSettings(build).Select(c => c.Name));
        Assert.Empty(Growth.OfLayers(build with { Before = null }));
    }

    [Fact]
    public void An_item_brings_alone_what_nothing_else_needs()
    {
        var state = new BuildState([], [], [],
        [
            Package("podman", 50, "conmon", "libc6"), Package("conmon", 2, "libc6"), Package("crun", 7, "libc6", "conmon-none"),
            Package("libc6", 10), Package("base", 1, "busybox"), Package("busybox", 5, "libc6"),
        ]) with
        { Asked = ["podman", "crun", "not-there"] };

        Assert.Equal(
            [("podman", "podman conmon", "libc6"), ("crun", "crun", "libc6"), (null, "base busybox", "libc6")],
            ItemShare.AllOf(state).Select(s => (s.Item, string.Join(' ', s.Alone.Select(p => p.Name).OrderByDescending(n => n == "podman").ThenBy(n => n, StringComparer.Ordinal)), string.Join(' ', s.Shared.Select(p => p.Name)))));
    }

    [Fact]
    public void A_line_tells_what_came_out()
    {
        var build = Record(new BuildState([], [], [], [Package("busybox", 52_000_000), Package("crun", 1_500_000)])) with
        {
            Total = 1133,
            Tasks = [Run("a", 0, 1), Run("b", 0, 1), Run("c", 0, 1) with { FromSharedState = true }],
            Before = new BuildState([], [], [], [Package("busybox", 52_000_000)]),
        };

        Assert.Equal("i: 53.5 MB (+1.5 MB) in 2 packages (+1); ran 2 tasks, reused 1,131 (1 from shared state) in 100 s", build.Summary());
        Assert.Equal("Ran 2 tasks, reused 1,131 (1 from shared state) in 100 s", (build with { State = new BuildState([], [], [], []) }).Summary());
    }

    [Fact]
    public void A_message_of_the_log_is_the_record_without_what_other_events_tell_and_without_secrets()
    {
        var build = Record(new BuildState([], [new ConfSetting("YoctoVariable A", "A = \"https://me:s3cret@example.com/a\"")], [], [])) with { Tasks = [Run("a", 0, 1)] };

        var read = BuildRecord.OfMessage(build.ToMessage())!;

        Assert.Empty(read.Tasks);
        Assert.Equal("A = \"https://example.com/a\"", Assert.Single(read.State.Settings).Text);
        Assert.Null(BuildRecord.OfMessage("{"));
        Assert.Null(BuildRecord.OfMessage(null));
    }

    [Fact]
    public void A_failed_build_does_not_hide_the_last_good_one()
    {
        var good = new BuildState([], [], [new ImageFile("i", "i.wic", "wic", 1)], []);

        Assert.Same(good, Record(good).LastGood);
        Assert.Same(good, (Record(new BuildState([], [], [], [])) with { Succeeded = false, Before = good }).LastGood);
    }

    [Fact]
    public void Statements_of_local_conf_name_where_they_come_from()
    {
        var settings = ConfSetting.AllOf("# Generated\n\n# Machine\nMACHINE = \"qemuarm64\"\n\n# YoctoPackage\nIMAGE_INSTALL:append = \" \\\n    podman \\\n    # crun \\\n\"\n");

        Assert.Equal([("Machine", "MACHINE = \"qemuarm64\""), ("YoctoPackage", "IMAGE_INSTALL:append = \" podman # crun \"")], settings.Select(s => (s.Source, s.Text)));
    }

    [Fact]
    public void A_task_that_never_ended_is_unfinished()
    {
        var runs = new TaskRuns();
        runs.Hear(new TaskStarted("a", "1", "do_x_setscene", "/a.bb", null), _begin, null);
        runs.Hear(new TaskSucceeded("a", "1", "do_x_setscene", "/a.bb", null, 2), _begin.AddSeconds(3), null);
        runs.Hear(new TaskStarted("b", "1", "do_x", "/b.bb", null), _begin.AddSeconds(3), "a do_x");

        Assert.Equal(
            [("a do_x", 2.0, "succeeded", null, true), ("b do_x", 7, "unfinished", "a do_x", false)],
            runs.At(_begin.AddSeconds(10)).Select(t => (t.Title, t.Seconds, t.State, t.After, t.FromSharedState)));
    }

    [Fact]
    public void A_page_shows_hostile_text_as_text_and_lets_no_other_script_run()
    {
        var build = Record(new BuildState([], [], [], [Package("<script>alert(1)</script>", 10)])) with
        {
            Findings = [new Finding(true, "YOCTO4002", "/l/\"><img src=x>.bb", 3, "<b>no</b>")],
            Tasks = [Run("</title><script>", 0, 1)],
        };

        var page = ReportPage.Of([build]);

        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_of_6_000_tasks_is_a_few_megabytes_and_made_in_a_moment()
    {
        var ends = new double[16];
        var tasks = new List<TaskRun>();
        string[] names = ["do_fetch", "do_unpack", "do_configure", "do_compile", "do_install", "do_package"];
        for (var number = 0; number < 6000; number++)
        {
            var (lane, task) = (Array.IndexOf(ends, ends.Min()), names[number % 6]);
            var seconds = 1 + number * 7919 % 400 / 10.0;
            tasks.Add(Run($"recipe-{number / 6}", ends[lane], seconds, number < 16 ? null : tasks[number - 16].Title) with { Task = task, FromSharedState = number % 9 == 0 });
            ends[lane] += seconds + 0.1;
        }

        var packages = Enumerable.Range(0, 800).Select(n => Package($"package-{n}", 50_000_000 / (n + 1))).ToArray();
        var build = Record(new BuildState([], [], [], packages)) with { Tasks = tasks, Total = 6000, Threads = 16, End = _begin.AddSeconds(ends.Max()) };
        var clock = System.Diagnostics.Stopwatch.StartNew();

        var page = ReportPage.Of([build]);

        Assert.InRange(page.Length, 1_000_000, 3_000_000);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 10);
    }

    private static bool Overlap(Tile a, Tile b) =>
        a.X + 1e-9 < b.X + b.Width && b.X + 1e-9 < a.X + a.Width && a.Y + 1e-9 < b.Y + b.Height && b.Y + 1e-9 < a.Y + a.Height;

    private static TaskRun Run(string recipe, double begin, double seconds, string? after = null) =>
        new(recipe, "1", "do_x", $"/l/{recipe}.bb", _begin.AddSeconds(begin), seconds, TaskRun.Succeeded, after, false);

    private static ImagePackage Package(string name, long size, params string[] needs) => new("i", name, "1", name, "meta", size, needs);

    private static BuildRecord Record(BuildState state) =>
        new("device.yoctoproj", "qemuarm64", _begin, _begin.AddSeconds(100), true, 2, 3, state, null);
}
