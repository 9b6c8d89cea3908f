using System.Diagnostics;
using Yocto.Sdk.Language;

namespace Yocto.Sdk.Tests.Language;

/// <summary>The values of variables, by the rules of bitbake's <c>data_smart.py</c>.</summary>
public sealed class ConfVariablesTests
{
    [Theory]
    [InlineData("A = \"a\"\nA += \"b\"\nA =+ \"c\"\nA .= \"d\"\nA =. \"e\"", "ec a bd")]
    [InlineData("A += \"b\"", " b")]
    [InlineData("A = \"\"\nA ?= \"b\"", "")]
    [InlineData("A ?= \"a\"\nA ?= \"b\"", "a")]
    [InlineData("A ??= \"a\"\nA ??= \"b\"", "b")]
    [InlineData("A ??= \"a\"\nA ?= \"b\"", "b")]
    [InlineData("A ??= \"a\"\nA += \"b\"", " b")]
    [InlineData("A:append = \"c\"\nA = \"a\"\nA += \"b\"", "a bc")]
    [InlineData("A:append = \"b\"\nA ?= \"a\"", "ab")]
    [InlineData("A_prepend = \"b\"\nA_prepend = \"c\"", "cb")]
    [InlineData("A:append += \"b\"", " b")]
    [InlineData("A:remove = \"b d\"\nA = \"a b c\"\nA:append = \" d\"", "a  c ")]
    [InlineData("A = \"a ${B}\"\nB = \"b c\"\nA:remove = \"b\"", "a  c")]
    [InlineData("A = \"a b\"\nA:remove = \"${B}\"\nB = \"b\"", "a ")]
    [InlineData("A[flag] = \"b\"", "")]
    [InlineData("A = \"${B} ${NOTHING}\"\nB = \"b\"", "b ${NOTHING}")]
    [InlineData("B = \"b\"\nA := \"${B}\"\nB = \"c\"", "b")]
    [InlineData("A = \"a\"\nA:low = \"b\"\nA:high = \"c\"\nA:append = \"d\"", "cd")]
    [InlineData("A = \"a\"\nA_low = \"b\"\nA_low_append = \"c\"", "bc")]
    [InlineData("A = \"a\"\nA:append:high = \"b\"\nA:append:other = \"c\"\nA:append:low:high = \"d\"", "abd")]
    [InlineData("A = \"a ${A}\"", "a a ${A}")]
    [InlineData("A = \"${@d.getVar('B')}\"", "${@d.getVar('B')}")]
    public void Assignments_add_up_as_in_bitbake(string text, string expected) =>
        Assert.Equal(expected, Of(text).Value("A", "high", "low"));

    [Fact]
    public void A_value_is_also_known_as_it_is_written()
    {
        var variables = Of("A = \"a ${B} c\"\nA:remove = \"c\"\nA:append:board = \" d\"\nB = \"b\"");

        Assert.Equal("a ${B} ", variables.Text("A"));
        Assert.Equal("", variables.Text("C"));
    }

    [Fact]
    public void Variables_that_double_each_other_stay_within_bounds()
    {
        var doubling = string.Concat(Enumerable.Range(0, 60).Select(i => $"A{i} = \"${{A{i + 1}}}${{A{i + 1}}}x\"\n"));
        var chain = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"B{i} = \"${{B{i + 1}}}\"\n"));
        var many = $"C = \"{string.Concat(Enumerable.Repeat("${D}", 100_000))}\"\nD = \"{new string('x', 100_000)}\"\n";
        var clock = Stopwatch.StartNew();

        foreach (var (text, variable) in new[] { (doubling, "A0"), (chain, "B0"), (many, "C") })
            Assert.InRange(Of(text).Value(variable).Length, 1, 4 << 20);

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromMinutes(1)); // what has no bound takes hours
    }

    [Fact]
    public void References_that_multiply_and_values_that_grow_stay_within_bounds()
    {
        // ten references a level, twenty deep: 10^20
        var fan = string.Concat(Enumerable.Range(0, 20).Select(i => $"A{i} = \"{string.Concat(Enumerable.Repeat($"${{A{i + 1}}} ", 10))}\"\n")) + "A20 = \"x\"\n";
        var atOnce = "B0 := \"xxxxxxxxxx\"\n" + string.Concat(Enumerable.Range(1, 5000).Select(i => $"B{i} := \"{string.Concat(Enumerable.Repeat($"${{B{i - 1}}}", 10))}\"\n"));
        var growing = string.Concat(Enumerable.Repeat("C .= \"0123456789012345678901234567890123456789\"\n", 80_000));
        var appended = string.Concat(Enumerable.Repeat("D:append = \"${C}\"\n", 50_000));
        var before = GC.GetAllocatedBytesForCurrentThread();

        foreach (var (text, variable) in new[] { (fan, "A0"), (atOnce, "B5000"), (growing, "C"), (growing + appended, "D") })
            Assert.InRange(Of(text).Value(variable).Length, 0, 4 << 20);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1L << 30);
    }

    private static ConfVariables Of(string text)
    {
        var variables = new ConfVariables();
        foreach (var assignment in ConfText.Read(text).Cast<ConfAssignment>())
            variables.Apply(assignment);
        return variables;
    }
}
