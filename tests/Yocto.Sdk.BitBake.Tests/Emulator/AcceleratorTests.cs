using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Emulator;
using Yocto.Sdk.Host;

namespace Yocto.Sdk.BitBake.Tests.Emulator;

public sealed class AcceleratorTests
{
    /// <summary>Where KVM does not, a probe that nothing could run would look right.</summary>
    [Fact]
    public async Task A_processor_that_runs_everything_runs_the_probe_for_KVM()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var conf = QemuBootConf.Parse("qb_system_name = qemu-system-x86_64", "/");
        string qemu;
        try
        {
            qemu = await QemuProgram.FindAsync(conf, HostSystem.Current(), install: true, new TestOutputLog(), cancellation);
        }
        catch (YoctoException e)
        {
            Assert.Skip(e.Message);
            return;
        }

        Assert.True(await Accelerator.RunsX86Async(qemu, "tcg", TimeSpan.FromMinutes(1), cancellation));
    }
}
