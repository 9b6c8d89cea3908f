using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.Flash;

/// <summary>
/// A medium that this process alone has open: it is asked, written to and read back through one descriptor, so that none can
/// take its place in between.
/// </summary>
internal sealed class Medium : IDisposable
{
    private const int ReadWrite = 2;
    // on a block device: fail if a file system or another program has claimed it, open(2)
    private const int Exclusive = 0x80;
    private const int CloseOnExec = 0x80000;
    private const int Busy = 16;
    private const nuint GetSize64 = 0x80081272;
    private const int DontNeed = 4;
    private const int BlockSize = 4 << 20;

    private readonly BlockDevice _device;
    private readonly SafeFileHandle _handle;

    private Medium(BlockDevice device, SafeFileHandle handle) => (_device, _handle) = (device, handle);

    /// <param name="device">As it was found, with its size and identity.</param>
    /// <exception cref="YoctoException">Something else uses it, or it is another medium by now.</exception>
    public static Medium Open(BlockDevice device)
    {
        var descriptor = Libc.Open(device.Path, ReadWrite | Exclusive | CloseOnExec);
        if (descriptor < 0)
        {
            var error = Marshal.GetLastPInvokeError();
            throw new YoctoException(error == Busy
                ? FlashErrors.DeviceInUse.Create(device.Path, "another program has claimed it")
                : FlashErrors.FlashFailed.Create(device.Path, $"{Marshal.GetPInvokeErrorMessage(error)}."));
        }

        var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        if (Libc.Ioctl(handle, GetSize64, out var size) == 0 && size == device.Size
            && FileStatus.NumberOf(handle) == device.Number && device.IsStillThere())
            return new Medium(device, handle);
        handle.Dispose();
        throw new YoctoException(FlashErrors.DeviceChanged.Create(device));
    }

    /// <summary>Writes parts of an image, and reads them back from the medium.</summary>
    /// <param name="progress">Told of what is done, for a person.</param>
    /// <exception cref="YoctoException">They can't be written, or come back otherwise.</exception>
    public async Task WriteAsync(string image, IReadOnlyList<ImageRange> parts, Action<string> progress, CancellationToken cancellation)
    {
        try
        {
            using var source = File.OpenHandle(image, options: FileOptions.SequentialScan);
            var written = new List<string>();
            await ForEachAsync(parts, "Written", source, async (block, offset) => await RandomAccess.WriteAsync(_handle, block, offset, cancellation), written);
            if (parts.Zip(written).FirstOrDefault(p => p.First.Sha256 is { } sum && sum != p.Second).First is { } damaged)
                throw Failure($"the image is not the one of its block map at byte {damaged.Start}. Build it again.");
            RandomAccess.FlushToDisk(_handle);
            // what is read now comes from the medium, not from memory
            _ = Libc.Fadvise(_handle, 0, 0, DontNeed);
            var read = new List<string>();
            await ForEachAsync(parts, "Verified", _handle, (_, _) => Task.CompletedTask, read);
            if (parts.Zip(written.Zip(read)).FirstOrDefault(p => p.Second.First != p.Second.Second).First is { } other)
                throw Failure($"what was written at byte {other.Start} reads back otherwise. The medium is broken.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new YoctoException(FlashErrors.FlashFailed.Create(_device.Path, e.Message), e);
        }

        async Task ForEachAsync(
            IReadOnlyList<ImageRange> parts, string word, SafeFileHandle source, Func<ReadOnlyMemory<byte>, long, Task> take, List<string> sums)
        {
            var block = new byte[BlockSize];
            var (done, all) = (0L, Math.Max(1, parts.Sum(p => p.Length)));
            foreach (var part in parts)
            {
                using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                for (long at = 0; at < part.Length;)
                {
                    var read = await RandomAccess.ReadAsync(source, block.AsMemory(0, (int)Math.Min(BlockSize, part.Length - at)), part.Start + at, cancellation);
                    if (read == 0)
                        throw Failure($"there is nothing to read at byte {part.Start + at}.");
                    hash.AppendData(block, 0, read);
                    await take(block.AsMemory(0, read), part.Start + at);
                    at += read;
                    done += read;
                    progress(string.Create(CultureInfo.InvariantCulture, $"{word}: {100.0 * done / all:0} %"));
                }

                sums.Add(Convert.ToHexStringLower(hash.GetHashAndReset()));
            }
        }
    }

    public void Dispose() => _handle.Dispose();

    private YoctoException Failure(string reason) => new(FlashErrors.FlashFailed.Create(_device.Path, reason));
}
