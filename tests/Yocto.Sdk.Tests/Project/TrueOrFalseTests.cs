using Yocto.Sdk.Project;

namespace Yocto.Sdk.Tests.Project;

public sealed class TrueOrFalseTests
{
    [Theory]
    [InlineData("true", true)]
    [InlineData("True", true)]
    [InlineData(" on ", true)]
    [InlineData("yes", true)]
    [InlineData("", false)]
    [InlineData("false", false)]
    [InlineData("OFF", false)]
    [InlineData("no", false)]
    [InlineData("perhaps", null)]
    [InlineData("1", null)]
    [InlineData("true;false", null)]
    public void A_switch_is_on_or_off_or_not_a_switch(string value, bool? on) => Assert.Equal(on, TrueOrFalse.Of(value));
}
