using Yocto.Sdk.BuildContainers;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Project;
using Yocto.Sdk.Testing;
using Yocto.Sdk.Tests.Host;
using Yocto.Sdk.Tests.Layers;

namespace Yocto.Sdk.Tests.BuildContainers;

/// <summary>A host with a podman or docker that knows one image, and whose containers are the host itself under the PATH that they are given.</summary>
internal sealed class StubEngine : IDisposable
{
    // shell builtins are all it has
    private const string Script = """
        printf '%s\n' "$*" >> "$0.calls"
        case "$1 $2" in
        "info --format={{.Store"*) echo "$0-storage/images.json";;
        "info --format={{.Security"*) echo "[name=seccomp name=rootless]";;
        "image inspect")
            case "$4" in
            yocto-build) echo sha256:1234; echo PATH=/opt/bin:/bin; echo LANG=C;;
            silent) echo sha256:5678;;
            asleep) echo 'Cannot connect to the daemon. Is it running?' >&2; exit 1;;
            *) echo "Error: inspecting object: $4: image not known" >&2; exit 125;;
            esac;;
        "run --rm")
            while [ $# -gt 0 ]; do
                case "$1" in
                --env=*=*) export "${1#--env=}";;
                --workdir=*) cd "${1#--workdir=}";;
                broken) echo 'Error: runc: no such thing' >&2; exit 126;;
                yocto-build) shift; exec "$@";;
                esac
                shift
            done;;
        esac
        """;

    private readonly FakeHost _host;
    private readonly string _program;

    public StubEngine(string program = "podman", bool asRoot = true)
    {
        _program = program;
        _host = new FakeHost { IsRoot = asRoot }.Tool(program, Script);
        Folder.Write($"bin/{program}-storage/images.json", "[]");
        Project = Folder.Write("project/device.yoctoproj", "<Project>\n<YoctoBuildContainer>x</YoctoBuildContainer>\n<YoctoBuildUser>y</YoctoBuildUser>\n</Project>");
    }

    public TemporaryFolder Folder => _host.Folder;

    public FakeHost Host => _host;

    public string Project { get; }

    public string Program => Folder[$"bin/{_program}"];

    /// <summary>What it was called with, since the last look.</summary>
    public IReadOnlyList<string> TakeCalls()
    {
        var file = $"{Program}.calls";
        string[] calls = File.Exists(file) ? File.ReadAllLines(file) : [];
        File.Delete(file);
        return calls;
    }

    /// <summary>Another image is built or fetched.</summary>
    public void ChangeImages() => Folder.Write($"bin/{_program}-storage/images.json", "[{}]");

    public Task<BuildContainer> ResolveAsync(
        string container, BuildContainer? last = null, string? buildUser = null, bool credentials = false, string? project = null) =>
        new BuildContainerResolver(_host.System, Request(container, buildUser) with
        {
            Credentials = credentials,
            ProjectDirectory = Folder[project ?? "project"],
        }).ResolveAsync(last, TestContext.Current.CancellationToken);

    public async Task<Diagnostic> RefusalAsync(string container, string? buildUser = null) =>
        Assert.Single((await Assert.ThrowsAsync<YoctoException>(() => ResolveAsync(container, buildUser: buildUser))).Diagnostics);

    public BuildContainer Container(string image = "yocto-build", bool isFolder = false, bool isRoot = false, string? path = null) =>
        new(Program, image, isFolder, "sha256:1234", null, null, path ?? Folder["inside"], isRoot, ["--user=1:1", "--volume=/a:/a"]);

    public void Dispose() => _host.Dispose();

    private BuildContainerRequest Request(string container, string? buildUser) => new(
        new Setting(container, new Origin(Project, "YoctoBuildContainer")),
        buildUser is null ? null : new Setting(buildUser, new Origin(Project, "YoctoBuildUser")),
        Folder["project"],
        TestLayers.Of(TestLayers.Core(Folder["layers/poky/meta"]), TestLayers.Own("own/", Folder["project/own"], "own")) with
        {
            Release = "zeus",
            BitBakePath = Folder["layers/poky/bitbake"],
            BitBakeVersion = "1.44.0",
            CorePath = Folder["layers/poky"],
            Series = ["zeus"],
        },
        [Folder["project/obj/build/"], Folder["downloads"]],
        [Folder["sdk/bridge"], Folder["project/site.conf"]],
        false);
}
