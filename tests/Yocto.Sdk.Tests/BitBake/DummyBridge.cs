using Yocto.Sdk.BitBake;
using Yocto.Sdk.Host;
using Yocto.Sdk.Project;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.BitBake;

/// <summary>A few lines of Python in place of the bridge and of the bitbake behind it.</summary>
internal static class DummyBridge
{
    private const string Prelude = """
        import json, os, sys, time

        def tell(kind, **fields):
            print(json.dumps(dict(fields, kind=kind)), flush=True)

        def say(text):
            print(text, file=sys.stderr, flush=True)

        """;

    public static string Python
    {
        get
        {
            // the distribution's own first: what a version manager puts on the PATH is a script that changes the environment
            var python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : HostSystem.Current().Find("python3");
            Assert.SkipWhen(python is null, "python3 is not on the PATH");
            return python!;
        }
    }

    public static string Write(TemporaryFolder folder, string body) => folder.Write("bridge.py", Prelude + body);

    public static BitBakeRequest Request(TemporaryFolder folder, string body)
    {
        Directory.CreateDirectory(folder["build"]);
        return new BitBakeRequest(BitBakeMode.Build, ["core-image-minimal"], null, false, folder["build"], folder["bitbake"],
            Write(folder, body), Python, new Dictionary<string, Origin>());
    }
}
