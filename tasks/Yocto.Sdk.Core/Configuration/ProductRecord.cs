using System.Text.Json.Serialization;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.Configuration;

/// <summary>What the configuration needs to know of the generated product layer, as <c>product.json</c>.</summary>
/// <param name="Layer">The layer's folder; absolute.</param>
/// <param name="Image">The image recipe that the layer has for the product.</param>
/// <param name="Configuration">Blocks for <c>local.conf</c>.</param>
internal sealed record ProductRecord(string Layer, string Image, IReadOnlyList<ConfBlock> Configuration)
{
    /// <summary>Null where the system is not updated.</summary>
    public UpdateBundle? Bundle { get; init; }

    /// <summary>Null when the project has no product layer.</summary>
    public static ProductRecord? Read(string file) => JsonFile.Read(file, ProductJson.Default.ProductRecord);

    public void Write(string file) => JsonFile.WriteIfChanged(file, this, ProductJson.Default.ProductRecord);
}

/// <summary>The update that installs the product image on a device.</summary>
/// <param name="Recipe">In the layer.</param>
/// <param name="KeyFile">The private key that signs it; absolute. Its path is all that any file of ours has of it.</param>
internal sealed record UpdateBundle(string Recipe, string KeyFile);

[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(ProductRecord))]
internal sealed partial class ProductJson : JsonSerializerContext;
