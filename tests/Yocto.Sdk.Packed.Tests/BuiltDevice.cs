using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Packed.Tests;

/// <summary>A project with a layer of its own and a host tool of its own, built once: each test leaves it built.</summary>
public sealed class BuiltDevice(PackedSdk sdk) : IAsyncLifetime
{
    /// <summary>The project's items, in lines 7 to 10.</summary>
    public const string Items = """
        <YoctoLayer Include="layers/meta-product/" />
            <YoctoConf Include="conf/site.conf" />
            <YoctoHostTool Include="sign-image" />
            <YoctoVariable Include="GREETING" Value="hello" />
        """;

    public UserFolder User { get; private set; } = null!;

    public string Deploy => User["obj/Debug/qemuarm64/build/tmp/deploy/images/qemuarm64"];

    public async ValueTask InitializeAsync()
    {
        User = await UserFolder.CreateAsync(sdk);
        User.Device(items: Items);
        User.Write("layers/meta-product/conf/layer.conf", UpstreamRepository.LayerConf("product"));
        User.Write("layers/meta-product/recipes-product/hello_1.0.bb", "SUMMARY = \"Says hello\"\n");
        User.Write("conf/site.conf", "SITE = \"here\"\n");
        foreach (var tool in (string[])["git", "python3", "sign-image"])
            Tool(tool, tool == "sign-image" ? "#!/bin/sh\n" : $"#!/bin/sh\necho {tool} >> {User["starts"]}\nPATH=\"{Environment.GetEnvironmentVariable("PATH")}\" exec {tool} \"$@\"\n");
        (await BuildAsync()).Succeeded();
    }

    /// <summary>Builds with a PATH that begins with the folder of the tools.</summary>
    public Task<DotnetRun> BuildAsync(string arguments = "", params (string Name, string? Value)[] environment) =>
        User.DotnetAsync($"build {arguments}", "", [("PATH", $"{User["tools"]}:{Environment.GetEnvironmentVariable("PATH")}"), .. environment]);

    /// <summary>The git and python3 processes that were started since the last call.</summary>
    public string Starts()
    {
        var starts = File.Exists(User["starts"]) ? User.Read("starts") : "";
        File.Delete(User["starts"]);
        return starts;
    }

    public void Tool(string name, string text) => File.SetUnixFileMode(User.Write($"tools/{name}", text),
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

    public ValueTask DisposeAsync()
    {
        User?.Dispose();
        return ValueTask.CompletedTask;
    }
}
