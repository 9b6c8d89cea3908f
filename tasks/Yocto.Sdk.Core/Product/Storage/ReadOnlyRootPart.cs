using Yocto.Sdk.Product.Layer;

namespace Yocto.Sdk.Product.Storage;

/// <summary>What a root that is read-only adds to the product.</summary>
internal static class ReadOnlyRootPart
{
    public static ProductPart Of(ReadOnlyRoot root, ProductSources sources) => new("YoctoReadOnlyRoot",
        ["writable-root"],
        [],
        [.. Template.Fill(sources.FilesOf("read-only-root"),
            ("MOUNT_POINT", root.MountPoint), ("FILE_SYSTEM", root.FileSystem))])
    {
        Image =
        [
            $"{sources.Syntax.Name("IMAGE_FEATURES", "append")} = \" read-only-rootfs\"",
            "inherit writable-root",
        ],
    };
}
