using Yocto.Sdk.Emulator;

namespace Yocto.Sdk.Tests.Emulator;

public sealed class AcceleratorTests
{
    [Theory]
    [InlineData("/usr/bin/qemu-system-x86_64", "7.2", "tcg,thread=single")]
    [InlineData("/usr/bin/qemu-system-i386", "8.1", "tcg,thread=single")]
    [InlineData("/usr/bin/qemu-system-x86_64", "8.2", "tcg")]
    [InlineData("/usr/bin/qemu-system-x86_64", "10.0", "tcg")]
    [InlineData("/usr/bin/qemu-system-x86_64", null, "tcg,thread=single")]
    [InlineData("/usr/bin/qemu-system-arm", "7.2", "tcg")]
    public void Emulated_x86_processors_share_a_thread_where_QEMU_is_old(string qemu, string? version, string accelerator) =>
        Assert.Equal(accelerator, Accelerator.Emulation(qemu, version is null ? null : Version.Parse(version)));
}
