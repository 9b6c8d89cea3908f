using Yocto.Sdk.Emulator;
using Yocto.Sdk.Files;
using Yocto.Sdk.Outputs;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Emulator;

public sealed class WorkingDriveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void The_first_run_makes_the_drive_and_the_next_keeps_it_until_another_image_is_built()
    {
        var source = _folder.Write("bin/image.wic", "built");
        var drives = new WorkingDrive(_folder["obj/run"]);

        var drive = drives.Of(ImageOf("0"), source, forSdCard: false);
        Assert.Equal("built", File.ReadAllText(drive));

        File.WriteAllText(drive, "written by the device");
        Assert.Equal("written by the device", File.ReadAllText(drives.Of(ImageOf("0"), source, forSdCard: false)));
        Assert.Equal("built", File.ReadAllText(drives.Of(ImageOf("1"), source, forSdCard: false)));
    }

    public void Dispose() => _folder.Dispose();

    private static OutputFile ImageOf(string sha256)
    {
        var identity = new FileIdentity(1, 1, 1);
        var deployed = new DeployedFile("/deploy/image.wic", "image.wic", OutputKind.Image, "wic", "core-image-minimal", "image_complete", null, null, null);
        return new OutputFile(deployed, "core-image-minimal", identity, identity, sha256);
    }
}
