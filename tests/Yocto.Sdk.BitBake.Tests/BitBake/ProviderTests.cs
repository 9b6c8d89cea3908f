namespace Yocto.Sdk.BitBake.Tests.BitBake;

/// <summary>What no recipe provides is an error at the line of the project that asks for it, or at the recipe that does.</summary>
public sealed class ProviderTests : IClassFixture<TinyScarthgap>
{
    private const string Advice = "Correct the name, or add the layer that has it as a YoctoLayer.";
    private readonly PreparedHost _host;
    private readonly TinyScarthgap _project;

    public ProviderTests(PreparedHost host, TinyScarthgap project)
    {
        (_host, _project) = (host, project);
        project.Recipe("helmet", "PACKAGES = \"helmet helmet-visor\"");
        project.Recipe("image", "IMAGE_INSTALL ?= \"helmet\"\nRDEPENDS:${PN} = \"${IMAGE_INSTALL}\"");
        project.Recipe("incompatible", "COMPATIBLE_MACHINE = \"qemuarm64\"");
    }

    [Fact]
    public async Task A_package_is_missed_at_its_item_and_the_nearest_are_named()
    {
        await _host.RequireAsync("scarthgap");
        _project.Declare("""<YoctoPackage Include="helmet;helmet-vizor" />""", "<Image>image</Image>");

        var build = (await _project.BuildAsync()).Failed();

        Assert.Equal(
            [
                $"{_project.PlaceOf("YoctoPackage")}: YOCTO4004: No recipe in the project's layers provides the package helmet-vizor, "
                + $"which {_project["layer/recipes/image_1.0.bb"]} needs. Did you mean helmet-visor? {Advice}",
            ],
            build.Errors);
    }

    [Fact]
    public async Task Every_missing_target_is_named_when_the_build_keeps_going()
    {
        await _host.RequireAsync("scarthgap");
        _project.Declare(properties: "<Image>hello</Image><YoctoTarget>helo;hello;no-such-thing</YoctoTarget><YoctoKeepGoing>true</YoctoKeepGoing>");

        var build = (await _project.BuildAsync()).Failed();

        var place = _project.PlaceOf("YoctoTarget");
        Assert.Equal(
            [
                $"{place}: YOCTO4004: No recipe in the project's layers provides the recipe helo. Did you mean hello? {Advice}",
                $"{place}: YOCTO4004: No recipe in the project's layers provides the recipe no-such-thing. {Advice}",
            ],
            build.Errors);
    }

    [Fact]
    public async Task What_a_recipe_needs_is_missed_at_the_recipe()
    {
        await _host.RequireAsync("scarthgap");
        var recipe = _project.Recipe("needy", "DEPENDS = \"no-such-thing\"");
        _project.Declare(properties: "<Image>needy</Image>");

        var build = (await _project.BuildAsync()).Failed();

        Assert.Equal(
            [$"needy_1.0.bb(0,0): YOCTO4004: No recipe in the project's layers provides the recipe no-such-thing, which {recipe} needs. {Advice}"],
            build.Errors);
    }

    [Fact]
    public async Task A_recipe_for_another_machine_is_refused_with_that_reason()
    {
        await _host.RequireAsync("scarthgap");
        _project.Declare(properties: "<Image>incompatible</Image>");

        var build = (await _project.BuildAsync()).Failed();

        Assert.Equal(
            [
                $"{_project.PlaceOf("Image")}: YOCTO4005: The recipe incompatible can't be built in this configuration: "
                + "incompatible was skipped: incompatible with machine qemux86-64 (not in COMPATIBLE_MACHINE)",
            ],
            build.Errors);
    }
}
