using Yocto.Sdk.BitBake;
using Yocto.Sdk.Configuration;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Outputs;
using Yocto.Sdk.Stamp;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Files;

/// <summary>The records between the phases: whatever became of their files, the next build makes them anew.</summary>
public sealed class JsonFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\0\0\0\0")]
    public void A_record_that_can_not_be_read_is_null(string? content)
    {
        var file = content is null ? _folder["missing/record.json"] : _folder.Write("record.json", content);

        Assert.Null(BuildResult.Read(file));
        Assert.Null(BuildOutputs.Read(file));
        Assert.Null(ReleaseRecord.Read(file));
        Assert.Null(BuildStamp.Read(file));
        Assert.Null(ProductRecord.Read(file));
        Assert.Equal(
            $"The layers are not restored ({file} {(content is null ? "is missing" : "is damaged")}). Run dotnet restore.",
            Assert.Single(Assert.Throws<YoctoException>(() => RestoredLayers.Read(file)).Diagnostics).Message);
    }

    [Fact]
    public void A_build_result_comes_back_from_its_file_as_it_was()
    {
        var result = new BuildResult("qemuarm64", [new BuiltTarget("virtual/kernel", "linux-yocto", "/l/linux.bb", new Dictionary<string, string> { ["PN"] = "linux-yocto" })],
            new Dictionary<string, string> { ["TMPDIR"] = "/tmp dir\n\"" }, ["a (AUTOREV)"]);

        result.Write(_folder["build-result.json"]);

        Assert.Equivalent(result, BuildResult.Read(_folder["build-result.json"]), strict: true);
    }

    [Fact]
    public void The_products_record_comes_back_from_its_file_as_it_was()
    {
        var product = new ProductRecord("/p/obj/meta-p", "p-image", [new ConfBlock("YoctoContainerEngine", ["A = \"b\"", "C:append = \" d\""])])
        {
            Bundle = new UpdateBundle("p-update", "/p/key.pem"),
        };

        product.Write(_folder["product.json"]);

        Assert.Equivalent(product, ProductRecord.Read(_folder["product.json"]), strict: true);
    }

    [Fact]
    public void Restored_layers_come_back_from_their_file_as_they_were()
    {
        var layers = new RestoredLayers("scarthgap", "/l/poky/bitbake", "2.8.0", null, ["scarthgap", "styhead"],
            [new RestoredRepository("poky", "https://example.com/poky", new string('a', 40), "/l/poky")],
            [new RestoredLayer(null, "/l/poky/meta", "core", null, "poky"), new RestoredLayer("a/", "/p/a", null, -3, null)]);

        var file = _folder.Write("yocto.layers.json", layers.ToJson());

        Assert.Equivalent(layers, RestoredLayers.Read(file), strict: true);
    }

    public void Dispose() => _folder.Dispose();
}
