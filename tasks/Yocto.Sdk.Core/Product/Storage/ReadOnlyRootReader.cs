using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Product.Storage;

/// <summary>Checks whether a root that is read-only can be had.</summary>
internal static class ReadOnlyRootReader
{
    /// <param name="data">Null also where the project asks for an impossible one.</param>
    /// <param name="asksForData">Whether the project asks for a data partition, possible or not.</param>
    public static Checked<ReadOnlyRoot> Read(ReadOnlyRootSettings settings, DataPartition? data, bool asksForData)
    {
        var (readOnly, storage) = settings;
        if (readOnly is null)
            return new Checked<ReadOnlyRoot>(null, []);
        if (TrueOrFalse.Of(readOnly.Text) is not { } asked)
            return new Checked<ReadOnlyRoot>(null, [ProjectErrors.NeitherWay.At(readOnly.Origin, "YoctoReadOnlyRoot", readOnly.Text)]);
        if (asked && !asksForData)
            return new Checked<ReadOnlyRoot>(null, [StorageErrors.NothingWritable.At(readOnly.Origin)]);
        if (!asked || data is null)
            return new Checked<ReadOnlyRoot>(null, []);
        // an engine's overlays can't be on the overlay that makes /var writable
        return storage is null || data.HoldsContainers
            ? new Checked<ReadOnlyRoot>(new ReadOnlyRoot(data.MountPoint, data.FileSystem), [])
            : new Checked<ReadOnlyRoot>(null, [StorageErrors.StorageElsewhere.At(storage.Origin, storage.Text, data.MountPoint)]);
    }
}
