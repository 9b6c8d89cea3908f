using Yocto.Sdk.Testing;
using Yocto.Sdk.Testing.Containers;

namespace Yocto.Sdk.Packed.Tests;

/// <summary>C# projects that the device runs: published for its processor by the real .NET SDK, put into the product layer.</summary>
public sealed class ApplicationTests(PackedSdk sdk)
{
    private const string Settings = "<YoctoRelease>scarthgap</YoctoRelease><Machine>qemuarm64</Machine><Image>core-image-minimal</Image>"
        + "<YoctoContainerEngine>podman</YoctoContainerEngine>";

    private const string Layer = "device/obj/Debug/qemuarm64/meta-device";

    [Fact]
    public async Task A_native_application_is_published_for_the_machine_and_becomes_a_recipe()
    {
        using var user = await UserAsync("""<ProjectReference Include="../Agent/Agent.csproj" YoctoDeploy="native" Environment="LEVEL=3" />""");
        CSharp(user, "Agent");

        var built = (await user.DotnetAsync("build device -t:YoctoProduct")).Succeeded();

        Assert.Empty(built.Warnings);
        var recipe = $"{Layer}/recipes-applications/application-agent";
        var files = user.Files(recipe);
        Assert.Equal(
            ["application-agent.bb", "application-agent.inc", "files/agent.init", "files/agent.service", "files/publish/Agent", "files/publish/Agent.dll"],
            files.Where(f => !f.StartsWith("files/publish/", StringComparison.Ordinal) || f.Contains("/Agent", StringComparison.Ordinal))
                .Except(["files/publish/Agent.deps.json", "files/publish/Agent.runtimeconfig.json"]));
        Assert.Equal(183, MachineOf(user[$"{recipe}/files/publish/Agent"]));
        Assert.Equal(183, MachineOf(user[$"{recipe}/files/publish/libcoreclr.so"]));
        Assert.DoesNotContain(files, f => f.EndsWith(".pdb", StringComparison.Ordinal) || f.EndsWith(".dbg", StringComparison.Ordinal));
        Assert.Equal(["agent/Agent.pdb"], user.Files("device/bin/Debug/qemuarm64/symbols"));
        Assert.Contains(" LEVEL=3\nExecStart=@libdir@/agent/Agent ", user.Read($"{recipe}/files/agent.service"), StringComparison.Ordinal);
        Assert.Contains("application-agent", user.Read($"{Layer}/recipes-product/images/device-image.bb"), StringComparison.Ordinal);
        // its own build knows nothing of all that
        Assert.False(Directory.Exists(user["Agent/bin"]));
    }

    [Fact]
    public async Task An_application_in_a_container_is_the_same_image_until_its_source_changes()
    {
        using var upstream = new TemporaryFolder();
        var layout = new OciLayout(upstream["layout"]);
        var image = layout.AddImage("arm64", new Dictionary<string, byte[]> { ["etc/base"] = "base"u8.ToArray() });
        using var registry = new LoopbackRegistry(layout, "base").Tag("1", OciLayout.DigestOf(image));
        using var user = await UserAsync("""<ProjectReference Include="../Web/Web.csproj" YoctoDeploy="container" Ports="8080:80" Volumes="data:/data" />""");
        CSharp(user, "Web", $"<ContainerBaseImage>{registry.Repository}:1</ContainerBaseImage><ContainerRepository>web</ContainerRepository>");
        var service = $"{Layer}/recipes-applications/application-web/files/web.service";
        var archive = user[$"{Layer}/recipes-containers/container-web/files/web.oci.tar"];

        (await user.DotnetAsync("build device -t:YoctoProduct")).Succeeded();

        Assert.Contains(
            "ExecStart=/usr/bin/podman run --rm --name web -p 8080:80 -v data:/data localhost/web:latest",
            user.Read(service), StringComparison.Ordinal);
        var first = await File.ReadAllBytesAsync(archive, TestContext.Current.CancellationToken);
        var asked = registry.Requests.Count;

        (await user.DotnetAsync("build device -t:YoctoProduct")).Succeeded();
        Assert.Equal(asked, registry.Requests.Count);

        // made again of the same
        File.Delete(user["device/obj/Debug/qemuarm64/applications/web/container.tar"]);
        (await user.DotnetAsync("build device -t:YoctoProduct")).Succeeded();
        Assert.NotEqual(asked, registry.Requests.Count);
        Assert.Equal(first, await File.ReadAllBytesAsync(archive, TestContext.Current.CancellationToken));

        user.Write("Web/Program.cs", "System.Console.WriteLine(\"another\");");
        (await user.DotnetAsync("build device -t:YoctoProduct")).Succeeded();
        Assert.NotEqual(first, await File.ReadAllBytesAsync(archive, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_is_wrong_with_a_reference_is_an_error_at_its_line_before_anything_is_published()
    {
        using var user = await UserAsync("""
            <ProjectReference Include="../Web/Web.csproj" YoctoDeploy="container" Ports="eighty" />
                <ProjectReference Include="../Agent/Agent.csproj"><YoctoDeploy>natively</YoctoDeploy></ProjectReference>
            """);
        CSharp(user, "Web");
        CSharp(user, "Agent");

        var build = (await user.DotnetAsync("build device -t:YoctoProduct")).Failed();

        Assert.Equal(
        [
            "device.yoctoproj(8,75): YOCTO5344: 'eighty' is not a port. Write device:container, for example 8080:80, and append /udp for UDP.",
            "device.yoctoproj(9,56): YOCTO5340: YoctoDeploy is 'natively'. Set it to container or native.",
        ], build.Errors);
        Assert.False(Directory.Exists(user["device/obj/Debug/qemuarm64/applications"]));
    }

    [Fact]
    public async Task Without_an_engine_a_container_is_refused_at_its_line()
    {
        using var user = await UserAsync("""<ProjectReference Include="../Web/Web.csproj" YoctoDeploy="container" />""", Settings.Replace("podman", "none", StringComparison.Ordinal));
        CSharp(user, "Web");

        var build = (await user.DotnetAsync("build device -t:YoctoProduct")).Failed();

        Assert.Equal(
            ["device.yoctoproj(8,6): YOCTO5301: ProjectReference '../Web/Web.csproj' needs a container engine on the device. Set YoctoContainerEngine to podman or docker."],
            build.Errors);
    }

    private async Task<UserFolder> UserAsync(string references, string settings = Settings)
    {
        var user = await UserFolder.CreateAsync(sdk);
        user.Device(settings, $"""
            <YoctoLayer Include="layers/meta-containers/" />
                {references}
            """, "device/device.yoctoproj", """<YoctoLayerRepository Include="poky" Url="../upstream/poky" />""");
        user.Write("device/layers/meta-containers/conf/layer.conf", UpstreamRepository.LayerConf("containers"));
        foreach (var recipe in (string[])["netavark", "aardvark-dns", "container-host-config"])
            user.Write($"device/layers/meta-containers/recipes-containers/{recipe}/{recipe}_1.0.bb", "");
        return user;
    }

    private static void CSharp(UserFolder user, string name, string properties = "")
    {
        user.Write($"{name}/{name}.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                {properties}
              </PropertyGroup>
            </Project>
            """);
        user.Write($"{name}/Program.cs", $"System.Console.WriteLine(\"{name}\");");
    }

    /// <summary><c>e_machine</c> of an ELF file, elf.h: 183 is <c>EM_AARCH64</c>.</summary>
    private static int MachineOf(string file)
    {
        using var reader = new BinaryReader(File.OpenRead(file));
        reader.BaseStream.Position = 18;
        return reader.ReadUInt16();
    }
}
