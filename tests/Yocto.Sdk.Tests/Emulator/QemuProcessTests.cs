using System.Diagnostics;
using System.Text.RegularExpressions;
using Yocto.Sdk.Files;
using Yocto.Sdk.Outputs;
using Yocto.Sdk.Tasks;
using Yocto.Sdk.Testing;
using Yocto.Sdk.Tests.Layers;

namespace Yocto.Sdk.Tests.Emulator;

public sealed class QemuProcessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>An aborted job of a build server, or the kernel when memory runs out.</summary>
    [Fact]
    public async Task A_QEMU_ends_with_the_build_that_was_killed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the kernel of Linux ends it");
        var stop = TestContext.Current.CancellationToken;
        var qemu = _folder.Write("bin/qemu-system-x86_64", $"""
            #!/bin/sh
            [ "$*" = --version ] && echo "QEMU emulator version 8.2.0" && exit
            echo $$ > '{_folder["pid"]}'
            exec sleep 600
            """);
        File.SetUnixFileMode(qemu, (UnixFileMode)Convert.ToInt32("755", 8));
        _folder.Write("checks/a.sh", "true");
        TestLayers.WithoutCore().WriteTo(_folder);
        WriteOutputs();
        _folder.Write("test.proj", $"""
            <Project>
              <UsingTask TaskName="Yocto.Sdk.Tasks.RunChecks" AssemblyFile="{typeof(RunChecks).Assembly.Location}" />
              <Target Name="Test">
                <RunChecks ProjectFile="$(MSBuildProjectFullPath)" IntermediateDirectory="{_folder.Path}" RestoredLayersFile="{_folder["layers.json"]}"
                           ChecksDirectory="{_folder["checks"]}" ResultsDirectory="{_folder["results"]}" />
              </Target>
            </Project>
            """);
        var start = new ProcessStartInfo("dotnet", ["msbuild", "-nologo", "-nodeReuse:false", _folder["test.proj"], "-t:Test"]) { RedirectStandardOutput = true };
        start.Environment["PATH"] = $"{_folder["bin"]}:{start.Environment["PATH"]}";
        using var build = Process.Start(start)!;
        var said = build.StandardOutput.ReadToEndAsync(stop);
        while (!File.Exists(_folder["pid"]) || (await File.ReadAllTextAsync(_folder["pid"], stop)).Length == 0)
        {
            Assert.False(build.HasExited, build.HasExited ? await said : "");
            await Task.Delay(50, stop);
        }

        var emulator = int.Parse(await File.ReadAllTextAsync(_folder["pid"], stop), System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(IsAlive(emulator));
        await Task.Delay(TimeSpan.FromSeconds(2), stop); // threads of the pool may have ended meanwhile
        Assert.True(IsAlive(emulator));

        build.Kill();

        for (var clock = Stopwatch.StartNew(); IsAlive(emulator); await Task.Delay(20, stop))
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), "the emulator goes on");
    }

    public void Dispose() => _folder.Dispose();

    private void WriteOutputs()
    {
        var conf = _folder.Write("deploy/q.qemuboot.conf", "[config_bsp]\nqb_system_name = qemu-system-x86_64\nqb_default_fstype = ext4\n");
        var image = _folder.Write("deploy/a.ext4", "x");
        new BuildOutputs(_folder["deploy"], "qemux86-64", [File(conf, "QemuBootConf", OutputKind.Artifact), File(image, "ext4", OutputKind.Image)],
            new Dictionary<string, FileIdentity>(), []).Write(_folder["outputs.json"]);

        static OutputFile File(string path, string type, OutputKind kind) => new(
            new DeployedFile(path, Path.GetFileName(path), kind, type, "a", "image_complete", null), "a", FileIdentity.Of(path)!, FileIdentity.Of(path)!, "");
    }

    // one that has ended stays a zombie where nobody waits for it
    private static bool IsAlive(int process) =>
        File.Exists($"/proc/{process}/stat") && !Regex.IsMatch(File.ReadAllText($"/proc/{process}/stat"), @"^\d+ \(.*\) [ZX] ");
}
