namespace Yocto.Sdk.Product.Storage;

/// <summary><c>YoctoReadOnlyRoot</c>: the writable folders are overlays of the system's, on the data partition.</summary>
/// <param name="MountPoint">Of the data partition.</param>
/// <param name="FileSystem">Its type.</param>
internal sealed record ReadOnlyRoot(string MountPoint, string FileSystem);
