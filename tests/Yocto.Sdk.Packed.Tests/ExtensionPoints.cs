using System.Text.RegularExpressions;
using Yocto.Sdk.Testing;
using Yocto.Sdk.Testing.Containers;

namespace Yocto.Sdk.Packed.Tests;

/// <summary>
/// A built project with a target of its own at each extension point that the reference names, and one that adds items
/// before the targets in the property <c>Hook</c>.
/// </summary>
public sealed partial class ExtensionPoints(PackedSdk sdk) : IAsyncLifetime
{
    private static readonly string _reference = File.ReadAllText(Path.Combine(SourceTree.Root, "docs/reference/targets.md"));

    /// <summary>Every target that the reference documents.</summary>
    public static IReadOnlyList<string> Targets => [.. Heading().Matches(_reference).Select(m => m.Groups[1].Value)];

    /// <summary>Those with a property that takes targets of the user's.</summary>
    public static IReadOnlyList<string> Phases => [.. DependsOn().Matches(_reference).Select(m => m.Groups[1].Value)];

    public UserFolder User { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        User = await UserFolder.CreateAsync(sdk);
        User.Write("device.yoctoproj", $"""
            <Project Sdk="Yocto.Sdk">
              <PropertyGroup>
                <YoctoRelease>scarthgap</YoctoRelease>
                <Machine>qemuarm64</Machine>
                {Each(p => $"<{p}DependsOn>$({p}DependsOn);{p}Dependency</{p}DependsOn>")}
              </PropertyGroup>
              <ItemGroup>
                <YoctoLayerRepository Include="poky" Url="upstream/poky" />
                <YoctoLayer Include="layers/meta-containers/" />
              </ItemGroup>
              <Target Name="AddItems" BeforeTargets="$(Hook)">
                <ItemGroup>
                  <YoctoPackage Include="crun" />
                  <YoctoVariable Include="GREETING" Value="hello" />
                  <YoctoContainer Include="images/hello.oci.tar" Condition="'$(YoctoContainerEngine)' == 'podman'" />
                </ItemGroup>
              </Target>
              <Target Name="AddLayer" BeforeTargets="$(LayerHook);$(SecondLayerHook)">
                <ItemGroup>
                  <YoctoLayer Include="layers/meta-product/" />
                </ItemGroup>
              </Target>
              {Each(p => $"""
                  <Target Name="{p}Dependency"><Message Text="dependency of {p}" /></Target>
                  <Target Name="TargetBefore{p}" BeforeTargets="{p}"><Message Text="before {p}" /></Target>
                  <Target Name="TargetAfter{p}" AfterTargets="{p}"><Message Text="after {p}" /></Target>
                  """)}
              <Target Name="RunBeforeBuild" BeforeTargets="BeforeBuild"><Message Text="before the build" /></Target>
              <Target Name="RunAfterBuild" AfterTargets="AfterBuild"><Message Text="after the build" /></Target>
              <Target Name="RunBeforeClean" BeforeTargets="BeforeClean"><Message Text="before the cleaning" /></Target>
              <Target Name="RunAfterClean" AfterTargets="AfterClean"><Message Text="after the cleaning" /></Target>
            </Project>
            """);
        WriteContainerLayer(User);
        using var layout = new TemporaryFolder();
        var images = new OciLayout(layout["layout"]);
        images.Name(images.AddImage("arm64", new Dictionary<string, byte[]> { ["bin/hello"] = "hello"u8.ToArray() }), "localhost/hello:1");
        Directory.CreateDirectory(User["images"]);
        images.Archive(User["images/hello.oci.tar"]);
        User.Write("layers/meta-product/conf/layer.conf", UpstreamRepository.LayerConf("product"));
        (await User.DotnetAsync("build")).Succeeded();
    }

    public ValueTask DisposeAsync()
    {
        User?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary><c>layers/meta-containers/</c>: what podman wants beside the dummy poky.</summary>
    public static void WriteContainerLayer(UserFolder user)
    {
        user.Write("layers/meta-containers/conf/layer.conf", UpstreamRepository.LayerConf("containers"));
        foreach (var recipe in (string[])["netavark", "aardvark-dns", "container-host-config"])
            user.Write($"layers/meta-containers/recipes-containers/{recipe}/{recipe}_1.0.bb", "");
    }

    private static string Each(Func<string, string> text) => string.Join('\n', Phases.Select(text));

    [GeneratedRegex(@"^### (\w+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\| `(\w+)` \| `\1DependsOn` \|", RegexOptions.Multiline)]
    private static partial Regex DependsOn();
}
