using System.Runtime.Versioning;
using Yocto.Sdk.Configuration;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.BitBake.Tests.Configuration;

/// <summary>Each operation does in bitbake what the manual says of it, in the old syntax and in the new.</summary>
[SupportedOSPlatform("linux")]
public sealed class OperationTests(BitBakeSources sources)
{
    [Theory]
    [InlineData("1.46", "1.46.0")]
    [InlineData("2.0", "2.0.0")]
    [InlineData("2.18", "2.18.0")]
    public async Task Each_operation_of_a_variable_does_what_its_name_says(string branch, string version)
    {
        using var distribution = new TinyDistribution(await sources.GetAsync(branch), version);
        List<Variable> variables = [];
        foreach (var operation in Enum.GetValues<VariableOperation>())
        {
            variables.Add(new($"T_{operation}", VariableOperation.Value, "a b"));
            variables.Add(new($"T_{operation}", operation, "b"));
        }

        variables.Add(new("T_ONLY_Default", VariableOperation.Default, "x"));
        variables.Add(new("T_ONLY_WeakDefault", VariableOperation.WeakDefault, "x"));

        var answer = await distribution.ParseAsync(variables);

        var expected = new Dictionary<string, string>
        {
            ["T_Value"] = "b",
            ["T_Default"] = "a b",
            ["T_WeakDefault"] = "a b",
            ["T_Immediate"] = "b",
            ["T_Append"] = "a bb",
            ["T_Prepend"] = "ba b",
            ["T_Remove"] = "a ",
            ["T_AppendWithSpace"] = "a b b",
            ["T_PrependWithSpace"] = "b a b",
            ["T_AppendWithoutSpace"] = "a bb",
            ["T_PrependWithoutSpace"] = "ba b",
            ["T_ONLY_Default"] = "x",
            ["T_ONLY_WeakDefault"] = "x",
        };
        Assert.Equal(expected, answer.Variables.Where(v => expected.ContainsKey(v.Key)).ToDictionary());
    }

    [Theory]
    [InlineData("1.46", "1.46.0")]
    [InlineData("2.0", "2.0.0")]
    [InlineData("2.18", "2.18.0")]
    public async Task An_override_decides_whether_an_operation_counts(string branch, string version)
    {
        using var distribution = new TinyDistribution(await sources.GetAsync(branch), version);

        var answer = await distribution.ParseAsync(
        [
            new("T_VALUE", VariableOperation.Value, "plain"),
            new("T_VALUE", VariableOperation.Value, "chosen", "chosen"),
            new("T_VALUE", VariableOperation.Value, "other", "other"),
            new("T_APPEND", VariableOperation.Value, "plain"),
            new("T_APPEND", VariableOperation.Append, " chosen", "chosen"),
            new("T_APPEND", VariableOperation.Append, " other", "other"),
            new("T_REMOVE", VariableOperation.Value, "a b c"),
            new("T_REMOVE", VariableOperation.Remove, "b", "pn-none"),
            new("T_REMOVE", VariableOperation.Remove, "c", "pn-some"),
            new("T_TWO", VariableOperation.Value, "plain"),
            new("T_TWO", VariableOperation.Append, "\n'\"", "chosen"),
        ]);

        Assert.Equal("chosen", answer.Variables["T_VALUE"]);
        Assert.Equal("plain chosen", answer.Variables["T_APPEND"]);
        Assert.Equal("a  c", answer.Variables["T_REMOVE"]);
        Assert.Equal("plain\n'\"", answer.Variables["T_TWO"]);
    }

    [Theory]
    [InlineData("1.46", "1.46.0")]
    [InlineData("2.8", "2.8.0")]
    [InlineData("2.18", "2.18.0")]
    public async Task A_flag_of_a_variable_is_assigned(string branch, string version)
    {
        using var distribution = new TinyDistribution(await sources.GetAsync(branch), version);

        var answer = await distribution.ParseAsync(
        [
            new("T_FLAGS", VariableOperation.Value, "x"),
            new("T_FLAGS[network]", VariableOperation.Value, "1"),
            new("T_FLAGS[network]", VariableOperation.Default, "2"),
            new("T_FLAGS[words]", VariableOperation.AppendWithSpace, "it's 5\""),
        ]);

        Assert.Equal("1", answer.Flags["network"]);
        Assert.EndsWith("it's 5\"", answer.Flags["words"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.46", "1.46.0")]
    [InlineData("2.0", "2.0.0")]
    [InlineData("2.18", "2.18.0")]
    public async Task A_layers_priority_from_the_project_wins_over_its_own(string branch, string version)
    {
        using var distribution = new TinyDistribution(await sources.GetAsync(branch), version);
        var layers = distribution.Layers with
        {
            Layers = [distribution.Layers.Layers[0] with { Priority = 42 }],
        };

        Assert.Equal("5", (await distribution.ParseAsync([])).Priority);
        Assert.Equal("42", (await distribution.ParseAsync([], layers: layers)).Priority);
    }

    [Theory]
    [InlineData("1.46", "1.46.0")]
    [InlineData("2.18", "2.18.0")]
    public async Task A_conf_file_has_the_last_word(string branch, string version)
    {
        using var distribution = new TinyDistribution(await sources.GetAsync(branch), version);
        var file = distribution.Write("grüße's #1.conf".Replace(" ", "-"), "T_A = \"conf\"\nT_B ?= \"conf\"\n");

        var answer = await distribution.ParseAsync(
            [new("T_A", VariableOperation.Value, "item"), new("T_B", VariableOperation.Value, "item")],
            confFiles: [new Setting(file)]);

        Assert.Equal("conf", answer.Variables["T_A"]);
        Assert.Equal("item", answer.Variables["T_B"]);
    }
}
