using System.Buffers.Binary;

namespace Yocto.Sdk.Emulator;

/// <summary>The partition table at the head of an image of a whole medium: MBR or GPT.</summary>
internal static class PartitionTable
{
    private const int Sector = 512;
    private const uint SmallestEntry = 128;
    private const byte Protective = 0xee;
    private const byte LinuxType = 0x83;

    // "Linux filesystem data" and the root partitions of the Discoverable Partitions Specification for ARM and x86
    private static readonly Guid[] _linuxTypes =
    [
        new("0fc63daf-8483-4772-8e79-3d69d8477de4"),
        new("69dad710-2ce4-4e3c-b16c-21a1d49abed3"),
        new("b921b045-1df0-41c3-af44-4c6f280d3fae"),
        new("44479540-f297-41b2-9af7-d131d5f0458a"),
        new("4f68bce3-e8cd-4db1-96e7-fbcaf984b709"),
    ];

    /// <summary>The number of the first partition with a Linux file system, by the types alone; 1 if none has such a type.</summary>
    public static int FirstLinuxPartition(string image)
    {
        using var file = File.OpenRead(image);
        var head = new byte[Sector * 34];
        var length = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (length < Sector || head[510] != 0x55 || head[511] != 0xaa)
            return 1;
        if (head[446 + 4] == Protective && length == head.Length)
            return FirstOfGpt(head);
        for (var entry = 0; entry < 4; entry++)
        {
            if (head[446 + (16 * entry) + 4] == LinuxType)
                return entry + 1;
        }

        return 1;
    }

    // UEFI specification 5.3: the entries' place, number and size stand in the header
    private static int FirstOfGpt(byte[] head)
    {
        var header = head.AsSpan(Sector);
        var start = BinaryPrimitives.ReadUInt64LittleEndian(header[72..]);
        var count = BinaryPrimitives.ReadUInt32LittleEndian(header[80..]);
        var size = BinaryPrimitives.ReadUInt32LittleEndian(header[84..]);
        // in a damaged header they are anything
        if (start >= (ulong)(head.Length / Sector) || size < SmallestEntry)
            return 1;
        var at = (long)start * Sector;
        for (var entry = 0; entry < count && at + size <= head.Length; entry++, at += size)
        {
            if (_linuxTypes.Contains(new Guid(head.AsSpan((int)at, 16))))
                return entry + 1;
        }

        return 1;
    }
}
