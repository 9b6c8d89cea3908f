using System.Text.RegularExpressions;
using Yocto.Sdk.Checks;
using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Tests.Checks;

public sealed class SerialConsoleTests
{
    [Theory]
    [InlineData("echo qemu: no such machine >&2; exit 1", "sh ended with code 1: qemu: no such machine")]
    [InlineData("printf '\\033[1mbooting\\033[0m\\r\\n[ 1.2] init\\r\\n'; exit 139", "sh ended with code 139: it gave no reason.", "  | booting", "  | [ 1.2] init")]
    public async Task A_QEMU_that_ends_is_told_with_what_it_and_the_device_said_last(string script, params string[] message)
    {
        await using var console = new SerialConsole("/bin/sh", ["-c", script]);

        var error = await Assert.ThrowsAsync<YoctoException>(() =>
            console.ExpectAsync(new Regex("login: "), TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));

        Assert.Equal($"YOCTO5407: {string.Join(Environment.NewLine, message)}", error.Message);
    }
}
