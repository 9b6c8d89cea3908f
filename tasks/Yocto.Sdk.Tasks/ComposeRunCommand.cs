using CliWrap.Builders;
using Microsoft.Build.Framework;
using Yocto.Sdk.Emulator;
using Yocto.Sdk.Files;
using Yocto.Sdk.Host;
using Yocto.Sdk.Outputs;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Tasks;

/// <summary>Tells <c>dotnet run</c> the command that boots the image in QEMU.</summary>
public sealed class ComposeRunCommand : BuildTask
{
    public string Snapshot { get; set; } = "";

    public string InstallHostTools { get; set; } = "";

    /// <summary>Items <c>YoctoPortForward</c>.</summary>
    public ITaskItem[] PortForwards { get; set; } = [];

    [Output]
    public string Command { get; set; } = "";

    [Output]
    public string Arguments { get; set; } = "";

    protected override async Task RunAsync(CancellationToken cancellation)
    {
        var ports = DevicePorts.Read(PortForwards.Select(i => (i.ItemSpec, (Origin?)OriginOf(i, "YoctoPortForward"))));
        var snapshot = IsOn("YoctoSnapshot", Snapshot);
        var install = IsOn("YoctoInstallHostTools", InstallHostTools);
        var host = HostSystem.Current();
        // the account has made the emulator and the settings
        var account = Account;
        var launchPrefix = AccountPrefix;
        var image = BootableImage.Of(BuildOutputs.Read(Folder.Outputs), account);
        var program = await QemuProgram.FindAsync(image.Conf, host, install, this, cancellation);
        var accelerator = await Accelerator.ChooseAsync(program, image.Conf, host, cancellation, launchPrefix);
        var machine = new QemuMachine(image.Conf, DriveOf(image, snapshot, account), image.Type, accelerator, snapshot, ports);

        Status($"Booting {image.File.Deployed.Name} in {Path.GetFileName(program)} ({(accelerator == Accelerator.Kvm ? "KVM" : "emulated, because KVM does not work here")}"
            + $"{(snapshot ? ", changes are discarded" : "")}); press Ctrl+A X to end it");
        foreach (var port in ports)
            Status($"  {port}");
        IReadOnlyList<string> command = [.. launchPrefix, program, .. machine.Arguments];
        Command = host.Find(command[0]) ?? command[0];
        Arguments = new ArgumentsBuilder().Add(command.Skip(1)).Build();
    }

    private string DriveOf(BootableImage image, bool snapshot, FileAccount? account)
    {
        if (snapshot && !image.IsSdCard)
            return image.Path;
        var drive = new WorkingDrive(Folder.Run).Of(image.File, image.Path, image.IsSdCard);
        account?.Give(drive);
        return drive;
    }
}
