using System.Runtime.InteropServices;
using Yocto.Sdk.Testing.Containers;

namespace Yocto.Sdk.BitBake.Tests.Samples;

/// <summary>An image of the .NET that runs this test, in a registry of its own: what applications in containers start from where no other registry can be asked.</summary>
public sealed class DotnetBaseImage : IDisposable
{
    // what the runtime loads of a system
    private static readonly string[] _libraries =
        ["libc.so.6", "libdl.so.2", "libgcc_s.so.1", "libm.so.6", "libpthread.so.0", "librt.so.1", "libstdc++.so.6", "libssl.so.3", "libcrypto.so.3"];

    private readonly LoopbackRegistry _registry;

    private DotnetBaseImage(LoopbackRegistry registry) => _registry = registry;

    /// <summary>For <c>ContainerBaseImage</c>.</summary>
    public string Name => $"{_registry.Repository}:10.0";

    /// <summary>Skips the test, with the reason, where this machine's .NET is no image's.</summary>
    /// <param name="folder">Where its files go.</param>
    public static DotnetBaseImage Serve(string folder)
    {
        const string multiarch = "/lib/x86_64-linux-gnu";
        Assert.SkipUnless(RuntimeInformation.ProcessArchitecture == Architecture.X64 && Directory.Exists(multiarch), "the base image is made of the .NET and the libraries of a Debian or Ubuntu on x86-64");
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var version = Path.GetFileName(runtime);
        var root = Path.GetFullPath(Path.Combine(runtime, "../../.."));
        var files = new[] { runtime, Path.Combine(root, "shared/Microsoft.AspNetCore.App", version), Path.Combine(root, "host/fxr", version) }
            .SelectMany(f => Directory.EnumerateFiles(f, "*", SearchOption.AllDirectories))
            .Append(Path.Combine(root, "dotnet"))
            .ToDictionary(f => $"usr/share/dotnet/{Path.GetRelativePath(root, f)}", File.ReadAllBytes);
        foreach (var library in _libraries)
            files[$"usr/lib/x86_64-linux-gnu/{library}"] = File.ReadAllBytes($"{multiarch}/{library}");
        files["tmp/.keep"] = [];
        files["usr/lib64/ld-linux-x86-64.so.2"] = File.ReadAllBytes("/lib64/ld-linux-x86-64.so.2");

        var layout = new OciLayout(folder);
        var image = layout.AddImage("amd64", files,
            links: new Dictionary<string, string> { ["lib"] = "usr/lib", ["lib64"] = "usr/lib64", ["usr/bin/dotnet"] = "../share/dotnet/dotnet" },
            environment: ["ASPNETCORE_HTTP_PORTS=8080", "DOTNET_RUNNING_IN_CONTAINER=true"]); // as .NET's own
        return new DotnetBaseImage(new LoopbackRegistry(layout, "dotnet/aspnet").Tag("10.0", OciLayout.DigestOf(image)));
    }

    public void Dispose() => _registry.Dispose();
}
