using Yocto.Sdk.Configuration;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Tests.Configuration;

public sealed class VariableCheckTests
{
    [Theory]
    [InlineData("FOO", VariableOperation.Value, "x", null, "")]
    [InlineData("PREFERRED_PROVIDER_virtual/kernel", VariableOperation.Value, "x", null, "")]
    [InlineData("do_compile[network]", VariableOperation.Value, "1", null, "")]
    [InlineData("FOO", VariableOperation.Append, "x", "qemuarm:pn-busybox", "")]
    [InlineData("FOO", VariableOperation.Value, "", null, "")]
    [InlineData("BBFILES", VariableOperation.AppendWithSpace, "x", null, "")]
    [InlineData("FOO BAR", VariableOperation.Value, "x", null, "YOCTO3010")]
    [InlineData("FOO=", VariableOperation.Value, "x", null, "YOCTO3010")]
    [InlineData("FÖÖ", VariableOperation.Value, "x", null, "YOCTO3010")]
    [InlineData("FOO\n", VariableOperation.Value, "x", null, "YOCTO3010")]
    [InlineData("FOO[]", VariableOperation.Value, "x", null, "YOCTO3010")]
    [InlineData("FOO:append", VariableOperation.Value, "x", null, "YOCTO3011")]
    [InlineData("FOO_append", VariableOperation.Value, "x", null, "YOCTO3011")]
    [InlineData("FOO_remove_qemuarm", VariableOperation.Value, "x", null, "YOCTO3011")]
    [InlineData("FOO:qemuarm", VariableOperation.Value, "x", null, "YOCTO3011")]
    [InlineData("FOO_appendix", VariableOperation.Value, "x", null, "")]
    [InlineData("FOO", VariableOperation.Value, "x", "QEMU", "YOCTO3015")]
    [InlineData("FOO", VariableOperation.Value, "x", "a b", "YOCTO3015")]
    [InlineData("FOO", VariableOperation.Value, "x", ":a", "YOCTO3015")]
    [InlineData("FOO[x]", VariableOperation.Append, "x", null, "YOCTO3016")]
    [InlineData("FOO[x]", VariableOperation.Value, "x", "a", "YOCTO3016")]
    [InlineData("FOO[x]", VariableOperation.WeakDefault, "x", null, "YOCTO3016")]
    [InlineData("MACHINE", VariableOperation.Value, "x", null, "YOCTO3017")]
    [InlineData("BBLAYERS", VariableOperation.AppendWithSpace, "x", null, "YOCTO3017")]
    [InlineData("FOO", VariableOperation.Value, "${FOO} x", null, "YOCTO3018")]
    [InlineData("FOO", VariableOperation.Immediate, "${FOO} x", null, "")]
    [InlineData("FOO", VariableOperation.Value, "${@a(1,\n 2)}", null, "YOCTO3020")]
    [InlineData("FOO", VariableOperation.Value, "${@a(1)}\n{}", null, "")]
    public void A_variable_that_bitbake_would_refuse_is_found(
        string name, VariableOperation operation, string value, string? @override, string code) =>
        Assert.Equal(code, Codes("2.8.0", new Variable(name, operation, value, @override)));

    [Theory]
    [InlineData(new[] { 'a', '\ud834' }, "YOCTO3019")]
    [InlineData(new[] { '\udd1e', 'a' }, "YOCTO3019")]
    [InlineData(new[] { '\ud834', '\udd1e' }, "")]
    public void Half_a_character_in_a_value_is_found(char[] value, string code) =>
        Assert.Equal(code, Codes("2.8.0", new Variable("FOO", VariableOperation.Value, new string(value))));

    [Fact]
    public void A_flag_has_a_weak_default_where_bitbake_knows_it() =>
        Assert.Equal("", Codes("2.12.0", new Variable("FOO[x]", VariableOperation.WeakDefault, "x")));

    [Fact]
    public void The_same_assignment_twice_in_one_file_is_an_error()
    {
        var here = new Origin("/device.yoctoproj", "YoctoVariable", "FOO");

        Assert.Equal("YOCTO3014", Codes("2.8.0",
            new Variable("FOO", VariableOperation.Value, "a", null, here),
            new Variable("FOO", VariableOperation.Append, "b", null, here),
            new Variable("FOO", VariableOperation.Value, "c", null, here)));
    }

    [Fact]
    public void Assignments_that_differ_in_override_operation_or_file_are_no_duplicates() =>
        Assert.Equal("", Codes("2.8.0",
            new Variable("FOO", VariableOperation.Value, "a", null, new Origin("/Directory.Build.props", "YoctoVariable", "FOO")),
            new Variable("FOO", VariableOperation.Value, "a", null, new Origin("/device.yoctoproj", "YoctoVariable", "FOO")),
            new Variable("FOO", VariableOperation.Value, "b", "qemuarm", new Origin("/device.yoctoproj", "YoctoVariable", "FOO")),
            new Variable("FOO", VariableOperation.Append, "c", null, new Origin("/device.yoctoproj", "YoctoVariable", "FOO")),
            new Variable("FOO", VariableOperation.Append, "c", null, new Origin("/device.yoctoproj", "YoctoVariable", "FOO"))));

    private static string Codes(string bitBake, params IReadOnlyList<Variable> variables) =>
        string.Join(' ', VariableCheck.Problems(variables, bitBake).Select(problem => problem.Code));
}
