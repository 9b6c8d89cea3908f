using Yocto.Sdk.Host;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Testing;
using Yocto.Sdk.Tests.Layers;

namespace Yocto.Sdk.Tests.Host;

/// <summary>A host in a folder: a PATH of scripts, a root with a few files of <c>/etc</c> and <c>/proc</c>.</summary>
internal sealed class FakeHost : IDisposable
{
    private static readonly string _tool = Path.Combine(SourceTree.Root, "tests/Yocto.Sdk.Tests/Host/fake-tool");

    public TemporaryFolder Folder { get; } = new();

    public bool IsRoot { get; set; } = true;

    public HostSystem System => new($"{Folder["bin"]}:/no/such/folder", Folder["root"], IsRoot);

    public string this[string relative] => Folder[relative];

    /// <summary>An executable of the host: a shell script, whose PATH is the host's own, so that builtins are all it has.</summary>
    public FakeHost Tool(string name, string script = "")
    {
        // What is executed is never written here: a process that another test starts at that moment would hold it open
        // for writing, and the kernel then refuses to execute it (ETXTBSY).
        Folder.Write($"bin/{name}.sh", script);
        if (!File.Exists(Folder[$"bin/{name}"]))
            File.CreateSymbolicLink(Folder[$"bin/{name}"], _tool);
        return this;
    }

    public FakeHost Tools(params string[] names)
    {
        foreach (var name in names)
            Tool(name);
        return this;
    }

    public FakeHost Python(string version = "3.11.2", bool locale = true) =>
        Tool("python3", $"echo {version}; echo '{(locale ? "locale" : "no locale")}'");

    public FakeHost Etc(string name, string content)
    {
        Folder.Write($"root/etc/{name}", content);
        return this;
    }

    /// <summary>A core that asks for gcc and tar (1.28 or later), and for Python 3.8.</summary>
    public RestoredLayers Layers(string bitBakeVersion = "2.8.0")
    {
        Folder.Write("layers/poky/meta/conf/bitbake.conf", "HOSTTOOLS += \" \\\n    gcc tar python3 \\\n\"\n");
        Folder.Write("layers/poky/meta/classes-global/sanity.bbclass", """
            def check_tar_version(sanity_data):
                if bb.utils.vercmp_string_op(version, "1.28", "<"):
                    return "old"
            """);
        Folder.Write("layers/poky/bitbake/lib/bb/__init__.py", "if sys.version_info < (3, 8, 0):\n    raise RuntimeError\n");
        return TestLayers.Of(TestLayers.Core(Folder["layers/poky/meta"])) with
        {
            BitBakePath = Folder["layers/poky/bitbake"],
            BitBakeVersion = bitBakeVersion,
            CorePath = Folder["layers/poky"],
        };
    }

    public void Dispose() => Folder.Dispose();
}
