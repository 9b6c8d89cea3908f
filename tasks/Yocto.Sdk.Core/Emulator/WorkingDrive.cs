using System.Numerics;
using System.Text.Json;
using Yocto.Sdk.Files;
using Yocto.Sdk.Outputs;

namespace Yocto.Sdk.Emulator;

/// <summary>
/// The drive of a device in QEMU: a copy of the image (a clone of its blocks where the file system can), since the file in
/// <c>bin/</c> may be the deployed file itself. It keeps what the device writes from one run to the next, until another
/// image is built.
/// </summary>
/// <param name="folder">The project's folder for it; absolute.</param>
public sealed class WorkingDrive(string folder)
{
    private string OriginFile => Path.Combine(folder, "origin.json");

    /// <returns>The drive's file.</returns>
    public string Of(OutputFile image, string source, bool forSdCard)
    {
        var drive = Path.Combine(folder, Path.GetFileName(source));
        var origin = JsonSerializer.Serialize(new { image.Sha256, forSdCard });
        if (File.Exists(drive) && File.Exists(OriginFile) && File.ReadAllText(OriginFile) == origin)
            return drive;

        Directory.CreateDirectory(folder);
        File.Delete(OriginFile);
        Delivery.Place(source, drive, allowHardLink: false);
        new FileInfo(drive).IsReadOnly = false;
        if (forSdCard)
            GrowToPowerOfTwo(drive);
        WholeFile.Write(OriginFile, origin);
        return drive;
    }

    /// <summary>QEMU refuses an SD card of any other size.</summary>
    public static void GrowToPowerOfTwo(string drive)
    {
        using var file = File.OpenWrite(drive);
        file.SetLength((long)BitOperations.RoundUpToPowerOf2((ulong)file.Length));
    }
}
