using System.Runtime.Versioning;
using Yocto.Sdk.Configuration;
using Yocto.Sdk.Language;

namespace Yocto.Sdk.BitBake.Tests.Configuration;

/// <summary>What a project writes is what bitbake reads: real bitbake of each syntax and age, no OpenEmbedded-Core.</summary>
[SupportedOSPlatform("linux")]
public sealed class RoundTripTests(BitBakeSources sources)
{
    private static readonly string[] _texts =
    [
        "", " ", "  leading and trailing  ", "\ttabs\t", "\"", "'", "\"\"", "''", "\"\"\"", "'''", "'\"", "\"'", "it's 5\"",
        "\"a\" and \"b\"", "'a' and \"b\"", "a \"quoted\" word in it's own way", "\\", "ends in a backslash \\", "\\\\", "\\n",
        "\\\"", "\\'", "\n", "a\nb", "a\r\nb\rc", "a\n\n\"b\" 'c' \\ \n", "# no comment", "a # b", "#", "$", "$$", "$FOO", "${", "}", "${}",
        "{}", "{a}", "@", "${@", "${@'", "@{", "a ${ b", "$\n{TOPDIR}", "${TOP\nDIR}", "grüße 𝄞 漢字 \u00a0 \u2028 \u0085 \ufeff",
        "\u0000\u0001\u001b\u007f", "a = \"b\"", "FOO ?= 'x'", "require x.conf", "\"a\nb\"", "{\n}", "a;b,c|d&e(f)[g]*?~!%^`", "%(x)s {0}",
        "\\x41", "\\u0041", "\\\n", "tail\n", "\nhead", "${UNSET_VARIABLE}", "${UNSET_VARIABLE}\n", "'\n\"{${UNSET_VARIABLE}}",
    ];

    private static readonly string[] _atoms =
    [
        "a", "b", "Z", "0", " ", "  ", "\t", "\n", "\r", "\r\n", "\"", "'", "\\", "$", "{", "}", "@", "#", "`", "%", "=", ":", ";", "[", "]",
        "(", ")", "é", "漢", "𝄞", "\u2028", "\u0001", "\u007f", "${TOPDIR}", "${T_SET_BEFORE}", "${UNSET}", "${@1 + 1}", "${@'a' + \"b\"}",
        "${@d.getVar('TOPDIR')}", "\\n", "x", "\\",
    ];

    [Theory]
    [InlineData("1.46", "1.46.0")]
    [InlineData("2.0", "2.0.0")]
    [InlineData("2.8", "2.8.0")]
    [InlineData("2.18", "2.18.0")]
    [InlineData("master", "2.19.0")]
    public async Task Any_text_arrives_in_bitbake_as_it_was_written(string branch, string version)
    {
        using var distribution = new TinyDistribution(await sources.GetAsync(branch), version);
        var texts = _texts.Concat(Random(seed: 42, count: 400)).Index().ToDictionary(t => $"T_{t.Index}", t => t.Item);

        var answer = await distribution.ParseAsync(
            [.. texts.Select(t => new Variable(t.Key, VariableOperation.Value, t.Value))], texts);

        foreach (var (name, text) in texts)
        {
            var expected = text.Contains("${", StringComparison.Ordinal) ? answer.Expanded[name] : text;
            Assert.True(expected == answer.Variables[name],
                $"written {Show(text)}, as {ConfValue.Quote(text)}, expected {Show(expected)}, read {Show(answer.Variables[name])}");
            if (!expected.StartsWith("throws ", StringComparison.Ordinal))
                Assert.Contains($"\n{name}=\"{AsPrinted(expected, answer)}\"\n", answer.Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("1.46", "1.46.0")]
    [InlineData("2.8", "2.8.0")]
    [InlineData("2.18", "2.18.0")]
    public async Task References_are_expanded_wherever_the_text_needs_escaping(string branch, string version)
    {
        using var distribution = new TinyDistribution(await sources.GetAsync(branch), version);

        var answer = await distribution.ParseAsync(
        [
            new("T_PLAIN", VariableOperation.Value, "${T_SET_BEFORE}/x"),
            new("T_LINES", VariableOperation.Value, "a\n${T_SET_BEFORE}\n'\"${@1 + 1}"),
            new("T_IMMEDIATE", VariableOperation.Immediate, "'\"${T_SET_BEFORE}"),
            new("T_SET_BEFORE", VariableOperation.Value, "after"),
        ]);

        Assert.Equal("after/x", answer.Variables["T_PLAIN"]);
        Assert.Equal("a\nafter\n'\"2", answer.Variables["T_LINES"]);
        Assert.Equal("'\"before", answer.Variables["T_IMMEDIATE"]);
    }

    // bitbake -e prints for a shell; from 2.12 it escapes backquotes too.
    private static string AsPrinted(string text, TinyDistribution.Answer answer)
    {
        var escaped = text.Replace("\"", "\\\"");
        if (answer.BackquotesAreEscaped)
            escaped = escaped.Replace("`", "\\`");
        return escaped.Replace("\n", " \\\n").Replace("$", "\\$");
    }

    private static IEnumerable<string> Random(int seed, int count)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
            yield return string.Concat(random.GetItems(_atoms, random.Next(1, 14)));
    }

    private static string Show(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
