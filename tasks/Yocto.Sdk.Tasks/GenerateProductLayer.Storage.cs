using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Product.Containers;
using Yocto.Sdk.Product.Layer;
using Yocto.Sdk.Product.Storage;

namespace Yocto.Sdk.Tasks;

/// <summary>The part that reads the data partition and the read-only root.</summary>
public sealed partial class GenerateProductLayer
{
    /// <summary>Its mount point; a path on the device.</summary>
    public string DataPartition { get; set; } = "";

    /// <summary>In the image: <c>128M</c>.</summary>
    public string DataPartitionSize { get; set; } = "";

    public string DataPartitionLabel { get; set; } = "";

    public string DataPartitionFileSystem { get; set; } = "";

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public string ReadOnlyRoot { get; set; } = "";

    /// <summary>Whether the project sets one, valid or not.</summary>
    private bool HasDataPartition => Property("YoctoDataPartition", DataPartition) is not null;

    private DataPartition? ReadDataPartition(List<Diagnostic> problems) => Product.Storage.DataPartition.Of(
        Property("YoctoDataPartition", DataPartition),
        Property("YoctoDataPartitionSize", DataPartitionSize),
        Property("YoctoDataPartitionLabel", DataPartitionLabel),
        Property("YoctoDataPartitionFileSystem", DataPartitionFileSystem),
        ContainerStorage.StartsWith($"{DataPartition}/", StringComparison.Ordinal) ? PreloadedImages.RoomOf(Preloaded) : 0,
        problems);

    private IEnumerable<ProductPart> StorageParts(DataPartition? data, ProductSources sources, List<Diagnostic> problems)
    {
        if (data is not null)
            yield return data.PartOf(ImageRecipeName, sources);
        if (Property("YoctoReadOnlyRoot", ReadOnlyRoot) is { } readOnly
            && Product.Storage.ReadOnlyRoot.IsAsked(readOnly, HasDataPartition, problems) && data is not null)
        {
            Product.Storage.ReadOnlyRoot.CheckStorage(Property("YoctoContainerStorage", ContainerStorage), data, problems);
            yield return Product.Storage.ReadOnlyRoot.PartOf(data, sources);
        }
    }
}
