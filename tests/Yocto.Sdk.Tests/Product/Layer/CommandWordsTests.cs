using Yocto.Sdk.Product.Layer;

namespace Yocto.Sdk.Tests.Product.Layer;

public sealed class CommandWordsTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" \t\n")]
    [InlineData("--quiet  --level 3", "--quiet", "--level", "3")]
    [InlineData("--a\n    --b", "--a", "--b")]
    [InlineData("'two words' \"three more words\" a' 'b", "two words", "three more words", "a b")]
    [InlineData("'' \"\"", "", "")]
    [InlineData(@"a\ b \' \"" \\ c\", "a b", "'", "\"", @"\", @"c\")]
    [InlineData(@"""a\""b\\c\d\$e"" 'f\g""'", @"a""b\c\d$e", @"f\g""")]
    [InlineData("$HOME ${X} $(x) `x` * ? ~ ; | & > < # !x", "$HOME", "${X}", "$(x)", "`x`", "*", "?", "~", ";", "|", "&", ">", "<", "#", "!x")]
    public void A_command_line_is_words_and_nothing_else(string line, params string[] words) =>
        Assert.Equal(words, CommandWords.Split(line));

    [Theory]
    [InlineData("it's")]
    [InlineData("\"open")]
    [InlineData("'a' \"b\\\"")]
    public void A_quote_that_is_not_closed_makes_no_words(string line) => Assert.Null(CommandWords.Split(line));

    [Fact]
    public void Ordinary_words_are_written_as_they_are()
    {
        string[] words = ["--level=3", "/usr/bin/x", "a@b:80,c+d_e"];

        Assert.Equal("--level=3 /usr/bin/x a@b:80,c+d_e", CommandWords.InShell(words));
        Assert.Equal("--level=3 /usr/bin/x a@b:80,c+d_e", CommandWords.InExec(words));
        Assert.Equal("--level=3 /usr/bin/x a@b:80,c+d_e", CommandWords.InUnit(words));
    }

    [Fact]
    public void What_has_a_meaning_in_a_unit_loses_it()
    {
        Assert.Equal("""50%% $$HOME "a\"b\\c" ";" "" "x\x0ay" """.TrimEnd(), CommandWords.InExec("50%", "$HOME", @"a""b\c", ";", "", "x\ny"));
        Assert.Equal("""A=50%% B=$HOME "C=two words" """.TrimEnd(), CommandWords.InUnit("A=50%", "B=$HOME", "C=two words"));
    }
}
