using Yocto.Sdk.Product.Layer;

namespace Yocto.Sdk.Tests.Product.Layer;

public sealed class TemplateTests
{
    [Fact]
    public void Names_in_a_template_get_their_values_in_paths_and_texts()
    {
        var filled = Fill(new LayerFile("files/@NAME@.env", "@USER@ of @NAME@, fsck@@DEVICE_UNIT@"), ("NAME", "agent"), ("USER", "nobody"), ("DEVICE_UNIT", "dev"));

        Assert.Equal(new LayerFile("files/agent.env", "nobody of agent, fsck@dev"), filled);
    }

    [Fact]
    public void A_value_in_a_template_is_taken_as_it_is() =>
        Assert.Equal("@NAME@ @OTHER@", Fill(new LayerFile("a", "@ARGUMENTS@"), ("ARGUMENTS", "@NAME@ @OTHER@"), ("NAME", "agent")).Text);

    [Fact]
    public void What_is_for_the_recipe_and_what_is_no_name_stays_in_a_template() =>
        Assert.Equal("@libdir@ a@B.c @ @@", Fill(new LayerFile("a", "@libdir@ a@B.c @ @@")).Text);

    [Theory]
    [InlineData("@NAEM@.bb", "")]
    [InlineData("agent.bb", "exec @NAEM@")]
    public void A_name_in_a_template_without_a_value_is_refused(string path, string text)
    {
        var refused = Assert.Throws<InvalidOperationException>(() => Fill(new LayerFile(path, text), ("NAME", "agent")));

        Assert.Equal($"The template {path} has @NAEM@, which nobody fills in.", refused.Message);
    }

    private static LayerFile Fill(LayerFile file, params (string Name, string Value)[] values) => Assert.Single(Template.Fill([file], values));
}
