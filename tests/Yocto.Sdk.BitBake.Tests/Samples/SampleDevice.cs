using System.Globalization;
using Yocto.Sdk.Checks;
using Yocto.Sdk.Emulator;
using Yocto.Sdk.Host;
using Yocto.Sdk.Outputs;

namespace Yocto.Sdk.BitBake.Tests.Samples;

/// <summary>A device in QEMU whose medium has the built image at its beginning; what it writes is there at its next boot.</summary>
public sealed class SampleDevice
{
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(15); // boards are emulated on slow machines too

    private readonly BootableImage _image;
    private readonly string _medium;

    private SampleDevice(BootableImage image, string medium) => (_image, _medium) = (image, medium);

    /// <summary>The file of its medium; absolute.</summary>
    public string Medium => _medium;

    /// <summary>Writes the project's image to a new medium.</summary>
    public static SampleDevice Flash(SampleProject project, string machine, long bytes)
    {
        var image = BootableImage.Of(BuildOutputs.Read(project[$"obj/Debug/{machine}/outputs.json"]));
        var medium = project["medium"];
        File.Copy(image.Path, medium, overwrite: true);
        using (var file = File.OpenWrite(medium))
            file.SetLength(bytes);
        return new SampleDevice(image, medium);
    }

    /// <summary>It with two more media, of which the kernel finds one before its own and one after.</summary>
    public SampleDevice Between(string before, string after)
    {
        var variables = new Dictionary<string, string>(_image.Conf.Variables, StringComparer.OrdinalIgnoreCase)
        {
            ["QB_ROOTFS_OPT"] = $"{Nvme("before", before, 16)} {Nvme("own", "@ROOTFS@", 17)},bootindex=0 {Nvme("after", after, 18)}",
            ["QB_KERNEL_ROOT"] = "/dev/nvme1n1",
        };
        return new SampleDevice(_image with { Conf = _image.Conf with { Variables = variables } }, _medium);

        static string Nvme(string name, string file, int slot) =>
            string.Create(CultureInfo.InvariantCulture, $"-drive id={name},file={file},if=none,format=raw -device nvme,serial={name},drive={name},addr={slot:x}");
    }

    /// <summary>Switches it on. The end of what is returned is as pulling the plug.</summary>
    public Task<BootedDevice> BootAsync() => BootAsync(TestContext.Current.CancellationToken);

    /// <summary>Switches it on, and off when this is cancelled.</summary>
    public async Task<BootedDevice> BootAsync(CancellationToken cancellation)
    {
        var host = HostSystem.Current();
        var program = await QemuProgram.FindAsync(_image.Conf, host, install: true, new TestOutputLog(), cancellation);
        var accelerator = await Accelerator.ChooseAsync(program, _image.Conf, host, cancellation);
        var machine = new QemuMachine(_image.Conf, _medium, _image.Type, accelerator, Snapshot: false, []);
        return await BootedDevice.BootAsync(program, machine, _limit, "debug-tweaks", cancellation);
    }

    /// <summary>Runs a script on a device and returns what it wrote; the test fails where it does.</summary>
    public static async Task<string> RunAsync(BootedDevice device, string script)
    {
        var answer = await device.RunAsync(script, _limit, TestContext.Current.CancellationToken);
        Assert.True(answer is { Code: 0 }, answer is var (code, output) ? $"exit code {code}:\n{output}" : $"no end of:\n{script}\n{device.Transcript}");
        return answer.Value.Output;
    }
}
