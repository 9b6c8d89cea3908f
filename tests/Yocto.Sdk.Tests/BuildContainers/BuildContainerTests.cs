using Yocto.Sdk.BitBake;
using Yocto.Sdk.BuildContainers;
using Yocto.Sdk.Host;
using Yocto.Sdk.Tests.BitBake;

namespace Yocto.Sdk.Tests.BuildContainers;

public sealed class BuildContainerTests : IDisposable, IBitBakeListener
{
    private readonly StubEngine _engine = new();
    private readonly List<BitBakeEvent> _events = [];
    private readonly List<string> _lines = [];

    [Fact]
    public void A_secret_of_the_environment_stands_on_no_command_line()
    {
        Environment.SetEnvironmentVariable("YOCTO_SDK_TEST_TOKEN", "s3cret");

        var command = _engine.Container().Run("/build", new Dictionary<string, string> { ["YOCTO_SDK_TEST_TOKEN"] = "s3cret", ["HOME"] = "/home/a b" }, ["env"]);

        Assert.Equal(
            [
                _engine.Program, "run", "--rm", "--interactive", "--log-driver=none", "--pids-limit=-1", "--network=host",
                "--security-opt=label=disable", "--security-opt=seccomp=unconfined", "--workdir=/build", "--user=1:1", "--volume=/a:/a",
                "--env=YOCTO_SDK_TEST_TOKEN", "--env=HOME=/home/a b", "--entrypoint=", "--pull=never", "yocto-build", "env",
            ], command);
    }

    [Fact]
    public void A_build_container_in_a_folder_writes_nothing_into_it() =>
        Assert.Equal(["--entrypoint=", "--rootfs", "/srv/rootfs:O", "env"],
            _engine.Container("/srv/rootfs", isFolder: true).Run("/build", new Dictionary<string, string>(), ["env"]).TakeLast(4));

    [Fact]
    public void Root_in_a_build_container_becomes_a_mapped_user()
    {
        var account = new BuildIdentity(["setpriv", "--reuid=1"], "builder", "/srv/builder");

        Assert.Equal((BuildIdentity.MappedUser, "builder", "/srv/builder"), Parts(_engine.Container(isRoot: true).Identify(account)));
        Assert.Equal(([], "builder", "/srv/builder"), Parts(_engine.Container().Identify(account)));

        static (IReadOnlyList<string>, string, string) Parts(BuildIdentity i) => (i.LaunchPrefix, i.User, i.Home);
    }

    [Fact]
    public void A_build_container_comes_back_from_its_file_as_it_was()
    {
        var file = _engine.Folder["obj/build-container.json"];
        Assert.Null(BuildContainer.Read(file));
        Assert.Null(BuildContainer.Read(null));

        _engine.Container().Write(file);

        Assert.Equivalent(_engine.Container(), BuildContainer.Read(file), strict: true);
    }

    [Fact]
    public async Task Bitbake_runs_in_a_build_container_with_events_and_interrupts()
    {
        var request = DummyBridge.Request(_engine.Folder, """
            say(os.getcwd() + " " + os.environ["LC_ALL"])
            tell("start", bitbake="1.44.0", python="3.9", pid=2)
            say(sys.stdin.readline().strip())
            tell("exit", code=3)
            sys.exit(3)
            """) with { Container = _engine.Container() };
        var process = new BitBakeProcess();
        process.Interrupt();

        var code = await process.RunAsync(
            request, new BuildIdentity([], "", ""), new Dictionary<string, string> { ["LC_ALL"] = "C.UTF-8" }, this, _lines.Add);

        Assert.Equal(3, code);
        Assert.Equal([new BridgeStarted("1.44.0", "3.9", 2), new BridgeEnded(3)], _events);
        Assert.Equal([$"{_engine.Folder["build"]} C.UTF-8", "interrupt"], _lines);
        Assert.Contains($" yocto-build {request.Python} {request.BridgeFile} ", Assert.Single(_engine.TakeCalls()), StringComparison.Ordinal);
    }

    void IBitBakeListener.Hear(BitBakeEvent happened) => _events.Add(happened);

    public void Dispose() => _engine.Dispose();
}
