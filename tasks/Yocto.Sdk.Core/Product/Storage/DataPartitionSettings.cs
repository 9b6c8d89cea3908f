using Yocto.Sdk.Project;

namespace Yocto.Sdk.Product.Storage;

/// <summary>What a project says of its data partition, as it is written; null where it says nothing.</summary>
/// <param name="ContainerStorage">Where the device's engine keeps images.</param>
internal sealed record DataPartitionSettings(
    Setting? MountPoint, Setting? Size, Setting? Label, Setting? FileSystem, Setting? ContainerStorage)
{
    /// <summary>Those that need a partition.</summary>
    public IEnumerable<(string Property, Setting Value)> OfPartition() =>
        from setting in ((string, Setting?)[])
        [
            ("YoctoDataPartitionSize", Size), ("YoctoDataPartitionLabel", Label), ("YoctoDataPartitionFileSystem", FileSystem),
        ]
        where setting.Item2 is not null
        select (setting.Item1, setting.Item2);
}
