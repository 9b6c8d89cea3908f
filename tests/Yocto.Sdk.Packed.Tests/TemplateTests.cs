using System.Text.Json;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Packed.Tests;

/// <summary>The package is its own template's: <c>dotnet new install Yocto.Sdk</c>.</summary>
public sealed class TemplateTests(PackedSdk sdk)
{
    [Fact]
    public async Task The_choices_of_a_new_project_are_the_releases_that_the_SDK_knows_each_with_a_description()
    {
        using var user = await UserFolder.CreateAsync(sdk);
        (await user.DotnetAsync($"new install {sdk.Package}")).Succeeded();
        using var template = JsonDocument.Parse(File.ReadAllText(Path.Combine(SourceTree.Root, "sdk/templates/yoctoproj/.template.config/template.json")));
        using var releases = JsonDocument.Parse(File.ReadAllText(Path.Combine(SourceTree.Root, "tasks/Yocto.Sdk.Core/Layers/releases.json")));
        var choices = template.RootElement.GetProperty("symbols").GetProperty("release").GetProperty("choices").EnumerateArray().ToList();

        Assert.Equal(releases.RootElement.EnumerateArray().Select(r => r.GetProperty("name").GetString()), choices.Select(c => c.GetProperty("choice").GetString()));
        Assert.All(choices, c => Assert.NotEmpty(c.GetProperty("description").GetString()!));
        var help = (await user.DotnetAsync("new yoctoproj --help")).Succeeded().Output;
        Assert.Contains("Yocto Project 5.0, long-term support.", help, StringComparison.Ordinal);
        Assert.Contains("QEMU, 64-bit x86.", help, StringComparison.Ordinal);
        (await user.DotnetAsync("new yoctoproj -n Device --release scarthgab")).Failed();
    }

    [Fact]
    public async Task VS_Code_is_set_up_beside_what_the_user_has()
    {
        using var user = await UserFolder.CreateAsync(sdk);
        user.Write("all.slnx", "<Solution />");
        user.Device(file: "device/device.yoctoproj", poky: """<YoctoLayerRepository Include="poky" Url="../upstream/poky" />""");
        user.Write(".vscode/settings.json", "{\n  // mine\n  \"editor.rulers\": [120],\n}\n");

        (await user.DotnetAsync("build device -t:YoctoVSCode")).Succeeded();

        Assert.Equal([".vscode/launch.json", ".vscode/settings.json", ".vscode/tasks.json"], user.Files().Where(f => f.StartsWith(".vscode/", StringComparison.Ordinal)));
        var settings = user.Read(".vscode/settings.json");
        Assert.StartsWith("{\n  // mine\n  \"editor.rulers\": [120],\n  \"files.associations\": {", settings, StringComparison.Ordinal);
        Assert.Contains("\"${workspaceFolder}/device/obj/yoctoproj.xsd\"", settings, StringComparison.Ordinal);
        Assert.Contains("YoctoContainerEngine", user.Read("device/obj/yoctoproj.xsd"), StringComparison.Ordinal);
        (await user.DotnetAsync("build device -t:YoctoVSCode")).Succeeded();
        Assert.Equal(settings, user.Read(".vscode/settings.json"));

        user.Write(".vscode/launch.json", "{ oops }");
        Assert.Equal(["launch.json"], (await user.DotnetAsync("build device -t:YoctoVSCode")).Failed().Errors.Select(e => e[..e.IndexOf('(', StringComparison.Ordinal)]));
        Assert.Equal(settings, user.Read(".vscode/settings.json"));
    }

    [Fact]
    public async Task A_new_project_builds_what_its_options_say()
    {
        using var user = await UserFolder.CreateAsync(sdk);
        (await user.DotnetAsync($"new install {sdk.Package}")).Succeeded();

        (await user.DotnetAsync("new yoctoproj -n Device")).Succeeded();
        Assert.Equal([".gitignore", ".vscode/launch.json", ".vscode/settings.json", ".vscode/tasks.json", "Device.yoctoproj"], user.Files("Device"));
        // a new project has what the command gives to an older one, but for what needs its layers
        (await user.DotnetAsync("build -t:YoctoVSCode --no-restore", "Device")).Succeeded();
        Assert.All(["launch", "settings", "tasks"], f => Assert.Equal(
            File.ReadAllText(Path.Combine(SourceTree.Root, $"sdk/templates/yoctoproj/.vscode/{f}.json")).Replace("YoctoImage1", "Device", StringComparison.Ordinal),
            user.Read($"Device/.vscode/{f}.json")));
        Assert.Equal("bin/\nobj/\n", user.Read("Device/.gitignore"));
        Assert.Equal($"""
            <Project Sdk="Yocto.Sdk/{sdk.Version}">

              <PropertyGroup>
                <YoctoRelease>scarthgap</YoctoRelease>
                <Machine>qemuarm64</Machine>
                <Image>core-image-minimal</Image>
              </PropertyGroup>

            </Project>

            """, user.Read("Device/Device.yoctoproj"));

        (await user.DotnetAsync("new yoctoproj -n Gateway --release wrynose --machine qemux86-64")).Succeeded();
        Assert.Contains("<YoctoRelease>wrynose</YoctoRelease>\n    <Machine>qemux86-64</Machine>", user.Read("Gateway/Gateway.yoctoproj"), StringComparison.Ordinal);

        user.Write("Directory.Build.props", """
            <Project>
              <ItemGroup>
                <YoctoLayerRepository Include="poky" Url="$(MSBuildThisFileDirectory)upstream/poky" />
              </ItemGroup>
            </Project>
            """);
        (await user.DotnetAsync("build", "Device")).Succeeded();
        Assert.True(File.Exists(user["Device/bin/Debug/qemuarm64/core-image-minimal-qemuarm64.rootfs.wic"]));
    }
}
