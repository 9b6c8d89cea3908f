using Yocto.Sdk.Testing;
using Yocto.Sdk.Testing.Containers;

namespace Yocto.Sdk.Packed.Tests;

/// <summary>A project whose product is wrong fails before a registry is asked and before a C# project is published.</summary>
public sealed class ReadProductTests(PackedSdk sdk) : IDisposable
{
    private const string Podman = "<YoctoContainerEngine>podman</YoctoContainerEngine>";

    private readonly TemporaryFolder _upstream = new();

    [Fact]
    public async Task A_project_that_forgot_the_engine_fails_before_any_download_and_any_publish()
    {
        using var registry = Registry(out var image);
        using var user = await UserAsync($"""
            <YoctoContainer Include="{image}" />
                <ProjectReference Include="../Agent/Agent.csproj" YoctoDeploy="native" />
            """);

        var build = await FailedAsync(user, registry);

        Assert.Equal(
            [$"device.yoctoproj(8,6): YOCTO5301: YoctoContainer '{image}' needs a container engine on the device. Set YoctoContainerEngine to podman or docker."],
            build.Errors);
    }

    [Fact]
    public async Task A_project_with_a_wrong_compose_file_fails_before_any_download_and_any_publish()
    {
        using var registry = Registry(out var image);
        using var user = await UserAsync($"""
            <YoctoContainer Include="{image}" />
                <YoctoCompose Include="shop/docker-compose.yml" />
                <ProjectReference Include="../Agent/Agent.csproj" YoctoDeploy="native" />
            """, Podman);
        user.Write("device/shop/docker-compose.yml", """
            services:
              till:
                build: .
              web:
                image: docker.io/library/nginx:1
            """);

        var build = await FailedAsync(user, registry);

        Assert.Equal(["docker-compose.yml(3,12): YOCTO5322", "docker-compose.yml(5,12): YOCTO5321"], build.Errors.Select(Code));
    }

    [Fact]
    public async Task A_project_whose_application_has_a_bad_name_fails_before_any_download_and_any_publish()
    {
        using var registry = Registry(out var image);
        using var user = await UserAsync($"""
            <YoctoContainer Include="{image}" />
                <ProjectReference Include="../Agent/Agent.csproj" YoctoDeploy="native" Name="My Agent" />
                <YoctoPackage Include="Pod_Man" />
            """, Podman);

        var build = await FailedAsync(user, registry);

        Assert.Equal(["device.yoctoproj(10,6): YOCTO3006", "device.yoctoproj(9,76): YOCTO5327"], build.Errors.Select(Code));
    }

    [Fact]
    public async Task A_registry_is_asked_for_advice_after_all_else_is_told()
    {
        using var registry = Registry(out var image);
        using var user = await UserAsync($"""
            <YoctoContainer Include="{registry.Repository}:1" />
                <YoctoContainer Include="missing.tar" />
            """, Podman);

        var build = (await user.DotnetAsync("build device")).Failed();

        Assert.Equal(["device.yoctoproj(9,6): YOCTO5302", "device.yoctoproj(8,6): YOCTO5304"], build.Errors.Select(Code));
        Assert.Contains($"{image}.", build.Errors[1], StringComparison.Ordinal);
        Assert.DoesNotContain(registry.Requests, r => r.StartsWith("GET blobs", StringComparison.Ordinal));
    }

    public void Dispose() => _upstream.Dispose();

    private static async Task<DotnetRun> FailedAsync(UserFolder user, LoopbackRegistry registry)
    {
        var build = (await user.DotnetAsync("build device")).Failed();
        Assert.Equal(["RestoreLayers", "LockBuildDirectory", "ReadProduct"], build.OwnTasks.Except(["CheckReferences"]));
        Assert.Empty(registry.Requests);
        Assert.False(Directory.Exists(user["Agent/bin"]));
        Assert.False(Directory.Exists(user["device/obj/Debug/qemuarm64/applications"]));
        Assert.DoesNotContain(user.Files("home"), f => f.Contains("yocto-sdk/containers/", StringComparison.Ordinal));
        return build;
    }

    private LoopbackRegistry Registry(out string image)
    {
        var layout = new OciLayout(_upstream["layout"]);
        var digest = OciLayout.DigestOf(layout.AddImage("arm64", new Dictionary<string, byte[]> { ["etc/base"] = "base"u8.ToArray() }));
        var registry = new LoopbackRegistry(layout, "base").Tag("1", digest);
        image = $"{registry.Repository}:1@{digest}";
        return registry;
    }

    private async Task<UserFolder> UserAsync(string items, string settings = "")
    {
        var user = await UserFolder.CreateAsync(sdk);
        user.Device($"<YoctoRelease>scarthgap</YoctoRelease><Machine>qemuarm64</Machine><Image>core-image-minimal</Image>{settings}", $"""
            <YoctoLayer Include="layers/meta-containers/" />
                {items}
            """, "device/device.yoctoproj", """<YoctoLayerRepository Include="poky" Url="../upstream/poky" />""");
        user.Write("device/layers/meta-containers/conf/layer.conf", UpstreamRepository.LayerConf("containers"));
        foreach (var recipe in (string[])["netavark", "aardvark-dns", "container-host-config"])
            user.Write($"device/layers/meta-containers/recipes-containers/{recipe}/{recipe}_1.0.bb", "");
        user.Write("Agent/Agent.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
            </Project>
            """);
        user.Write("Agent/Program.cs", "System.Console.WriteLine(\"agent\");");
        return user;
    }

    private static string Code(string error) => error[..(error.IndexOf("YOCTO", StringComparison.Ordinal) + "YOCTO0000".Length)];
}
