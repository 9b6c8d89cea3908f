using System.Runtime.InteropServices;
using System.Text;

namespace Yocto.Sdk.Files;

/// <summary>A name in a folder, in bytes as Linux has it: it need not be text. And the status of what it names, of a link the link's own.</summary>
/// <param name="Name">Without the byte 0 at its end.</param>
internal sealed record FolderEntry(byte[] Name, FileStatus Status)
{
    // of readdir(3)'s record, where file sizes have 64 bits
    private const int NameOffset = 19;

    private const int NotPermitted = 1, NotThere = 2, NotAccessible = 13, NotAFolder = 20;

    /// <summary>In the order of the names' bytes. None where the folder can't be read, or is gone meanwhile.</summary>
    /// <param name="folder">Its path in bytes, which a byte 0 ends.</param>
    /// <exception cref="IOException">The file system fails.</exception>
    public static unsafe List<FolderEntry> In(byte[] folder)
    {
        var entries = new List<FolderEntry>();
        var stream = Libc.OpenFolder(folder);
        if (stream == 0)
        {
            var error = Marshal.GetLastPInvokeError();
            return error is NotPermitted or NotThere or NotAccessible or NotAFolder
                ? entries
                : throw new IOException($"{Encoding.UTF8.GetString(folder).Split('\0')[0]}: {Marshal.GetPInvokeErrorMessage(error)}");
        }

        var descriptor = Libc.DescriptorOf(stream);
        for (nint record; (record = Libc.ReadFolder(stream)) != 0;)
        {
            var name = MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)record + NameOffset);
            if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8) && FileStatus.In(descriptor, name, follow: false) is { } status)
                entries.Add(new FolderEntry(name.ToArray(), status));
        }

        _ = Libc.CloseFolder(stream);
        entries.Sort((one, other) => one.Name.AsSpan().SequenceCompareTo(other.Name));
        return entries;
    }
}
