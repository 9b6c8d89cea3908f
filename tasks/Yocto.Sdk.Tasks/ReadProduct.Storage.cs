using Yocto.Sdk.Product.Storage;

namespace Yocto.Sdk.Tasks;

/// <summary>The part that reads the data partition and the read-only root.</summary>
public sealed partial class ReadProduct
{
    /// <summary>Its mount point; a path on the device.</summary>
    public string DataPartition { get; set; } = "";

    /// <summary>In the image: <c>128M</c>.</summary>
    public string DataPartitionSize { get; set; } = "";

    public string DataPartitionLabel { get; set; } = "";

    public string DataPartitionFileSystem { get; set; } = "";

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public string ReadOnlyRoot { get; set; } = "";

    private DataPartitionSettings ReadDataPartition() => new(
        Property("YoctoDataPartition", DataPartition),
        Property("YoctoDataPartitionSize", DataPartitionSize),
        Property("YoctoDataPartitionLabel", DataPartitionLabel),
        Property("YoctoDataPartitionFileSystem", DataPartitionFileSystem),
        Property("YoctoContainerStorage", ContainerStorage));

    private ReadOnlyRootSettings ReadReadOnlyRoot() => new(
        Property("YoctoReadOnlyRoot", ReadOnlyRoot),
        Property("YoctoContainerStorage", ContainerStorage));
}
