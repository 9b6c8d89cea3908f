using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Emulator;
using Yocto.Sdk.Tests.Diagnostics;
using Yocto.Sdk.Tests.Host;

namespace Yocto.Sdk.Tests.Emulator;

public sealed class QemuProgramTests : IDisposable
{
    private readonly FakeHost _host = new();
    private readonly RecordingLog _log = new();

    [Fact]
    public async Task The_QEMU_of_the_builds_sysroot_comes_before_that_of_the_path()
    {
        var built = _host.Tools("qemu-system-arm", "built/qemu-system-arm")["bin/built/qemu-system-arm"];

        Assert.Equal(built, await FindAsync(install: false));

        File.Delete(built);
        Assert.Equal(_host["bin/qemu-system-arm"], await FindAsync(install: false));
    }

    [Fact]
    public async Task A_missing_QEMU_is_installed_when_the_project_says_so()
    {
        _host.Etc("os-release", "ID=debian").Tool("apt-get", $": > '{_host["bin/qemu-system-arm"]}'; chmod 755 '{_host["bin/qemu-system-arm"]}'");
        File.CreateSymbolicLink(_host["bin/chmod"], "/bin/chmod");

        var error = Assert.Single((await Assert.ThrowsAsync<YoctoException>(() => FindAsync(install: false))).Diagnostics);

        Assert.Equal("YOCTO5404", error.Code);
        Assert.EndsWith("Install QEMU: apt-get update && apt-get install -y --no-install-recommends qemu-system-arm.", error.Message);
        Assert.Equal(_host["bin/qemu-system-arm"], await FindAsync(install: true));
        Assert.Equal(["Running apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends qemu-system-arm"], _log.Lines);
    }

    [Theory]
    [InlineData("/bin/sh")]
    [InlineData("../../bin/sh")]
    [InlineData("sh")]
    [InlineData("qemu-system-arm/../../sh")]
    [InlineData("")]
    public async Task A_program_that_is_no_QEMU_is_not_run(string name)
    {
        var error = Assert.Single((await Assert.ThrowsAsync<YoctoException>(() => FindAsync(install: false, name))).Diagnostics);

        Assert.Equal(("YOCTO5425", $"'{name}' is not the name of a QEMU program. Set QB_SYSTEM_NAME of the machine to one, for example qemu-system-aarch64."),
            (error.Code, error.Message));
    }

    public void Dispose() => _host.Dispose();

    private Task<string> FindAsync(bool install, string name = "qemu-system-arm") => QemuProgram.FindAsync(
        QemuBootConf.Parse($"[config_bsp]\nqb_system_name = {name}\nstaging_bindir_native = built", _host["bin"]),
        _host.System, install, _log, TestContext.Current.CancellationToken);
}
