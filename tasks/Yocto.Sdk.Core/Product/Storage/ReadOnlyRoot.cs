using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Product.Layer;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Product.Storage;

/// <summary><c>YoctoReadOnlyRoot</c>: the writable folders are overlays of the system's, on the data partition.</summary>
public static class ReadOnlyRoot
{
    public static bool IsAsked(Setting readOnly, bool hasDataPartition, ICollection<Diagnostic> problems)
    {
        var asked = TrueOrFalse.Of(readOnly.Text);
        if (asked is null)
            problems.Add(ProjectErrors.NeitherWay.At(readOnly.Origin, "YoctoReadOnlyRoot", readOnly.Text));
        else if (asked == true && !hasDataPartition)
            problems.Add(StorageErrors.NothingWritable.At(readOnly.Origin));
        return asked == true;
    }

    /// <summary>An engine's overlays can't be on the overlay that makes <c>/var</c> writable.</summary>
    public static void CheckStorage(Setting? storage, DataPartition data, ICollection<Diagnostic> problems)
    {
        if (storage is not null && !storage.Text.StartsWith(data.MountPoint + "/", StringComparison.Ordinal))
            problems.Add(StorageErrors.StorageElsewhere.At(storage.Origin, storage.Text, data.MountPoint));
    }

    public static ProductPart PartOf(DataPartition data, ProductSources sources) => new("YoctoReadOnlyRoot",
        ["writable-root"],
        [],
        [.. Template.Fill(sources.FilesOf("read-only-root"),
            ("MOUNT_POINT", data.MountPoint), ("LABEL", data.Label), ("FILE_SYSTEM", data.FileSystem))])
    {
        Image =
        [
            $"{sources.Syntax.Name("IMAGE_FEATURES", "append")} = \" read-only-rootfs\"",
            "inherit writable-root",
        ],
    };
}
