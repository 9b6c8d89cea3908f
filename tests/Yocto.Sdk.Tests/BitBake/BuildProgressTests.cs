using Microsoft.Extensions.Time.Testing;
using Yocto.Sdk.BitBake;
using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Tests.BitBake;

public sealed class BuildProgressTests : IBuildLog
{
    private readonly FakeTimeProvider _clock = new();
    private readonly List<string> _lines = [];
    private readonly List<string> _live = [];
    private readonly BuildProgress _progress;

    public BuildProgressTests() => _progress = new BuildProgress(this, _clock);

    [Fact]
    public void The_live_display_shows_the_running_tasks_the_longest_first()
    {
        Hear(Queue(11, 390), Started("podman", "do_package"), Queue(12, 390), Started("systemd", "do_install"));

        Assert.Equal("Task 12 of 390 (3 %): podman do_package, systemd do_install", _live[^1]);
    }

    [Fact]
    public void A_log_gets_the_first_task_and_then_a_line_in_half_a_minute()
    {
        for (var done = 1; done <= 70; done++)
            Hear(Queue(done, 100));

        Assert.Equal(["Task 1 of 100 (1 %)", "Task 31 of 100 (31 %), 31 s", "Task 61 of 100 (61 %), 61 s"], _lines);
    }

    [Fact]
    public void A_log_names_the_task_that_keeps_it_waiting()
    {
        Hear(Queue(1, 2), Started("linux-yocto", "do_compile"));
        _clock.Advance(TimeSpan.FromMinutes(3));

        _progress.Tick();

        Assert.Equal("Task 1 of 2 (50 %), 3 min, linux-yocto do_compile for 3 min", _lines[^1]);
    }

    [Fact]
    public void Parsing_tells_how_far_it_is_and_in_the_end_how_long_it_took()
    {
        for (var done = 0; done < 40; done++)
            Hear(new StepProgressed("parse", done, 40));
        Hear(new RecipesParsed(2885, 0, 2885, 10, 0, 0));

        Assert.Equal("Parsing recipes: 50 %", _live[20]);
        Assert.Equal(["Parsing recipes: 73 %", "Parsed 2,885 recipes in 41 s"], _lines);
    }

    [Fact]
    public void A_long_build_tells_what_was_reused_how_long_it_runs_and_about_how_long_it_takes()
    {
        var progress = new BuildProgress(this, _clock, () => TimeSpan.FromSeconds(221));
        progress.Hear(new TaskSucceeded("glibc", "2", "do_package_setscene", "/layers/glibc.bb", null));
        progress.Hear(Queue(11, 390));
        progress.Hear(Started("podman", "do_package"));
        _clock.Advance(TimeSpan.FromSeconds(12));
        progress.Tick();

        Assert.Equal("Task 11 of 390 (3 %), 1 from shared state, 12 s, about 4 min left: podman do_package 12 s", _live[^1]);
    }

    [Fact]
    public void The_live_display_is_not_flooded()
    {
        _progress.Hear(Queue(1, 5000));
        for (var done = 2; done < 1000; done++)
            _progress.Hear(Queue(done, 5000));

        Assert.Equal(["Task 2 of 5,000 (0 %)"], _live);
    }

    [Fact]
    public void A_stop_is_seen_until_the_running_tasks_have_ended()
    {
        Hear(Queue(2, 8), Started("podman", "do_compile"), new InterruptArrived(1));
        _clock.Advance(TimeSpan.FromSeconds(1));
        _progress.Tick();

        Assert.Equal("Stopping at task 2 of 8 (25 %): podman do_compile", _live[^1]);
    }

    void IBuildLog.Status(string text) => _lines.Add(text);

    void IBuildLog.Progress(string text) => _live.Add(text);

    void IBuildLog.Detail(string text)
    {
    }

    void IBuildLog.Report(Diagnostic diagnostic) => throw new NotSupportedException();

    private static QueueAdvanced Queue(int done, int total) => new(done, total, false, "/layers/x.bb", "do_x");

    private static TaskStarted Started(string recipe, string task) => new(recipe, "1.0", task, $"/layers/{recipe}.bb", null);

    private void Hear(params BitBakeEvent[] events)
    {
        foreach (var one in events)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            _progress.Hear(one);
        }
    }
}
