using System.Text.Json;
using Yocto.Sdk.BitBake;

namespace Yocto.Sdk.Tests.BitBake;

public sealed class BitBakeRequestTests
{
    [Theory]
    [InlineData(BitBakeMode.Build, null, false, "a b")]
    [InlineData(BitBakeMode.Build, "fetch", true, "--continue --cmd fetch a b")]
    [InlineData(BitBakeMode.Build, "", false, "a b")]
    [InlineData(BitBakeMode.DryRun, "do_build", false, "--dry-run --cmd do_build a b")]
    [InlineData(BitBakeMode.Parse, "fetch", true, "--parse-only")]
    public void The_arguments_of_a_request_are_bitbakes_own(BitBakeMode mode, string? task, bool keepGoing, string arguments) =>
        Assert.Equal(arguments, string.Join(' ', new BitBakeRequest(mode, ["a", "b"], task, keepGoing, "", "", "", "", new Dictionary<string, Yocto.Sdk.Project.Origin>()).Arguments));

    [Theory]
    [InlineData(BitBakeMode.Parse)]
    [InlineData(BitBakeMode.DryRun)]
    public void A_request_that_builds_nothing_asks_for_no_variable(BitBakeMode mode) => Assert.Equal("{}", BuildQuestions.For(mode));

    [Fact]
    public void A_build_is_asked_for_each_variable_once()
    {
        var asked = JsonDocument.Parse(BuildQuestions.For(BitBakeMode.Build)).RootElement;

        Assert.Equal(BuildQuestions.Variables, asked.GetProperty("variables").EnumerateArray().Select(v => v.GetString()));
        Assert.Equal(BuildQuestions.RecipeVariables, asked.GetProperty("recipeVariables").EnumerateArray().Select(v => v.GetString()));
        Assert.Distinct(BuildQuestions.Variables);
        Assert.Distinct(BuildQuestions.RecipeVariables);
    }
}
