namespace Yocto.Sdk.Packed.Tests;

/// <summary>An image project beside C# projects in one solution, in both formats of a solution file.</summary>
public sealed class SolutionTests(PackedSdk sdk)
{
    private const string Poky = """<YoctoLayerRepository Include="poky" Url="../upstream/poky" />""";

    private static readonly string[] _images = ["core-image-minimal-qemuarm64.rootfs.ext4", "core-image-minimal-qemuarm64.rootfs.wic"];

    [Theory]
    [InlineData("sln")]
    [InlineData("slnx")]
    public async Task The_commands_on_a_solution_reach_its_image_project(string format)
    {
        using var user = await UserFolder.CreateAsync(sdk);
        user.Device(file: "device/device.yoctoproj", poky: Poky);
        CSharp(user, "lib");
        (await user.DotnetAsync($"new sln -n all --format {format}")).Succeeded();
        var solution = $"all.{format}";

        var added = (await user.DotnetAsync($"sln {solution} add device/device.yoctoproj lib/lib.csproj")).Succeeded();
        Assert.Equal("Project `device/device.yoctoproj` added to the solution.\nProject `lib/lib.csproj` added to the solution.\n", added.Output);

        (await user.DotnetAsync($"restore {solution}")).Succeeded();
        Assert.True(File.Exists(user["device/obj/yocto.layers.json"]) && File.Exists(user["lib/obj/project.assets.json"]));

        var built = (await user.DotnetAsync($"build {solution} --no-restore")).Succeeded();
        Assert.Equal([], built.Warnings);
        Assert.Equal(_images, Images(user, "device/bin/Debug/qemuarm64"));
        Assert.True(File.Exists(user["lib/bin/Debug/net10.0/lib.dll"]));

        var packed = (await user.DotnetAsync($"pack {solution} --no-build -c Debug")).Succeeded();
        Assert.Contains("device: YOCTO1901: An image project makes no NuGet package. Use \"dotnet publish\" for its release bundle.", packed.Messages);
        Assert.True(File.Exists(user["lib/bin/Debug/lib.1.0.0.nupkg"]));

        (await user.DotnetAsync($"publish {solution} -c Debug")).Succeeded();
        Assert.Contains("SHA256SUMS", user.Files("device/bin/Debug/qemuarm64/publish"));
        Assert.True(File.Exists(user["lib/bin/Debug/net10.0/publish/lib.dll"]));

        (await user.DotnetAsync($"clean {solution}")).Succeeded();
        Assert.Empty(Images(user, "device/bin/Debug/qemuarm64"));
        Assert.False(File.Exists(user["lib/bin/Debug/net10.0/lib.dll"]));
    }

    [Fact]
    public async Task Projects_build_side_by_side_and_as_a_static_graph()
    {
        using var user = await UserFolder.CreateAsync(sdk);
        user.Device(file: "device/device.yoctoproj", poky: Poky);
        user.Device("<YoctoRelease>scarthgap</YoctoRelease><Machine>qemuarm</Machine>", file: "other/other.yoctoproj", poky: Poky);
        CSharp(user, "app", """<ProjectReference Include="../device/device.yoctoproj;../other/other.yoctoproj" />""");
        (await user.DotnetAsync("new sln -n all --format sln")).Succeeded();
        (await user.DotnetAsync("sln all.sln add device other app")).Succeeded();

        var restored = (await user.DotnetAsync("restore all.sln -p:RestoreUseStaticGraphEvaluation=true")).Succeeded();
        Assert.True(File.Exists(user["device/obj/yocto.layers.json"]) && File.Exists(user["other/obj/yocto.layers.json"]), restored.Output);

        (await user.DotnetAsync("build all.sln --no-restore -m")).Succeeded();
        Assert.Equal(_images, Images(user, "device/bin/Debug/qemuarm64"));
        Assert.Equal(2, Images(user, "other/bin/Debug/qemuarm").Count());

        var graph = (await user.DotnetAsync("build all.sln --no-restore -graph -m")).Succeeded();
        Assert.DoesNotContain("RunBitBake", graph.Tasks);
    }

    [Fact]
    public async Task An_error_of_a_restore_is_at_its_line_in_a_solution_and_in_a_static_graph()
    {
        using var user = await UserFolder.CreateAsync(sdk);
        user.Device(file: "device/device.yoctoproj", poky: Poky, items: """<YoctoLayer Include="meta-opensembedded" />""");
        CSharp(user, "lib");
        (await user.DotnetAsync("new sln -n all --format sln")).Succeeded();
        (await user.DotnetAsync("sln all.sln add device lib")).Succeeded();
        const string error = "device.yoctoproj(7,6): YOCTO1003: The layer 'meta-opensembedded' is neither in the layer catalogue nor in one of the project's repositories."
            + " Add a YoctoLayerRepository item with the Url of its repository, or end with '/' for your own folder.";

        Assert.Equal([error], (await user.DotnetAsync("restore all.sln")).Failed().Errors);
        Assert.Equal([error], (await user.DotnetAsync("restore all.sln -p:RestoreUseStaticGraphEvaluation=true")).Failed().Errors);
        Assert.Equal([error], (await user.DotnetAsync("build all.sln")).Failed().Errors);
    }

    [Fact]
    public async Task A_csharp_project_that_references_an_image_waits_for_it_and_gets_its_files_as_items()
    {
        using var user = await UserFolder.CreateAsync(sdk);
        user.Device(file: "device/device.yoctoproj", poky: Poky);
        CSharp(user, "flasher",
            """<ProjectReference Include="../device/device.yoctoproj" ReferenceOutputAssembly="false" OutputItemType="YoctoImage" Targets="GetYoctoImages" />""",
            """<Target Name="Show" BeforeTargets="CoreCompile"><Message Importance="high" Text="@(YoctoImage->'%(Filename)%(Extension) is %(Type) for %(Machine)')" /></Target>""");
        CSharp(user, "plain", """<ProjectReference Include="../device/device.yoctoproj" />""");

        var built = (await user.DotnetAsync("build flasher")).Succeeded();
        Assert.Contains("core-image-minimal-qemuarm64.rootfs.ext4 is ext4 for qemuarm64;core-image-minimal-qemuarm64.rootfs.wic is wic for qemuarm64", built.Messages);
        Assert.Empty(built.Warnings);

        // No assembly comes from an image, so the compiler is given none.
        var plain = (await user.DotnetAsync("build plain")).Succeeded();
        Assert.DoesNotContain("RunBitBake", plain.Tasks);
        Assert.Contains("CheckBuildStamp", plain.Tasks);
        Assert.Empty(plain.Warnings);

        // What only looks gets what the last build left.
        var designTime = (await user.DotnetAsync("msbuild device -t:GetYoctoImages -p:DesignTimeBuild=true -getItem:YoctoImage")).Succeeded();
        Assert.Equal(_images.Select(i => (i, "qemuarm64")), UserFolder.ItemsIn(designTime));
    }

    [Fact]
    public async Task An_image_that_references_a_csharp_project_waits_for_it()
    {
        using var user = await UserFolder.CreateAsync(sdk);
        CSharp(user, "sensor");
        user.Device(file: "device/device.yoctoproj", poky: Poky, items: """
            <ProjectReference Include="../sensor/sensor.csproj" />
            """);

        var built = (await user.DotnetAsync("build device")).Succeeded();

        var order = built.Messages.Where(m => m.StartsWith("sensor -> ", StringComparison.Ordinal) || m.StartsWith("bitbake is started", StringComparison.Ordinal)).ToList();
        Assert.Equal([$"sensor -> {user["sensor/bin/Debug/net10.0/sensor.dll"]}", "bitbake is started: there is no finished build, or its stamp is from another version of Yocto.Sdk."], order);
        Assert.Empty(built.Warnings);
    }

    [Theory]
    [InlineData("device")]
    [InlineData("app")]
    public async Task Projects_that_wait_for_each_other_are_named(string entry)
    {
        using var user = await UserFolder.CreateAsync(sdk);
        user.Device(file: "device/device.yoctoproj", poky: Poky, items: """<ProjectReference Include="../app/app.csproj" />""");
        CSharp(user, "app", """<ProjectReference Include="../device/device.yoctoproj" />""");

        var build = (await user.DotnetAsync($"build {entry}")).Failed();

        Assert.Equal(
            ["device.yoctoproj(7,6): YOCTO1060: These projects reference each other, so none of them can be built first: device.yoctoproj → app.csproj → device.yoctoproj. Remove one of the references."],
            build.Errors);

        CSharp(user, "app");
        (await user.DotnetAsync($"build {entry}")).Succeeded();
    }

    private static IEnumerable<string> Images(UserFolder user, string folder) =>
        Directory.Exists(user[folder]) ? user.Files(folder).Where(f => f.StartsWith("core-image-minimal", StringComparison.Ordinal) && Path.GetExtension(f) is not (".manifest" or ".json")) : [];

    private static void CSharp(UserFolder user, string name, string items = "", string rest = "")
    {
        user.Write($"{name}/{name}.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <NoWarn>$(NoWarn);NU5039</NoWarn>
              </PropertyGroup>
              <ItemGroup>
                {items}
              </ItemGroup>
              {rest}
            </Project>
            """);
        user.Write($"{name}/Class1.cs", "public class Class1;");
    }
}
