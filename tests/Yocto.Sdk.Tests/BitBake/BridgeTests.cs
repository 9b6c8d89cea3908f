using Yocto.Sdk.Host;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.BitBake;

public sealed class BridgeTests
{
    /// <summary>In <c>tests/bridge</c>: <c>PYTHONPATH=sdk/bridge python3 -B -m unittest discover tests/bridge</c>.</summary>
    [Fact]
    public async Task The_bridges_tests_in_Python_pass()
    {
        var answer = await HostSystem.Current().RunAsync(
            [DummyBridge.Python, "-B", "-m", "unittest", "discover", Path.Combine(SourceTree.Root, "tests/bridge")],
            TestContext.Current.CancellationToken,
            new Dictionary<string, string?> { ["PYTHONPATH"] = Path.Combine(SourceTree.Root, "sdk/bridge") });

        Assert.True(answer.ExitCode == 0, answer.Error);
        Assert.Matches(@"Ran [1-9]\d+ tests", answer.Error);
    }
}
