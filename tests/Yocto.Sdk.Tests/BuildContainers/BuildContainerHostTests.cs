using System.Diagnostics;
using Yocto.Sdk.BuildContainers;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Host;
using Yocto.Sdk.Tests.Host;

namespace Yocto.Sdk.Tests.BuildContainers;

public sealed class BuildContainerHostTests : IDisposable
{
    private readonly StubEngine _engine = new();
    private readonly FakeHost _inside = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_commands_of_a_build_container_are_found_and_run_one_after_another_in_one_container()
    {
        _inside.Tool("gcc", "printf '%s|' \"$@\"; echo; echo words >&2; exit 3").Tool("mute", "");
        await using var system = await StartAsync();

        Assert.Equal(_inside["bin/gcc"], system.Find("gcc"));
        Assert.Equal(_inside["bin/gcc"], system.Find(_inside["bin/gcc"]));
        Assert.Null(system.Find("tar"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(n => system.RunAsync(["gcc", "a b", "it's", $"{n}\nline"], Stop)));
        Assert.Equal(Enumerable.Range(0, 4).Select(n => new HostSystem.Answer(3, $"a b|it's|{n}\nline|\nwords", "")), answers);
        Assert.Equal(new HostSystem.Answer(0, "", ""), await system.RunAsync(["mute"], Stop));
        Assert.Equal(127, (await system.RunAsync(["no-such"], Stop)).ExitCode);
        Assert.Single(_engine.TakeCalls());
    }

    [Fact]
    public async Task A_build_container_is_checked_as_the_host_is()
    {
        _inside.Python("3.12.1", locale: false).Tool("tar", "echo tar 1.20");
        var layers = _inside.Layers("1.44.0");
        await using var system = await StartAsync();

        var result = await new HostCheck(system, layers).RunAsync(_inside["build"], [new HostTool("mcopy")], null, null, 0, Stop);

        // and then what to install, which depends on the distribution of whoever runs this test
        const string container = "The build container yocto-build";
        string[] messages =
        [
            $"{container} lacks gcc, which OpenEmbedded needs. ",
            $"{container} lacks mcopy, which a YoctoHostTool item requires. ",
            $"{_inside["bin/python3"]} of the build container yocto-build is Python 3.12.1, but bitbake 1.44.0 needs 3.9 or older. ",
            $"{container} lacks the locale en_US.UTF-8, which bitbake needs. ",
            "tar of the build container yocto-build is version 1.20, but OpenEmbedded needs 1.28 or newer. ",
        ];
        Assert.Equal(messages.Length, result.Problems.Count);
        Assert.All(messages.Zip(result.Problems), p => Assert.StartsWith(p.First, p.Second.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_build_container_lacks_comes_with_a_new_image()
    {
        await using var image = await StartAsync();

        Assert.Equal("Rebuild it with 'dotnet build -t:YoctoMakeBuildContainer', or run in your own Containerfile: apt-get install x.", image.AdviceToRun("apt-get install x"));
        Assert.False(image.WantsSudo);
    }

    [Fact]
    public async Task A_question_that_hangs_does_not_keep_a_cancelled_build()
    {
        _inside.Tool("hang", "/bin/sleep 60");
        var system = await StartAsync();
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var clock = Stopwatch.StartNew();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => system.RunAsync(["hang"], cancel.Token));
        await system.DisposeAsync();

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task An_engine_that_can_not_start_a_build_container_says_why()
    {
        var failure = await Assert.ThrowsAsync<YoctoException>(() => BuildContainerHost.StartAsync(_engine.Container("broken"), _inside.Folder.Path, Stop));

        Assert.Equal(
            new Diagnostic("YOCTO2035", Severity.Error, "podman can't run the build container broken: Error: runc: no such thing"),
            Assert.Single(failure.Diagnostics));
    }

    public void Dispose()
    {
        _engine.Dispose();
        _inside.Dispose();
    }

    private Task<BuildContainerHost> StartAsync() =>
        BuildContainerHost.StartAsync(_engine.Container(path: $"{_inside["bin"]}:/no/such/folder"), _inside.Folder.Path, Stop);
}
