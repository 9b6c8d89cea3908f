using System.IO.Compression;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using CliWrap;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Packed.Tests;

public sealed partial class PackageTests(PackedSdk sdk)
{
    private const string Device = """
          <PropertyGroup>
            <YoctoRelease>scarthgap</YoctoRelease>
            <Machine>qemuarm64</Machine>
          </PropertyGroup>
        """;

    [Fact]
    public void The_package_holds_the_files_of_the_list_and_no_other()
    {
        using var package = ZipFile.OpenRead(sdk.Package);
        var native = ((string[])["linux-arm64", "linux-musl-arm64", "linux-musl-x64", "linux-ppc64le", "linux-x64"])
            .Select(r => $"tasks/net10.0/runtimes/{r}/native/libgit2-5853918.so");
        string[] product =
        [
            .. Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "sdk", "product"), "*", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(Path.Combine(SourceTree.Root, "sdk"), f)),
        ];
        string[] expected =
        [
            "LICENSE",
            "README.md",
            "Sdk/Sdk.props",
            "Sdk/Sdk.targets",
            "Yocto.Sdk.nuspec",
            "application/Yocto.Application.targets",
            "bridge/yocto_sdk_bridge/__init__.py",
            "bridge/yocto_sdk_bridge/__main__.py",
            "bridge/yocto_sdk_bridge/client.py",
            "bridge/yocto_sdk_bridge/confine.py",
            "bridge/yocto_sdk_bridge/explain.py",
            "bridge/yocto_sdk_bridge/fields.py",
            "bridge/yocto_sdk_bridge/graph.py",
            "bridge/yocto_sdk_bridge/listener.py",
            "bridge/yocto_sdk_bridge/orders.py",
            "bridge/yocto_sdk_bridge/output.py",
            "bridge/yocto_sdk_bridge/process.py",
            "bridge/yocto_sdk_bridge/result.py",
            "bridge/yocto_sdk_bridge/staleness.py",
            "bridge/yocto_sdk_bridge/terminal.py",
            "containers/kirkstone-langdale.Containerfile",
            "containers/mickledore-master.Containerfile",
            "containers/thud-honister.Containerfile",
            "docs/errors.md",
            "icon.png",
            "nuget/project.assets.json",
            .. product,
            "schema/yoctoproj.xsd",
            "targets/Yocto.Applications.targets",
            "targets/Yocto.BitBake.targets",
            "targets/Yocto.Build.targets",
            "targets/Yocto.BuildContainer.targets",
            "targets/Yocto.Changes.targets",
            "targets/Yocto.Clean.targets",
            "targets/Yocto.Configure.targets",
            "targets/Yocto.Containers.targets",
            "targets/Yocto.Cves.targets",
            "targets/Yocto.Defaults.props",
            "targets/Yocto.Defaults.props.buildschema.json",
            "targets/Yocto.DesignTime.targets",
            "targets/Yocto.Export.targets",
            "targets/Yocto.Flash.targets",
            "targets/Yocto.Host.targets",
            "targets/Yocto.Items.targets",
            "targets/Yocto.Lock.targets",
            "targets/Yocto.Machines.targets",
            "targets/Yocto.Materials.targets",
            "targets/Yocto.OtherHosts.targets",
            "targets/Yocto.Outputs.targets",
            "targets/Yocto.Paths.targets",
            "targets/Yocto.Product.targets",
            "targets/Yocto.Publish.targets",
            "targets/Yocto.Read.targets",
            "targets/Yocto.References.targets",
            "targets/Yocto.Report.targets",
            "targets/Yocto.Restore.targets",
            "targets/Yocto.RestoreAlone.targets",
            "targets/Yocto.Run.targets",
            "targets/Yocto.Shell.targets",
            "targets/Yocto.Stamp.targets",
            "targets/Yocto.Tasks.targets",
            "targets/Yocto.Test.targets",
            "targets/Yocto.VSCode.targets",
            "tasks/net10.0/CliWrap.dll",
            "tasks/net10.0/LibGit2Sharp.dll",
            "tasks/net10.0/Quickenshtein.dll",
            "tasks/net10.0/YamlDotNet.dll",
            "tasks/net10.0/Yocto.Sdk.Core.dll",
            "tasks/net10.0/Yocto.Sdk.Tasks.deps.json",
            "tasks/net10.0/Yocto.Sdk.Tasks.dll",
            "tasks/net10.0/Yocto.Sdk.Tasks.runtimeconfig.json",
            "tasks/net10.0/ZstdSharp.dll",
            .. native,
            "tasks/net10.0/runtimes/linux-arm64/lib/net10.0/Yocto.Sdk.Core.dll",
            "tasks/net10.0/runtimes/linux-x64/lib/net10.0/Yocto.Sdk.Core.dll",
            "templates/yoctoproj/.gitignore",
            "templates/yoctoproj/.template.config/template.json",
            "templates/yoctoproj/.vscode/launch.json",
            "templates/yoctoproj/.vscode/settings.json",
            "templates/yoctoproj/.vscode/tasks.json",
            "templates/yoctoproj/YoctoImage1.yoctoproj",
        ];

        var files = package.Entries.Select(e => e.FullName)
            .Where(f => f is not ("[Content_Types].xml" or "_rels/.rels") && !f.StartsWith("package/", StringComparison.Ordinal));

        Assert.Equal(expected.Order(StringComparer.Ordinal), files.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_package_is_an_sdk_and_a_template_without_dependencies()
    {
        using var package = ZipFile.OpenRead(sdk.Package);
        using var reader = new StreamReader(package.GetEntry("Yocto.Sdk.nuspec")!.Open());
        var nuspec = reader.ReadToEnd();

        Assert.Contains("""
                <packageTypes>
                  <packageType name="MSBuildSdk" />
                  <packageType name="Template" />
                </packageTypes>
            """, nuspec, StringComparison.Ordinal);
        Assert.Contains("""<license type="expression">MIT</license>""", nuspec, StringComparison.Ordinal);
        Assert.DoesNotContain("<dependencies", nuspec, StringComparison.Ordinal);
        Assert.Contains("<icon>icon.png</icon>", nuspec, StringComparison.Ordinal);
        Assert.Contains("<releaseNotes>### Added\n", nuspec, StringComparison.Ordinal);
    }

    [Fact]
    public void The_readme_names_the_packages_version()
    {
        using var package = ZipFile.OpenRead(sdk.Package);
        using var reader = new StreamReader(package.GetEntry("README.md")!.Open());

        var text = reader.ReadToEnd();
        Assert.Contains($"Sdk=\"Yocto.Sdk/{sdk.Version}\"", text, StringComparison.Ordinal);
        var source = File.ReadAllText(Path.Combine(SourceTree.Root, "README.md"));
        Assert.Equal(source.Replace("Yocto.Sdk/x.y.z", $"Yocto.Sdk/{sdk.Version}", StringComparison.Ordinal), text);
    }

    [Theory]
    [InlineData("Yocto.Sdk.Core.dll", "/_/tasks/Yocto.Sdk.Core/Layers/LockFile.cs")]
    [InlineData("Yocto.Sdk.Tasks.dll", "/_/tasks/Yocto.Sdk.Tasks/RestoreLayers.cs")]
    public void An_assembly_holds_its_symbols(string assembly, string source)
    {
        using var symbols = Symbols.In(sdk.Package, $"tasks/net10.0/{assembly}");

        Assert.Contains(source, symbols.Sources);
        Assert.All(symbols.Sources, s => Assert.StartsWith("/_/", s, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("linux-x64")]
    [InlineData("linux-arm64")]
    public void The_library_with_native_code_is_that_of_the_package(string system)
    {
        using var package = ZipFile.OpenRead(sdk.Package);

        var (plain, isPlain) = Read("tasks/net10.0/Yocto.Sdk.Core.dll");
        var (native, isNative) = Read($"tasks/net10.0/runtimes/{system}/lib/net10.0/Yocto.Sdk.Core.dll");

        Assert.Equal((plain, false, true), (native, isPlain, isNative));
        Assert.InRange(new FileInfo(sdk.Package).Length, 1, 14_000_000);

        // the stamp of a build has the id
        (Guid Id, bool HasNativeCode) Read(string entry)
        {
            using var assembly = new PEReader(new MemoryStream(Content(entry)));
            var metadata = assembly.GetMetadataReader();
            return (metadata.GetGuid(metadata.GetModuleDefinition().Mvid), assembly.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0);
        }

        byte[] Content(string entry)
        {
            using var content = new MemoryStream();
            using var packed = package.GetEntry(entry)!.Open();
            packed.CopyTo(content);
            return content.ToArray();
        }
    }

    [Fact]
    public void MSBuild_finds_the_library_with_native_code_for_this_machine()
    {
        using var folder = new TemporaryFolder();
        ZipFile.ExtractToDirectory(sdk.Package, folder.Path);
        var named = RuntimeFile().Matches(File.ReadAllText(folder["tasks/net10.0/Yocto.Sdk.Tasks.deps.json"])).Select(m => m.Groups[1].Value);
        Assert.Equal(
            Directory.EnumerateFiles(folder["tasks/net10.0/runtimes"], "*", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(folder["tasks/net10.0"], f)).Order(StringComparer.Ordinal),
            named.Order(StringComparer.Ordinal));
        var resolver = new AssemblyDependencyResolver(folder["tasks/net10.0/Yocto.Sdk.Tasks.dll"]);
        var native = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => "runtimes/linux-x64/lib/net10.0/",
            Architecture.Arm64 => "runtimes/linux-arm64/lib/net10.0/",
            _ => "",
        };

        Assert.Equal(folder[$"tasks/net10.0/{native}Yocto.Sdk.Core.dll"], resolver.ResolveAssemblyToPath(new AssemblyName("Yocto.Sdk.Core")));
        Assert.Equal(folder["tasks/net10.0/CliWrap.dll"], resolver.ResolveAssemblyToPath(new AssemblyName("CliWrap")));
    }

    [HeavyFact]
    public async Task A_commit_gives_the_same_package_in_every_folder_with_the_address_of_its_sources()
    {
        Assert.SkipWhen(SourceTree.WithoutGit is not null, SourceTree.WithoutGit ?? "");
        using var first = new TemporaryFolder();
        using var second = new TemporaryFolder();

        var package = await PackCloneAsync(first["one"]);
        var same = await PackCloneAsync(second["a/folder of/another depth"]);

        Assert.Equal(await File.ReadAllBytesAsync(package, TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(same, TestContext.Current.CancellationToken));
        using var symbols = Symbols.In(package, "tasks/net10.0/Yocto.Sdk.Core.dll");
        Assert.Matches("""^\{"documents":\{"/_/\*":"https://raw.githubusercontent.com/acme/yocto-sdk/[0-9a-f]{40}/\*"\}\}$""", symbols.SourceLink);
    }

    private static async Task<string> PackCloneAsync(string folder)
    {
        await Cli.Wrap("git").WithArguments(["clone", "--quiet", SourceTree.Root, folder]).ExecuteAsync(TestContext.Current.CancellationToken);
        await Cli.Wrap("git").WithArguments(["-C", folder, "remote", "set-url", "origin", "https://github.com/acme/yocto-sdk"]).ExecuteAsync(TestContext.Current.CancellationToken);
        await PackedSdk.PackAsync(folder, Path.Combine(folder, "package"));
        return Assert.Single(Directory.GetFiles(Path.Combine(folder, "package")));
    }

    [Theory]
    [InlineData("""<Project Sdk="Yocto.Sdk">{0}</Project>""", true)]
    [InlineData("""<Project Sdk="Yocto.Sdk/{1}">{0}</Project>""", false)]
    [InlineData("""<Project><Sdk Name="Yocto.Sdk" Version="{1}" />{0}</Project>""", false)]
    [InlineData("""<Project><Import Project="Sdk.props" Sdk="Yocto.Sdk" Version="{1}" />{0}<Import Project="Sdk.targets" Sdk="Yocto.Sdk" Version="{1}" /></Project>""", false)]
    public async Task A_project_may_name_the_sdk_in_each_of_MSBuilds_ways(string project, bool pinned)
    {
        using var user = new UserFolder(sdk);
        if (!pinned)
            user.Write("global.json", "{ }");
        user.Write("device.yoctoproj", project.Replace("{0}", Device, StringComparison.Ordinal).Replace("{1}", sdk.Version, StringComparison.Ordinal));

        var asked = await user.DotnetAsync("msbuild -getProperty:UsingYoctoSdk -getProperty:Machine -getProperty:OutputPath -getProperty:Distro");

        Assert.Equal("""
            {
              "Properties": {
                "UsingYoctoSdk": "true",
                "Machine": "qemuarm64",
                "OutputPath": "bin/Debug/qemuarm64/",
                "Distro": "poky"
              }
            }
            """, asked.Succeeded().Output.Trim());
    }

    // a system for which deps.json names a file that is not there loads none of the tasks
    [GeneratedRegex("\"(runtimes/[^\"]+)\"")]
    private static partial Regex RuntimeFile();
}
