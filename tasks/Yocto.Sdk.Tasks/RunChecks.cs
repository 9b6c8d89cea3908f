using System.Globalization;
using Microsoft.Build.Framework;
using Yocto.Sdk.Checks;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Emulator;
using Yocto.Sdk.Host;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Outputs;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Tasks;

/// <summary>Boots the image in QEMU, runs the project's checks on it and writes their results as TRX.</summary>
public sealed class RunChecks : BuildTask
{
    private static readonly TimeSpan _usual = TimeSpan.FromMinutes(5);

    [Required]
    public string RestoredLayersFile { get; set; } = "";

    /// <summary>The folder of the checks; absolute.</summary>
    [Required]
    public string ChecksDirectory { get; set; } = "";

    /// <summary>Where the TRX file goes; absolute.</summary>
    [Required]
    public string ResultsDirectory { get; set; } = "";

    public ITaskItem[] PortForwards { get; set; } = [];

    public string InstallHostTools { get; set; } = "";

    /// <summary>Seconds that a boot, or one check, may take; five minutes unless set.</summary>
    public string Timeout { get; set; } = "";

    public string Filter { get; set; } = "";

    /// <summary>Name the checks and run none.</summary>
    public bool ListOnly { get; set; }

    protected override async Task RunAsync(CancellationToken cancellation)
    {
        IReadOnlyList<DeviceCheck> checks = [.. DeviceCheckFolder.Read(ChecksDirectory).Where(Filter)];
        if (ListOnly)
        {
            foreach (var check in checks)
                Status($"    {check.Name}");
            return;
        }

        if (checks.Count == 0)
            throw new YoctoException(RunErrors.NoChecks.Create(ChecksDirectory));
        var outputs = BuildOutputs.Read(Folder.Outputs);
        var image = BootableImage.Of(outputs, Account);
        var ports = DevicePorts.OnFreePorts([
            .. DevicePorts.Read(PortForwards.Select(i => (i.ItemSpec, (Origin?)OriginOf(i, "YoctoPortForward")))),
            .. checks.OfType<HttpProbe>().Select(p => new PortForward(p.GuestPort, p.GuestPort, "tcp"))]);
        var results = await RunAsync(image, checks, ports, cancellation);
        await ReportAsync(results, $"{Path.GetFileNameWithoutExtension(ProjectFile)}_{outputs!.Machine}", cancellation);
    }

    private async Task<IReadOnlyList<DeviceCheckResult>> RunAsync(
        BootableImage image, IReadOnlyList<DeviceCheck> checks, IReadOnlyList<PortForward> ports, CancellationToken cancellation)
    {
        var limit = Limit();
        var host = HostSystem.Current();
        // the account has made the emulator and the settings
        var launchPrefix = AccountPrefix;
        var program = await QemuProgram.FindAsync(image.Conf, host, IsOn("YoctoInstallHostTools", InstallHostTools), this, cancellation);
        var accelerator = await Accelerator.ChooseAsync(program, image.Conf, host, cancellation, launchPrefix);
        var drive = image.IsSdCard ? new WorkingDrive(Folder.Run).Of(image.File, image.Path, forSdCard: true) : image.Path;
        var machine = new QemuMachine(image.Conf, drive, image.Type, accelerator, Snapshot: true, ports);
        Status($"Booting {image.File.Deployed.Name} in {Path.GetFileName(program)}");
        await using var device = await BootedDevice.BootAsync(program, machine, limit, RestoredLayers.Read(RestoredLayersFile).Facts.LoginFeatures, cancellation, launchPrefix);

        var run = new DeviceCheckRun(device, ports, limit);
        List<DeviceCheckResult> results = [];
        foreach (var check in checks)
        {
            Progress(check.Name);
            results.Add(await run.RunAsync(check, cancellation));
            Status(string.Create(CultureInfo.InvariantCulture,
                $"  {results[^1].Outcome} {check.Name} [{results[^1].Duration.TotalSeconds:0.0} s]"));
            Detail(results[^1].Output);
        }

        Detail(device.Transcript);
        return results;
    }

    private async Task ReportAsync(IReadOnlyList<DeviceCheckResult> results, string name, CancellationToken cancellation)
    {
        var file = Path.Combine(ResultsDirectory, $"{name}.trx");
        await TrxReport.WriteAsync(file, name, results, cancellation);
        foreach (var failed in results.Where(r => r.Outcome == CheckOutcome.Failed))
            Report(RunErrors.CheckFailed.At(failed.Check.Location, failed.Check.Name, Tail(failed.Output)));
        Status($"{results.Count(r => r.Outcome == CheckOutcome.Passed)} checks passed, "
            + $"{results.Count(r => r.Outcome == CheckOutcome.Failed)} failed, {results.Count(r => r.Outcome == CheckOutcome.Skipped)} skipped: {file}");
    }

    private static string Tail(string output) =>
        output.Trim() is { Length: > 0 } text
            ? ":" + text.Split('\n').TakeLast(15).Quoted()
            : ".";

    private TimeSpan Limit() =>
        Timeout.Length == 0 ? _usual
        : double.TryParse(Timeout, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds > 0 ? TimeSpan.FromSeconds(seconds)
        : throw new YoctoException(RunErrors.BadTimeout.At(OriginOf("YoctoTestTimeout"), Timeout));
}
