using Yocto.Sdk.Layers;
using Yocto.Sdk.Metadata;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Metadata;

public sealed class LayerMetadataTests : IDisposable
{
    private readonly TemporaryFolder _layer = new();

    [Theory]
    [InlineData("recipes-core/images/my-image.bb", true)]
    [InlineData("recipes-core/images/my-image_1.0.bb", true)]
    [InlineData("recipes-core/my-image/my-image_git.bb", true)]
    [InlineData("images/my-image.bb", true)]
    [InlineData("recipes-core/images/special/my-image.bb", true)]
    [InlineData("recipes-core/images/my-image-dev.bb", false)]
    [InlineData("recipes-core/images/my-image_%.bbappend", false)]
    [InlineData("recipes-core/images/.my-image.bb", false)]
    [InlineData(".git/recipes/images/my-image.bb", false)]
    public void A_recipe_is_found_wherever_a_layer_keeps_it(string file, bool found)
    {
        _layer.Write(file, "");
        var layers = new RestoredLayers("scarthgap", "/bitbake", "2.8.0", null, [], [],
            [new RestoredLayer(null, _layer["nowhere"], null, null, null), new RestoredLayer(null, _layer.Path, null, null, null)]);

        Assert.Equal(found, new LayerMetadata(layers).HasRecipe("my-image"));
    }

    public void Dispose() => _layer.Dispose();
}
