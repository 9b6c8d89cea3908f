namespace Yocto.Sdk.BitBake.Tests.BitBake;

/// <summary>Whatever bitbake can't read is one error, at the line that can't be read.</summary>
public sealed class ParseErrorTests(PreparedHost host, TinyScarthgap project) : IClassFixture<TinyScarthgap>
{
    private const string CantParse = "YOCTO4003: bitbake can't parse this: ";

    [Theory]
    [InlineData("recipes/a_1.0.bb", "\nFOO = \"bar\n", $"a_1.0.bb(2,0): {CantParse}unparsed line: 'FOO = \"bar'")]
    [InlineData("recipes/a_1.0.bb", "inherit nowhere\n", $"a_1.0.bb(1,0): {CantParse}Could not inherit file classes/nowhere.bbclass")]
    [InlineData("recipes/a_1.0.bb", "inherit tiny\nrequire nowhere.inc\n", $"a_1.0.bb(2,0): {CantParse}Could not include required file nowhere.inc")]
    [InlineData("recipes/a_1.0.bb", "inherit tiny\nFOO := \"${@1 / 0}\"\n",
        $"a_1.0.bb(0,0): {CantParse}Failure expanding variable FOO[:=], expression was ${{@1 / 0}} which triggered exception ZeroDivisionError: division by zero")]
    [InlineData("recipes/a_1.0.bb", "inherit tiny\npython () {\n    None.foo\n}\n",
        $"a_1.0.bb(3,0): {CantParse}AttributeError: 'NoneType' object has no attribute 'foo'")]
    [InlineData("recipes/hello_1.0.bbappend", "this is not bitbake\n", $"hello_1.0.bbappend(1,0): {CantParse}unparsed line: 'this is not bitbake'")]
    public async Task A_line_that_bitbake_cannot_read_is_one_error(string file, string text, string error)
    {
        await host.RequireAsync("scarthgap");
        var written = project.Write($"layer/{file}", text);
        try
        {
            Assert.Equal([error], (await project.BuildAsync("-t:YoctoParse")).Failed().Errors);
        }
        finally
        {
            File.Delete(written);
        }
    }

    [Fact]
    public async Task Errors_in_an_included_file_and_in_a_class_are_at_their_lines()
    {
        await host.RequireAsync("scarthgap");
        string[] written =
        [
            project.Write("layer/recipes/a_1.0.bb", "inherit tiny\nrequire a.inc\n"),
            project.Write("layer/recipes/a.inc", "# A\n\nthis is not bitbake\n"),
        ];
        Assert.Equal([$"a.inc(3,0): {CantParse}unparsed line: 'this is not bitbake'"], (await project.BuildAsync("-t:YoctoParse")).Failed().Errors);

        project.Write("layer/recipes/a_1.0.bb", "inherit tiny broken\n");
        var @class = project.Write("layer/classes/broken.bbclass", "FOO = \"bar\"\ndef answer(d):\n    return 42 +\n");
        Assert.Equal(
            [$"broken.bbclass(3,0): {CantParse}SyntaxError: invalid syntax (broken.bbclass, line 3)"],
            (await project.BuildAsync("-t:YoctoParse")).Failed().Errors);

        foreach (var file in written.Append(@class))
            File.Delete(file);
        (await project.BuildAsync("-t:YoctoParse")).Succeeded();
    }

    [Fact]
    public async Task An_error_in_a_conf_file_is_at_its_line()
    {
        await host.RequireAsync("scarthgap");
        var layerConf = project["layer/conf/layer.conf"];
        var good = await File.ReadAllTextAsync(layerConf, TestContext.Current.CancellationToken);
        project.Write("layer/conf/layer.conf", $"this is not bitbake\n{good}");
        Assert.Equal([$"layer.conf(1,0): {CantParse}unparsed line: 'this is not bitbake'"], (await project.BuildAsync("-t:YoctoParse")).Failed().Errors);
        project.Write("layer/conf/layer.conf", good);

        project.Write("site.conf", "\nthis is not bitbake\n");
        project.Declare("""<YoctoConf Include="site.conf" />""");
        Assert.Equal([$"site.conf(2,0): {CantParse}unparsed line: 'this is not bitbake'"], (await project.BuildAsync("-t:YoctoParse")).Failed().Errors);
        project.Declare();
    }

    [Fact]
    public async Task A_missing_file_of_a_recipe_is_an_error_at_the_recipe()
    {
        await host.RequireAsync("scarthgap");
        var recipe = project.Recipe("fileless", "SRC_URI = \"file://nowhere.patch\"");

        var errors = (await project.BuildAsync("-t:YoctoParse")).Failed().Errors;
        File.Delete(recipe);

        Assert.StartsWith(
            "fileless_1.0.bb(0,0): YOCTO4006: fileless: Unable to get checksum for fileless SRC_URI entry nowhere.patch: file could not be found",
            Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_append_without_its_recipe_is_an_error_at_the_append()
    {
        await host.RequireAsync("scarthgap");
        var append = project.Write("layer/recipes/nothing_1.0.bbappend", "FOO = \"bar\"\n");

        var errors = (await project.BuildAsync("-t:YoctoParse")).Failed().Errors;
        File.Delete(append);

        Assert.Equal([$"nothing_1.0.bbappend(0,0): YOCTO4006: No recipes in default available for:\n  {append}"], errors);
    }
}
