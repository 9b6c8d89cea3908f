using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Product.Storage;

/// <summary>Codes 52xx: the data partition and the read-only root.</summary>
internal static class StorageErrors
{
    public static readonly DiagnosticDescriptor BadMountPoint = new("YOCTO5201",
        "A data partition can't be mounted at '{0}': {1}. Use a separate folder, for example /data.");

    public static readonly DiagnosticDescriptor BadSize = new("YOCTO5202",
        "'{0}' is not a size of a data partition. Write a number with the unit M or G, at least {1}M, for example {2}.");

    public static readonly DiagnosticDescriptor BadLabel = new("YOCTO5203",
        "'{0}' can't be the label of a file system. Use 1 to 16 letters, digits, '-', '_' and '.'.");

    public static readonly DiagnosticDescriptor BadFileSystem = new("YOCTO5204",
        "A data partition can't have the file system '{0}'. Set YoctoDataPartitionFileSystem to {1}.");

    public static readonly DiagnosticDescriptor NoDataPartition = new("YOCTO5205",
        "{0} is set, but the project has no data partition. Set YoctoDataPartition to its mount point, for example /data.");

    public static readonly DiagnosticDescriptor NothingWritable = new("YOCTO5206",
        "A read-only root needs a data partition for what the device writes, but the project has none. "
        + "Set YoctoDataPartition to its mount point, for example /data.");

    public static readonly DiagnosticDescriptor StorageElsewhere = new("YOCTO5208",
        "With a read-only root, the containers' storage must be on the data partition, but '{0}' is not below {1}. "
        + "Remove YoctoContainerStorage, or set it to a folder there.");

    public static readonly DiagnosticDescriptor TooSmall = new("YOCTO5209",
        "The data partition has {0} in the image, but the preloaded containers need {1}M while they are loaded. They only start "
        + "if the partition can grow on its medium, so not in dotnet run and dotnet test. Remove YoctoDataPartitionSize, or set it to {2}.",
        Severity.Warning);
}
