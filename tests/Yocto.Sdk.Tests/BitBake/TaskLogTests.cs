using Yocto.Sdk.BitBake;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.BitBake;

public sealed class TaskLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void The_end_of_a_log_is_its_last_lines_that_hold_something()
    {
        var log = _folder.Write("log", string.Concat(Enumerable.Range(1, 30).Select(n => $"line {n}  \n\n")));

        Assert.Equal(Enumerable.Range(11, 20).Select(n => $"line {n}"), TaskLog.Tail(log));
        Assert.Equal(["line 29", "line 30"], TaskLog.Tail(log, 2));
    }

    [Fact]
    public void A_long_log_is_not_read_from_its_beginning()
    {
        var log = _folder.Write("log", string.Concat(Enumerable.Range(0, 100_000).Select(n => $"{n:000000} grüße\n")));

        Assert.Equal(Enumerable.Range(99_980, 20).Select(n => $"{n:000000} grüße"), TaskLog.Tail(log));
        Assert.All(TaskLog.Tail(log, 10_000), l => Assert.Matches(@"^\d{6} grüße$", l));
    }

    [Fact]
    public void A_long_line_of_a_log_is_cut()
    {
        var log = _folder.Write("log", new string('x', 401) + "\n" + new string('y', 400));

        Assert.Equal([new string('x', 400) + " …", new string('y', 400)], TaskLog.Tail(log));
    }

    [Fact]
    public void A_secret_is_taken_out_before_a_long_line_is_cut()
    {
        var token = new string('t', 500);
        var log = _folder.Write("log", $"fetching https://{token}@example.com/a\n");

        Assert.Equal(["fetching https://example.com/a"], TaskLog.Tail(log));
    }

    [Fact]
    public void What_BitBake_notes_for_itself_in_a_log_is_left_out()
    {
        var log = _folder.Write("log", "DEBUG: Executing shell function do_x\nDEBUGGING\nNOTE: a\n");

        Assert.Equal(["DEBUGGING", "NOTE: a"], TaskLog.Tail(log));
    }

    [Fact]
    public void A_log_that_is_not_there_has_no_end()
    {
        Assert.Empty(TaskLog.Tail(null));
        Assert.Empty(TaskLog.Tail(_folder["missing/log"]));
        Assert.Empty(TaskLog.Tail(_folder.Path));
        Assert.Empty(TaskLog.Tail(_folder.Write("empty", "")));
    }

    public void Dispose() => _folder.Dispose();
}
