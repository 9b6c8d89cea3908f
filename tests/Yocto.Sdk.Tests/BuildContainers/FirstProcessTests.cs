using Yocto.Sdk.BitBake;
using Yocto.Sdk.Host;
using Yocto.Sdk.Project;
using Yocto.Sdk.Testing;
using Yocto.Sdk.Tests.BitBake;

namespace Yocto.Sdk.Tests.BuildContainers;

/// <summary>The bridge as the first process of a container, with whose end all others end.</summary>
public sealed class FirstProcessTests : IDisposable, IBitBakeListener
{
    private static readonly string[] _namespace = ["unshare", "--user", "--map-root-user", "--pid", "--fork"];

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _lines = [];

    [Fact]
    public async Task The_first_process_of_a_build_container_waits_for_what_bitbake_leaves_and_hears_no_control_c()
    {
        var probe = await HostSystem.Current().RunAsync([.. _namespace, "true"], TestContext.Current.CancellationToken);
        Assert.SkipWhen(probe.ExitCode != 0, $"needs a namespace of processes: {probe.LastLine}");
        foreach (var (module, content) in new[] { ("__init__", "__version__ = '1'"), ("daemonize", "createDaemon = None"), ("main", ""), ("ui/__init__", ""), ("ui/knotty", "featureSet = []") })
            _folder.Write($"bitbake/lib/bb/{module}.py", content);
        _folder.Write("bitbake/bin/bitbake", """
            import os, signal, sys, time

            def server():
                os.setsid()
                if not os.fork():
                    time.sleep(1)
                    open("saved", "w").close()
                os._exit(0)

            os.kill(1, signal.SIGINT)
            os.fork() or server()
            sys.exit(3)
            """);
        Directory.CreateDirectory(_folder["build"]);
        var request = new BitBakeRequest(BitBakeMode.Parse, [], null, false, _folder["build"], _folder["bitbake"],
            Path.Combine(SourceTree.Root, "sdk/bridge/yocto_sdk_bridge/__main__.py"), DummyBridge.Python, new Dictionary<string, Origin>());

        var code = await new BitBakeProcess().RunAsync(
            request, new BuildIdentity(_namespace, "", ""), new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" }, this, _lines.Add);

        Assert.Equal([], _lines);
        Assert.Equal(3, code);
        Assert.True(File.Exists(_folder["build/saved"]));
    }

    void IBitBakeListener.Hear(BitBakeEvent happened)
    {
    }

    public void Dispose() => _folder.Dispose();
}
