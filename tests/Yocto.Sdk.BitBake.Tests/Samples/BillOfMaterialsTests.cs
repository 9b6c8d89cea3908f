using System.Text.Json;
using Yocto.Sdk.BitBake.Tests.BitBake;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.BitBake.Tests.Samples;

/// <summary>What is in the images of samples, by their bills of materials and by what was found in them.</summary>
public sealed class BillOfMaterialsTests(PreparedHost host)
{
    private const string Bill = "device-image.cdx.json";

    [HeavyFact(2)]
    public async Task The_bill_of_edge_dotnet_joins_packages_of_bitbake_of_NuGet_and_files_of_a_container()
    {
        await Upstream.RequireDebianAsync();
        using var validator = await CycloneDxValidator.InstallAsync();
        using var project = await SampleProject.CreateAsync(host, "edge-dotnet", "scarthgap");
        using var dotnet = DotnetBaseImage.Serve(project["base-image"]);
        Depend("18.0.0");
        await BuildAsync($"publish device -o {project["release-1"]}");

        var bill = Path.Combine(project["release-1"], Bill);
        await validator.RequireValidAsync(bill);
        using var json = JsonDocument.Parse(File.ReadAllText(bill));
        var components = json.RootElement.GetProperty("components").EnumerateArray().SelectMany(WithParts).ToDictionary(c => c.GetProperty("bom-ref").GetString()!);
        Assert.Equal("pkg:yocto/podman@4.3.1%2Bds1", Text(components["yocto:podman"], "purl"));
        var yaml = components["application:agent/nuget:YamlDotNet@18.0.0"];
        Assert.Equal("pkg:nuget/YamlDotNet@18.0.0", Text(yaml, "purl"));
        Assert.Equal("MIT", Text(yaml.GetProperty("licenses")[0], "expression"));
        Assert.Equal(128, Text(yaml.GetProperty("hashes")[0], "content").Length);
        Assert.Contains(components.Keys, k => k.StartsWith("application:agent/nuget:Microsoft.NETCore.App.Runtime.linux-x64@", StringComparison.Ordinal));
        Assert.Equal("container", Text(components["container:web"], "type"));
        var program = components["container:web/file:/app/Web.dll"];
        Assert.Equal("file", Text(program, "type"));
        Assert.Equal("SHA-256", Text(program.GetProperty("hashes")[0], "alg"));
        Assert.Contains("container:web", Needs(json, "yocto:container-web"));
        Assert.Contains("application:agent", Needs(json, "yocto:application-agent"));
        Assert.Contains(Bill, await Shell.RunAsync(project["release-1"], "sha256sum -c SHA256SUMS"), StringComparison.Ordinal);

        Depend("18.1.0");
        var diff = await BuildAsync($"build device -t:YoctoDiff -p:From={project["release-1"]} -p:Configuration=Release");
        Assert.Contains("~ YamlDotNet (agent) 18.0.0 -> 18.1.0", diff.Output, StringComparison.Ordinal);
        Assert.Contains("| changed | YamlDotNet (agent) | 18.0.0 | 18.1.0 |  |", File.ReadAllText(project["device/obj/Release/qemux86-64/changes.md"]), StringComparison.Ordinal);

        async Task<DotnetRun> BuildAsync(string command)
        {
            var build = await project.DotnetAsync($"{command} -p:ContainerBaseImage={dotnet.Name}");
            Assert.Equal([], build.Errors);
            return build.Succeeded();
        }

        void Depend(string version) => File.WriteAllText(project["Agent/Directory.Build.targets"], $"""
            <Project>
              <ItemGroup>
                <PackageReference Include="YamlDotNet" Version="{version}" />
              </ItemGroup>
            </Project>
            """);
    }

    [HeavyTheory]
    [InlineData("scarthgap")]
    [InlineData("kirkstone")]
    public async Task Known_vulnerabilities_are_warnings_unless_the_project_gives_a_reason(string release)
    {
        using var project = await SampleProject.QuickstartAsync(host, release);
        File.WriteAllText(project["Directory.Build.targets"], File.ReadAllText(project["Directory.Build.targets"]).Replace("</ItemGroup>", """
              <YoctoVariable Include="CVE_DB_UPDATE_INTERVAL" Value="-1" />
              <YoctoVariable Include="DL_DIR" Value="$(MSBuildProjectDirectory)/dl" />
              <YoctoCveStatus Include="CVE-2099-0004" Recipe="crun" Status="not-applicable-config" Reason="it's &quot;off&quot; here" />
              <YoctoCveStatus Include="CVE-2099-0009" Status="not-applicable-config" Reason="never" />
            </ItemGroup>
            """, StringComparison.Ordinal));
        var without = await project.DotnetAsync("build -t:YoctoCveCheck");
        Assert.Contains(without.Failed().Errors, e => e.Contains("YOCTO5028", StringComparison.Ordinal));

        await WriteDatabaseAsync(project["dl/CVE_CHECK/nvdcve_2-2.db"]);
        var check = (await project.DotnetAsync("build -t:YoctoCveCheck")).Succeeded();

        var warnings = check.Warnings.Where(w => w.Contains("YOCTO50", StringComparison.Ordinal)).ToList();
        Assert.Equal(4, warnings.Count);
        Assert.Matches(@"quickstart\.yoctoproj\(18,6\): YOCTO5020: CVE-2099-0001 \(9\.8\): podman ", warnings[0]);
        Assert.Matches(@"quickstart\.yoctoproj\(8,6\): YOCTO5020: CVE-2099-0002 \(5\.5\): busybox ", warnings[1]);
        Assert.Contains("YOCTO5027: CVE-2099-0009", warnings[2], StringComparison.Ordinal);
        Assert.Contains("YOCTO5029: The database of vulnerabilities is of 2026-01-02", warnings[3], StringComparison.Ordinal);
        using var report = JsonDocument.Parse(File.ReadAllText(project["obj/Debug/qemux86-64/cve-report.json"]));
        var issues = report.RootElement.GetProperty("package").EnumerateArray().SelectMany(p => p.GetProperty("issue").EnumerateArray())
            .ToDictionary(i => Text(i, "id"), i => Text(i, "status"));
        Assert.Equal(("Unpatched", "Unpatched", "Patched", "Ignored"),
            (issues["CVE-2099-0001"], issues["CVE-2099-0002"], issues["CVE-2099-0003"], issues["CVE-2099-0004"]));
    }

    /// <summary>In the format of <c>cve-update-nvd2-native</c>.</summary>
    private static async Task WriteDatabaseAsync(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var script = Path.ChangeExtension(file, ".py");
        await File.WriteAllTextAsync(script, """
            import sqlite3, sys
            db = sqlite3.connect(sys.argv[1])
            db.execute("CREATE TABLE META (YEAR INTEGER UNIQUE, DATE TEXT)")
            db.execute("CREATE TABLE NVD (ID TEXT UNIQUE, SUMMARY TEXT, SCOREV2 TEXT, SCOREV3 TEXT, SCOREV4 TEXT, MODIFIED INTEGER, VECTOR TEXT, VECTORSTRING TEXT)")
            db.execute("CREATE TABLE PRODUCTS (ID TEXT, VENDOR TEXT, PRODUCT TEXT, VERSION_START TEXT, OPERATOR_START TEXT, VERSION_END TEXT, OPERATOR_END TEXT)")
            for id, product, end, score in (("CVE-2099-0001", "podman", "99", "9.8"), ("CVE-2099-0002", "busybox", "99", "5.5"),
                                            ("CVE-2099-0003", "busybox", "1.0", "7.0"), ("CVE-2099-0004", "crun", "99", "0.0")):
                db.execute("INSERT INTO NVD VALUES (?, 'made for a test', '0.0', ?, '0.0', '2026-01-02', 'NETWORK', 'UNKNOWN')", (id, score))
                db.execute("INSERT INTO PRODUCTS VALUES (?, 'acme', ?, '', '', ?, '<')", (id, product, end))
            db.commit()
            """);
        await Shell.RunAsync(Path.GetDirectoryName(file)!, $"python3 {script} {file} && touch -d 2026-01-02T12:00:00Z {file}");
    }

    private static IEnumerable<JsonElement> WithParts(JsonElement component) =>
        component.TryGetProperty("components", out var parts) ? parts.EnumerateArray().SelectMany(WithParts).Prepend(component) : [component];

    private static string[] Needs(JsonDocument bill, string reference) => [.. bill.RootElement.GetProperty("dependencies").EnumerateArray()
        .Where(d => Text(d, "ref") == reference)
        .SelectMany(d => d.GetProperty("dependsOn").EnumerateArray())
        .Select(d => d.GetString()!)];

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
