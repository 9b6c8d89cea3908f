using Yocto.Sdk.Device.Run;

namespace Yocto.Sdk.Tests.Device.Run;

public sealed class AcceleratorTests
{
    [Theory]
    [InlineData(null, "tcg,thread=single")]
    [InlineData("7.2", "tcg,thread=single")]
    [InlineData("8.2", "tcg")]
    [InlineData("10.0", "tcg")]
    public void Emulated_processors_have_threads_of_their_own_where_QEMU_is_reliable_with_them(string? qemu, string accelerator) =>
        Assert.Equal(accelerator, Accelerator.Emulation(qemu is null ? null : Version.Parse(qemu)));
}
