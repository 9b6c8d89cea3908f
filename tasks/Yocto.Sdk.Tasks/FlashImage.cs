using System.Globalization;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Emulator;
using Yocto.Sdk.Flash;
using Yocto.Sdk.Host;
using Yocto.Sdk.Outputs;

namespace Yocto.Sdk.Tasks;

/// <summary>Writes the image of a whole medium to a removable one, by <c>bmaptool</c> where it is installed, which reads it back.</summary>
public sealed class FlashImage : BuildTask
{
    private const int BlockSize = 4 << 20;

    /// <summary>For example <c>/dev/sdb</c>.</summary>
    public string Device { get; set; } = "";

    protected override async Task RunAsync(CancellationToken cancellation)
    {
        var outputs = BuildOutputs.Read(Folder.Outputs) is { Files.Count: > 0 } built ? built : throw new YoctoException(RunErrors.NotBuilt.Create());
        var image = ImageOf(outputs);
        var medium = MediumOf(new FileInfo(outputs.PathOf(image.Deployed.Name)).Length);
        Status($"Writing {image.Deployed.Name} to {medium}");
        await WriteAsync(outputs, image, medium.Path, cancellation);
        Status($"The image is on {medium.Path}, which you can remove now");
    }

    private static OutputFile ImageOf(BuildOutputs outputs) =>
        outputs.Files.FirstOrDefault(f => f.Deployed.Kind == OutputKind.Image && QemuMachine.IsWholeMedium(f.Deployed.Type))
        ?? throw new YoctoException(RunErrors.NothingToFlash.Create(string.Join(", ",
            outputs.Files.Where(f => f.Deployed.Kind == OutputKind.Image).Select(f => f.Deployed.Type))));

    private BlockDevice MediumOf(long size)
    {
        var media = BlockDevice.Removable("/");
        var known = media.Count == 0 ? " This machine has no removable medium." : $" This machine has: {string.Join(", ", media)}.";
        if (Device.Length == 0)
            throw new YoctoException(RunErrors.DeviceUnset.Create(known));
        // /dev/disk/by-id/… is the safe way to name one
        var path = File.ResolveLinkTarget(Device, returnFinalTarget: true)?.FullName ?? Device;
        var medium = media.FirstOrDefault(m => m.Path == path) ?? throw new YoctoException(RunErrors.NoSuchDevice.Create(Device, known));
        if (medium.Uses.Count > 0)
            throw new YoctoException(RunErrors.DeviceInUse.Create(medium.Path, string.Join(", ", medium.Uses)));
        return medium.Size >= size ? medium : throw new YoctoException(RunErrors.DeviceTooSmall.Create(medium.Path, medium.Size, size));
    }

    private async Task WriteAsync(BuildOutputs outputs, OutputFile image, string device, CancellationToken cancellation)
    {
        var host = HostSystem.Current();
        var source = outputs.PathOf(image.Deployed.Name);
        if (host.Find("bmaptool") is { } bmaptool && image.Deployed.Bmap is { } bmap)
        {
            var answer = await host.RunAsync([bmaptool, "copy", "--bmap", outputs.PathOf(bmap), source, device], cancellation);
            Detail(answer.Output + answer.Error);
            if (answer.ExitCode != 0)
                throw new YoctoException(RunErrors.FlashFailed.Create(device, answer.LastLine));
            return;
        }

        try
        {
            await CopyAsync(source, device, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new YoctoException(RunErrors.FlashFailed.Create(device, e.Message), e);
        }
    }

    private async Task CopyAsync(string source, string device, CancellationToken cancellation)
    {
        await using var from = File.OpenRead(source);
        await using var to = new FileStream(device, FileMode.Open, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[BlockSize];
        for (int read; (read = await from.ReadAsync(block, cancellation)) > 0;)
        {
            await to.WriteAsync(block.AsMemory(0, read), cancellation);
            Progress(string.Create(CultureInfo.InvariantCulture, $"Written: {100.0 * from.Position / from.Length:0} %"));
        }

        to.Flush(flushToDisk: true);
    }
}
