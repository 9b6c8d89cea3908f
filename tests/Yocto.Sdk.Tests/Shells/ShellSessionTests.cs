using Yocto.Sdk.BitBake;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Host;
using Yocto.Sdk.Shells;
using Yocto.Sdk.Testing;
using Yocto.Sdk.Tests.Diagnostics;
using Yocto.Sdk.Tests.Layers;

namespace Yocto.Sdk.Tests.Shells;

public sealed class ShellSessionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RecordingLog _log = new();

    public ShellSessionTests()
    {
        Directory.CreateDirectory(_folder["build"]);
        TestLayers.WithoutCore().WriteTo(_folder);
    }

    [Fact]
    public async Task A_command_has_the_builds_environment_and_its_exit_code_is_the_sessions()
    {
        var code = await RunAsync("sh", "-c", "{ pwd; echo $BUILDDIR $BB_SERVER_TIMEOUT $SECRET_OF_MINE; command -v bitbake; } > said; exit 7");

        Assert.Equal(7, code);
        Assert.Equal(
            [_folder["build"], $"{_folder["build"]} 0", _folder["build/yocto-sdk/shell/bin/bitbake"]], File.ReadAllLines(_folder["build/said"]));
        Assert.Equal(127, await RunAsync("no-such-command"));
    }

    [Fact]
    public async Task A_build_waits_for_the_shell_and_one_in_the_shell_is_an_error()
    {
        var session = RunAsync("sh", "-c", "touch begun; while ! [ -e go ]; do sleep 0.05; done");
        while (!File.Exists(_folder["build/begun"]))
            await Task.Delay(10, TestContext.Current.CancellationToken);

        var build = BuildDirectoryLock.AcquireAsync(_folder["build"], _log, TestContext.Current.CancellationToken);
        while (_log.Lines.Count == 0)
            await Task.Delay(10, TestContext.Current.CancellationToken);
        Assert.Matches($"^Waiting for process {Environment.ProcessId} of .*, which has a shell open in {_folder["build"]}\\.$", _log.Lines[0]);

        // the environment of this shell, as a build in it has it
        Environment.SetEnvironmentVariable("BUILDDIR", _folder["build"]);
        var inner = await Assert.ThrowsAsync<YoctoException>(
            () => BuildDirectoryLock.AcquireAsync(_folder["build"], _log, TestContext.Current.CancellationToken));
        Environment.SetEnvironmentVariable("BUILDDIR", null);
        Assert.Equal("YOCTO4016", Assert.Single(inner.Diagnostics).Code);
        _folder.Write("build/go", "");

        Assert.Equal(0, await session);
        (await build).Dispose();
    }

    public void Dispose() => _folder.Dispose();

    private Task<int> RunAsync(params string[] command) => ShellSession.RunAsync(
        new ShellRequest(
            "device qemuarm64", _folder["layers.json"], _folder["build"], _folder["bridge/__main__.py"], "python3", "",
            new RootConfinement("/none", ["/"]), null),
        command, _log, hasTerminal: false);
}
