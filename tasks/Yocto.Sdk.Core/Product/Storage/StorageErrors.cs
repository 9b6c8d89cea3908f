using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Product.Storage;

/// <summary>Codes 52xx: the data partition and the read-only root.</summary>
public static class StorageErrors
{
    public static readonly DiagnosticDescriptor BadMountPoint = new("YOCTO5201",
        "A data partition can't be mounted at '{0}': {1}. Write a folder of its own, /data say.");

    public static readonly DiagnosticDescriptor BadSize = new("YOCTO5202",
        "'{0}' is no size of a data partition: write a number of at least {1}M with the unit M or G, {2} say.");

    public static readonly DiagnosticDescriptor BadLabel = new("YOCTO5203",
        "'{0}' can't be the label of a file system: it takes 1 to 16 letters, digits, '-', '_' and '.'.");

    public static readonly DiagnosticDescriptor BadFileSystem = new("YOCTO5204",
        "A data partition can't have the file system '{0}'. YoctoDataPartitionFileSystem is {1}.");

    public static readonly DiagnosticDescriptor NoDataPartition = new("YOCTO5205",
        "{0} says how a data partition is to be, and the project has none. Set YoctoDataPartition to its mount point, /data say.");

    public static readonly DiagnosticDescriptor NothingWritable = new("YOCTO5206",
        "With a read-only root, what the device writes lies on the data partition, and the project has none. "
        + "Set YoctoDataPartition to its mount point, /data say.");

    public static readonly DiagnosticDescriptor StorageElsewhere = new("YOCTO5208",
        "With a read-only root, the containers' storage lies on the data partition: '{0}' is not below {1}. "
        + "Leave YoctoContainerStorage out, or write a folder there.");

    public static readonly DiagnosticDescriptor TooSmall = new("YOCTO5209",
        "The data partition has {0} in the image, and the preloaded containers take {1}M of it while they are loaded: they start only "
        + "where the medium lets it grow, and not by dotnet run and dotnet test. Leave YoctoDataPartitionSize out, or write {2}.",
        Severity.Warning);
}
