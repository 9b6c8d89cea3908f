using System.Runtime.Versioning;
using System.Text.Json;
using CliWrap;
using CliWrap.Buffered;
using Yocto.Sdk.Language;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.BitBake.Tests.Configuration;

/// <summary>What the library reads in a conf file is what bitbake's own parser reads.</summary>
[SupportedOSPlatform("linux")]
public sealed class ConfTextTests(BitBakeSources sources)
{
    private static readonly string[] _names = ["T_A", "T_B", "T_A:low", "T_A:append", "T_B:prepend", "T_A:remove", "T_A:append:high", "T_B:low:append", "T_A[doc]", "export T_A"];
    private static readonly string[] _operators = ["=", "?=", "??=", ":=", "+=", "=+", ".=", "=."];
    private static readonly string[] _words = ["a", "b", "a b", " c", "c ", "${T_B}", "${T_C}", "it's", "\"", "'", "#", "a\\\n b", "\\\n", ""];
    private static readonly string[] _atoms = ["T_A", "B", "[x]", "[", "]", ":", "_", "append", "=", "+", ".", "?", " ", "\t", "\"", "'", "x", "\\", "\\\n", "#", "${T_A}", "require x", "export ", "{", "("];

    [Theory]
    [InlineData("1.46", '_')]
    [InlineData("2.0", ':')]
    [InlineData("2.18", ':')]
    public async Task A_conf_file_reads_as_in_bitbake(string branch, char separator)
    {
        var random = new Random(46);
        List<string> texts = [];
        for (var i = 0; i < 1200; i++)
            texts.Add(string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => Assignment(random, separator))));
        for (var i = 0; i < 1500; i++)
            texts.Add("T_A" + string.Concat(random.GetItems(_atoms, random.Next(1, 9))) + "\n");

        var answers = await ParseAsync(await sources.GetAsync(branch), texts);

        foreach (var (text, answer) in texts.Zip(answers))
        {
            var assignments = ConfText.Read(text).OfType<ConfAssignment>().ToList();
            var variables = new ConfVariables();
            assignments.ForEach(variables.Apply);
            // of several lines bitbake names the first that it refuses, and the others may be right
            if (answer.Refused && text.Count(c => c == '\n') == 1)
                Assert.True(assignments.Count == 0, $"bitbake refuses {Show(text)}");
            foreach (var (name, value) in answer.Variables)
                Assert.True((value ?? "") == variables.Value(name, "low", "high"), $"{name} of {Show(text)} is {Show(value)} in bitbake, and here {Show(variables.Value(name, "low", "high"))}");
        }

        Assert.InRange(answers.Count(a => a.Variables.Count > 0), 500, texts.Count);
        Assert.InRange(answers.Count(a => a.Refused), 500, texts.Count);
    }

    private static string Assignment(Random random, char separator)
    {
        var name = random.GetItems(_names, 1)[0].Replace(':', separator);
        // bitbake gives this pair no sense
        var @operator = random.GetItems(name.Contains("pend") || name.Contains("remove") ? ["=", "+="] : _operators, 1)[0];
        return $"{name} {@operator} \"{string.Concat(random.GetItems(_words, random.Next(0, 4)))}\"\n";
    }

    private static async Task<IReadOnlyList<Answer>> ParseAsync(string bitBake, IReadOnlyList<string> texts)
    {
        using var folder = new TemporaryFolder();
        var script = folder.Write("parse.py", """
            import json, logging, os, sys
            logging.disable(logging.CRITICAL)
            sys.path.insert(0, sys.argv[1] + "/lib")
            import bb.data, bb.parse
            from bb.parse.parse_py import ConfHandler
            answers = []
            with open("texts.json", encoding="utf-8") as f:
                texts = json.load(f)
            for text in texts:
                with open("text.conf", "w", encoding="utf-8", newline="") as f:
                    f.write(text)
                d = bb.data.init()
                d.setVar("OVERRIDES", "high:low")
                answer = {"Variables": {}, "Refused": False}
                try:
                    ConfHandler.handle(os.path.abspath("text.conf"), d, False)
                    answer["Variables"] = {name: d.getVar(name) for name in ("T_A", "T_B")}
                except (Exception, SystemExit) as e:
                    answer["Refused"] = "unparsed line" in str(e)
                answers.append(answer)
            print(json.dumps(answers))
            """);
        folder.Write("texts.json", JsonSerializer.Serialize(texts));
        var run = await Cli.Wrap("python3").WithArguments([script, bitBake]).WithWorkingDirectory(folder.Path)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        return JsonSerializer.Deserialize<List<Answer>>(run.StandardOutput)!;
    }

    private static string Show(string? text) => JsonSerializer.Serialize(text);

    /// <param name="Variables">Empty where a text can't be parsed or expanded.</param>
    /// <param name="Refused">Whether it has a line that is none of bitbake's language.</param>
    private sealed record Answer(IReadOnlyDictionary<string, string?> Variables, bool Refused);
}
