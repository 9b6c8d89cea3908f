using Yocto.Sdk.Tasks;

namespace Yocto.Sdk.Tests.Tasks;

public sealed class StatusLineTests : IDisposable
{
    private readonly StringWriter _terminal = new();

    public void Dispose() => _terminal.Dispose();

    [Fact]
    public void A_status_line_replaces_the_last_and_the_cursor_comes_back()
    {
        new StatusLine(_terminal, () => 80).Show("Task 3 of 9 (33 %)");

        Assert.Equal("\e7\r\e[2K  Task 3 of 9 (33 %)\e8", _terminal.ToString());
    }

    [Fact]
    public void A_status_line_never_wraps()
    {
        new StatusLine(_terminal, () => 12).Show("Task 3 of 9 (33 %)");

        Assert.Equal("\e7\r\e[2K  Task 3 of\e8", _terminal.ToString());
    }

    [Fact]
    public void A_status_line_is_one_line_whatever_it_tells()
    {
        new StatusLine(_terminal, () => 80).Show("a\nb\r\nc\td");

        Assert.Equal("\e7\r\e[2K  a b c d\e8", _terminal.ToString());
    }

    [Fact]
    public void An_erased_status_line_leaves_nothing_on_the_screen()
    {
        var line = new StatusLine(_terminal, () => 80);
        line.Show("x");
        _terminal.GetStringBuilder().Clear();

        line.Erase();
        line.Erase();

        Assert.Equal("\e7\r\e[2K\e8", _terminal.ToString());
    }

    [Fact]
    public void Redirected_output_gets_no_status_line() // as a test's always is
    {
        Assert.SkipUnless(Console.IsOutputRedirected, "standard output is a terminal");

        Assert.Null(StatusLine.OfConsole());
    }
}
