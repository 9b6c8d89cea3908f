using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Tests.Diagnostics;

public sealed class ConsoleTextTests
{
    [Theory]
    [InlineData("do_compile: 50 % \u00fc \ud83d\ude00\n\tnext\r\nlast", "do_compile: 50 % \u00fc \ud83d\ude00\n\tnext\r\nlast")]
    [InlineData("\u001b[31mred\u001b[0m \u001b[2J\u001b[1;1H", "red ")]
    [InlineData("\u001b]0;title\u0007a\u001b]52;c;ZXZpbA==\u001b\\b\u001b]8;;file:///etc\u0007c", "abc")]
    [InlineData("\u001bP1$tx\u001b\\a\u001b_G1\u001b\\b\u001bcc\u001b(Bd\u001b7", "abcd")]
    [InlineData("\u009b31ma\u009d0;t\u0007b", "a0;tb")]
    [InlineData("\u001b]0;not closed", "0;not closed")]
    [InlineData("a\bb\0c\u007fd\u000be", "abcde")]
    [InlineData("good\rbad", "goodbad")]
    [InlineData("\u202egnp.exe\u2066", "gnp.exe")]
    [InlineData("Fix ##vso[task.setvariable variable=x]y", "Fix ## vso[task.setvariable variable=x]y")]
    [InlineData("##[error]a ##teamcity[buildStop]", "## [error]a ## teamcity[buildStop]")]
    [InlineData("#\u001b[m#vso[x]", "## vso[x]")]
    [InlineData("a\n  ::error file=a.c,line=1::b\n::add-mask::c\n::stop-commands::d", "a\n  : :error file=a.c,line=1::b\n: :add-mask::c\n: :stop-commands::d")]
    [InlineData("error: std::vector is ## no [array] of a::b", "error: std::vector is ## no [array] of a::b")]
    public void Text_of_others_steers_nothing(string text, string plain) => Assert.Equal(plain, ConsoleText.Of(text));
}
