using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Emulator;
using Yocto.Sdk.Files;
using Yocto.Sdk.Flash;
using Yocto.Sdk.Outputs;

namespace Yocto.Sdk.Tasks;

/// <summary>Writes the image of a whole medium to a removable one, and reads it back.</summary>
public sealed class FlashImage : BuildTask
{
    /// <summary>For example <c>/dev/sdb</c>.</summary>
    public string Device { get; set; } = "";

    protected override async Task RunAsync(CancellationToken cancellation)
    {
        var outputs = BuildOutputs.Read(Folder.Outputs) is { Files.Count: > 0 } built ? built : throw new YoctoException(RunErrors.NotBuilt.Create());
        var image = ImageOf(outputs);
        var medium = MediumOf(new FileInfo(outputs.PathOf(image.Deployed.Name)).Length);
        Status($"Writing {image.Deployed.Name} to {medium}");
        var file = outputs.PathOf(image.Deployed.Name);
        using (var open = Medium.Open(medium))
        {
            var parts = BlockMap.Read(image.Deployed.Bmap is { } bmap ? outputs.PathOf(bmap) : null, new FileInfo(file).Length);
            await open.WriteAsync(file, parts, Progress, cancellation);
        }

        Status($"The image is on {medium.Path}, which you can remove now");
    }

    private static OutputFile ImageOf(BuildOutputs outputs) =>
        outputs.Files.FirstOrDefault(f => f.Deployed.Kind == OutputKind.Image && QemuMachine.IsWholeMedium(f.Deployed.Type))
        ?? throw new YoctoException(FlashErrors.NothingToFlash.Create(string.Join(", ",
            outputs.Files.Where(f => f.Deployed.Kind == OutputKind.Image).Select(f => f.Deployed.Type))));

    private BlockDevice MediumOf(long size)
    {
        var media = BlockDevice.Removable("/");
        var known = media.Count == 0 ? " This machine has no removable medium." : $" This machine has: {string.Join(", ", media)}.";
        if (Device.Length == 0)
            throw new YoctoException(FlashErrors.DeviceUnset.Create(known));
        // /dev/disk/by-id/… is the safe way to name one
        var path = FolderPath.Resolve(Path.GetFullPath(Device)) ?? Device;
        var medium = media.FirstOrDefault(m => m.Path == path) ?? throw new YoctoException(FlashErrors.NoSuchDevice.Create(Device, known));
        if (medium.Uses.Count > 0)
            throw new YoctoException(FlashErrors.DeviceInUse.Create(medium.Path, string.Join(", ", medium.Uses)));
        return medium.Size >= size ? medium : throw new YoctoException(FlashErrors.DeviceTooSmall.Create(medium.Path, medium.Size, size));
    }
}
