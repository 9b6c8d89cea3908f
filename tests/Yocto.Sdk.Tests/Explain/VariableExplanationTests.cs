using Yocto.Sdk.BitBake;
using Yocto.Sdk.Configuration;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Explain;
using Yocto.Sdk.Project;
using Yocto.Sdk.Testing;
using Yocto.Sdk.Tests.Layers;

namespace Yocto.Sdk.Tests.Explain;

public sealed class VariableExplanationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ProjectOrigins _origins;
    private readonly string[] _conf;

    public VariableExplanationTests()
    {
        var project = _folder.Write("device.yoctoproj", """
            <Project Sdk="Yocto.Sdk">
              <PropertyGroup>
                <Machine>qemuarm64</Machine>
              </PropertyGroup>
              <ItemGroup>
                <YoctoPackage Include="podman" />
                <YoctoPackage Include="crun" />
                <YoctoVariable Include="FOO" Value="1" />
                <YoctoVariable Include="FOO" Append="2" />
              </ItemGroup>
            </Project>
            """);
        Origin Item(string type, string include) => new(project, type, include);
        var build = new BuildConfiguration(
            "device.yoctoproj", new("qemuarm64", new(project, "Machine")), new("poky", new(project, "Distro")), new("image"),
            [new("podman", Item("YoctoPackage", "podman")), new("crun", Item("YoctoPackage", "crun"))],
            [], [], [],
            [new("FOO", VariableOperation.Value, "1", null, Item("YoctoVariable", "FOO")), new("FOO", VariableOperation.Append, "2", null, Item("YoctoVariable", "FOO"))],
            [], null, null);
        var layers = TestLayers.WithoutCore();
        _conf = LocalConf.Of(build, layers).ToText().Split('\n');
        _origins = new ProjectOrigins(build, layers, _folder["obj/build"], project);
    }

    [Fact]
    public void The_value_is_followed_by_each_place_and_what_the_project_has_to_do_with_it()
    {
        var explained = new VariableExplained("IMAGE_INSTALL", "image", "/layers/image.bb", "base  podman crun", "${A}  podman crun",
        [
            new("/layers/core.bbclass", 7, "?=", "${A}"),
            new(_folder["obj/build/conf/local.conf"], LineOf("    crun "), ":append[pn-image]", " podman crun "),
            new(null, null, "=", "x"),
        ]);

        Assert.Equal($"""
            IMAGE_INSTALL, as the recipe image sees it:
              base podman crun

            Made by, in this order:
              /layers/core.bbclass(7)
                ?= "$A"
              obj/build/conf/local.conf({LineOf("    crun ")})
                :append[pn-image] "podman crun"
                from device.yoctoproj(6): YoctoPackage podman
                from device.yoctoproj(7): YoctoPackage crun
              bitbake
                = "x"

            Before bitbake expands it:
              $A podman crun
            """.Replace("$A", "${A}", StringComparison.Ordinal), Told(explained));
    }

    [Theory]
    [InlineData("MACHINE", "MACHINE = ", "device.yoctoproj(3): Machine")]
    [InlineData("DISTRO", "DISTRO = ", "the default of Distro: Distro")]
    public void A_property_is_named_with_its_line_or_as_a_default(string variable, string line, string origin) =>
        Assert.EndsWith($"\n    from {origin}", Told(new(variable, "image", "/image.bb", "a", "a",
            [new(_folder["obj/build/conf/local.conf"], LineOf(line), "=", "a")])), StringComparison.Ordinal);

    [Fact]
    public void What_does_not_exist_is_an_error_with_the_names_that_are_near()
    {
        Assert.Equal(
            "YOCTO4018 Nothing sets the variable 'IMAGE_INSTAL', as the recipe image sees it. Did you mean 'IMAGE_INSTALL'?",
            Refusal(new("IMAGE_INSTAL", "image", "/image.bb", Places: [], Names: ["DISTRO", "IMAGE_INSTALL"]), "image"));
        Assert.Equal(
            "YOCTO4019 There is no recipe 'imag'. Did you mean 'image'? Name one with -p:Recipe.",
            Refusal(new("FOO", Recipes: ["busybox", "image"]), "imag"));
    }

    [Fact]
    public void A_long_list_is_wrapped_and_a_long_text_cut()
    {
        var words = string.Join(' ', Enumerable.Repeat("word-of-a-list", 40));

        var lines = Told(new("A", "image", "/image.bb", words, words, [new("/a.conf", 1, "=", words)])).Split('\n');

        Assert.All(lines, l => Assert.InRange(l.Length, 0, 320));
        Assert.Equal(words, string.Join(' ', lines.Skip(1).TakeWhile(l => l.Length > 0).Select(l => l.Trim())));
        Assert.EndsWith("…\"", lines[^1], StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private int LineOf(string text) => Array.FindIndex(_conf, l => l.StartsWith(text, StringComparison.Ordinal)) + 1;

    private string Told(VariableExplained explained) => string.Join('\n', VariableExplanation.Of(explained, "image", _origins));

    private string Refusal(VariableExplained explained, string asked)
    {
        var error = Assert.Single(Assert.Throws<YoctoException>(() => VariableExplanation.Of(explained, asked, _origins)).Diagnostics);
        return $"{error.Code} {error.Message}";
    }
}
