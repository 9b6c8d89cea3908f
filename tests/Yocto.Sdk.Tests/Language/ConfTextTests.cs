using System.Diagnostics;
using Yocto.Sdk.Language;

namespace Yocto.Sdk.Tests.Language;

/// <summary>The statements of a text, by the rules of bitbake's <c>ConfHandler.py</c>.</summary>
public sealed class ConfTextTests
{
    [Theory]
    [InlineData("A = \"x\"", "A", null, "=", "x")]
    [InlineData("A='x'", "A", null, "=", "x")]
    [InlineData("A ??= \"x\"", "A", null, "??=", "x")]
    [InlineData("A ?= \"x\"", "A", null, "?=", "x")]
    [InlineData("A := \"x\"", "A", null, ":=", "x")]
    [InlineData("A += \"x\"", "A", null, "+=", "x")]
    [InlineData("A =+ \"x\"", "A", null, "=+", "x")]
    [InlineData("A .= \"x\"", "A", null, ".=", "x")]
    [InlineData("A.=\"x\"", "A", null, ".=", "x")]
    [InlineData("A =. \"x\"", "A", null, "=.", "x")]
    [InlineData("A = \"\"", "A", null, "=", "")]
    [InlineData("A = \"it's\"", "A", null, "=", "it's")]
    [InlineData("A = \"x \"y\" z\"", "A", null, "=", "x \"y\" z")]
    [InlineData("A = \"x\" # \"", "A", null, "=", null)]
    [InlineData("A = \"x\"  \t", "A", null, "=", "x")]
    [InlineData("A[flag] = \"x\"", "A", "flag", "=", "x")]
    [InlineData("A:append:board = \"x\"", "A:append:board", null, "=", "x")]
    [InlineData("export A = \"x\"", "A", null, "=", "x")]
    [InlineData("export = \"x\"", "export", null, "=", "x")]
    [InlineData("LICENSE:${PN}-x/y~z = \"x\"", "LICENSE:${PN}-x/y~z", null, "=", "x")]
    [InlineData("  A = \"x\"", null, null, null, null)]
    [InlineData("A = x", null, null, null, null)]
    [InlineData("A = \"x'", null, null, null, null)]
    [InlineData("# A = \"x\"", null, null, null, null)]
    [InlineData("A B = \"x\"", null, null, null, null)]
    public void A_line_is_an_assignment_or_says_nothing(string line, string? name, string? flag, string? @operator, string? value) =>
        Assert.Equal(
            value is null ? [] : [new ConfAssignment(name!, flag, @operator!, value)],
            ConfText.Read(line));

    [Theory]
    [InlineData("A", "A", null, null)]
    [InlineData("A:append", "A", "append", null)]
    [InlineData("A_remove", "A", "remove", null)]
    [InlineData("A:prepend:board", "A", "prepend", "board")]
    [InlineData("A_append_class-native", "A", "append", "class-native")]
    [InlineData("A:board:append", "A:board", "append", null)]
    [InlineData("A:append:a:b", "A", "append", "a:b")]
    [InlineData("A_appended", "A_appended", null, null)]
    [InlineData("APPEND_appendix", "APPEND_appendix", null, null)]
    public void A_name_tells_what_the_assignment_does(string name, string variable, string? operation, string? condition)
    {
        var assignment = new ConfAssignment(name, null, "=", "");

        Assert.Equal((variable, operation, condition), (assignment.Variable, assignment.Operation, assignment.Condition));
    }

    [Fact]
    public void A_line_that_ends_in_a_backslash_goes_on_in_the_next()
    {
        const string text = "A = \"a\\\nb \\\r\n    c\\  \n\"\nB = \"x\"\n";

        Assert.Equal([("A", "ab     c"), ("B", "x")], Values(text));
    }

    [Fact]
    public void A_comment_that_ends_in_a_backslash_takes_the_next_line_with_it() =>
        Assert.Equal([("B", "x")], Values("# A = \"a\" \\\n# more\nB = \"x\"\n"));

    [Theory]
    [InlineData("A = \"a\" \\")]
    [InlineData("\\")]
    [InlineData("\\\n\\\n")]
    public void A_conf_file_may_end_in_a_backslash(string text) => Assert.True(ConfText.Read(text).Count() <= 1);

    [Fact]
    public void Files_and_classes_are_taken_into_a_conf_file()
    {
        const string text = "require conf/a.inc\ninclude  conf/${X}.inc conf/b.inc \ninclude_all c.conf\ninherit d\nincluded x\n require e\nrequire\n";

        Assert.Equal(
            [
                new ConfInclusion("require", "conf/a.inc"), new ConfInclusion("include", "conf/${X}.inc conf/b.inc"),
                new ConfInclusion("include_all", "c.conf"), new ConfInclusion("inherit", "d"),
            ],
            ConfText.Read(text).Cast<ConfInclusion>());
    }

    [Fact]
    public void What_functions_hold_is_no_statement()
    {
        const string text = """
            A = "1"
            do_install() {
            A="2"
            require x
            }
            python do_x:append () {
            A = "3"
            }
            def f(d):
                A = "4"

            fakeroot python() {
            A = "5"
            }
            B = "${@f(d)}"
            """;

        Assert.Equal([("A", "1"), ("B", "${@f(d)}")], Values(text));
    }

    [Theory]
    [InlineData("export", " ", "x")]
    [InlineData("A", " ", "x")]
    [InlineData("A =", " ", "x")]
    [InlineData("", "A", "")]
    [InlineData("", "=+", "")]
    [InlineData("A = ", "\"", "'")]
    [InlineData("A = ", "'\"", "x")]
    [InlineData("A[", "f", "")]
    [InlineData("", "A_append", "")]
    [InlineData("", "_append:", " = \"\"")]
    [InlineData("", "( ", "{")]
    [InlineData("require", " ", ".")]
    public void No_line_of_a_conf_file_takes_longer_than_its_length(string start, string repeated, string end)
    {
        var line = start + string.Concat(Enumerable.Repeat(repeated, 400_000)) + end;
        var clock = Stopwatch.StartNew();

        foreach (var statement in ConfText.Read(line).OfType<ConfAssignment>())
            _ = (statement.Operation, statement.Condition);

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromMinutes(1)); // what has no bound takes hours
    }

    private static IEnumerable<(string, string)> Values(string text) =>
        ConfText.Read(text).Cast<ConfAssignment>().Select(a => (a.Name, a.Value));
}
