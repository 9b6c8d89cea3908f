namespace Yocto.Sdk.Files;

/// <summary>Tells a failure for want of room from others, where a program did not say so.</summary>
internal static class DiskSpace
{
    private const long Little = 1 << 20;

    public static bool IsUsedUp(string folder) => new DriveInfo(folder).AvailableFreeSpace < Little;
}
