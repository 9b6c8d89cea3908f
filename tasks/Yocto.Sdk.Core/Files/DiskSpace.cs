namespace Yocto.Sdk.Files;

/// <summary>Recognises a failure because of a full disk that the program did not report.</summary>
internal static class DiskSpace
{
    private const long Little = 1 << 20;

    public static bool IsUsedUp(string folder) => new DriveInfo(folder).AvailableFreeSpace < Little;
}
