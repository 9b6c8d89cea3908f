using Yocto.Sdk.BitBake;
using Yocto.Sdk.Host;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.BitBake;

public sealed class BitBakeProcessTests : IDisposable, IBitBakeListener
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<BitBakeEvent> _events = [];
    private readonly List<string> _lines = [];
    private readonly BitBakeProcess _process = new();

    [Fact]
    public async Task Events_go_to_the_listener_and_all_other_lines_to_people()
    {
        var code = await RunAsync("""
            tell("start", bitbake="2.8.0", python="3.11", pid=1)
            print("NOTE: from a server's print")
            say("WARNING: grüße")
            tell("exit", code=3)
            sys.exit(3)
            """);

        Assert.Equal(3, code);
        Assert.Equal([new BridgeStarted("2.8.0", "3.11", 1), new BridgeEnded(3)], _events);
        Assert.Equal(["NOTE: from a server's print", "WARNING: grüße"], _lines.Order());
        Assert.Equal(_lines, _process.LastLines);
    }

    [Fact]
    public async Task The_bridge_runs_in_the_build_directory_with_bitbakes_arguments_and_nothing_of_our_environment()
    {
        Environment.SetEnvironmentVariable("YOCTO_SDK_TEST_LEAK", "x");

        await RunAsync("""
            say(os.getcwd())
            say(" ".join(sys.argv[1:2] + sys.argv[3:]))
            say(sys.argv[2][:14])
            say(",".join(sorted(os.environ)))
            """, new() { ["PATH"] = "/usr/bin:/bin", ["LC_ALL"] = "C.UTF-8", ["B"] = "b c" });

        Assert.Equal([_folder["build"], $"{_folder["bitbake"]} core-image-minimal", "{\"variables\":[", "B,LC_ALL,PATH"], _lines);
    }

    [Fact]
    public async Task The_launch_prefix_of_an_identity_starts_the_bridge()
    {
        await RunAsync("say(os.environ['WHO'])", identity: new BuildIdentity(["env", "WHO=somebody"], "", ""));

        Assert.Equal(["somebody"], _lines);
    }

    [Fact]
    public async Task Only_the_last_lines_of_the_bridge_are_kept()
    {
        await RunAsync("""
            for n in range(100): say(n)
            """);

        Assert.Equal(100, _lines.Count);
        Assert.Equal(Enumerable.Range(60, 40).Select(n => $"{n}"), _process.LastLines);
    }

    [Fact]
    public async Task Interrupts_arrive_at_the_bridge_as_often_as_they_are_given()
    {
        _process.Interrupt();
        _process.Interrupt();

        await RunAsync("""
            for level in (1, 2):
                say(sys.stdin.readline().strip())
                tell("interrupted", level=level)
            """);

        Assert.Equal(["interrupt", "interrupt"], _lines);
        Assert.Equal([new InterruptArrived(1), new InterruptArrived(2)], _events);
    }

    [Fact]
    public async Task An_interrupt_after_the_end_of_the_bridge_does_nothing()
    {
        Assert.Equal(0, await RunAsync("pass"));

        _process.Interrupt();
    }

    void IBitBakeListener.Hear(BitBakeEvent happened) => _events.Add(happened);

    public void Dispose() => _folder.Dispose();

    private Task<int> RunAsync(string body, Dictionary<string, string>? environment = null, BuildIdentity? identity = null) =>
        _process.RunAsync(
            DummyBridge.Request(_folder, body), identity ?? new BuildIdentity([], "", ""),
            environment ?? new() { ["PATH"] = "/usr/bin:/bin", ["LC_ALL"] = "C.UTF-8" }, this, _lines.Add);
}
