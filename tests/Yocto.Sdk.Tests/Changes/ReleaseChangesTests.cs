using Yocto.Sdk.Changes;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Materials;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Changes;

public sealed class ReleaseChangesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Changes_of_every_kind_are_told()
    {
        Bill("one", "poky@aaaaaaaaaaaaaaaaaaaa", "ipv4 x11", [Package("busybox", "1.36", 1000, "MIT"), Package("gone", "1", 5_000_000, "MIT")], "18.0.0", 'a');
        Bill("two", "poky@bbbbbbbbbbbbbbbbbbbb", "ipv4 wayland", [Package("busybox", "1.37", 3000, "GPL-2.0-only"), Package("new", "2", 100, "MIT")], "18.1.0", 'b');
        _folder.Write("one/a.wic", "12");
        _folder.Write("two/a.wic", "1234");

        Assert.Equal(
            [
                "Configuration",
                "  ~ DISTRO_FEATURES +wayland -x11",
                "Layer repositories",
                "  ~ poky aaaaaaaaaaaaaaaaaaaa -> bbbbbbbbbbbbbbbbbbbb",
                "Packages",
                "  ~ busybox 1.36 -> 1.37, licence MIT -> GPL-2.0-only, +2.0 kB",
                "  - gone 1 -5.0 MB",
                "  + new 2 +100 bytes",
                "NuGet packages",
                "  ~ YamlDotNet (web:1) 18.0.0 -> 18.1.0",
                "Containers",
                "  ~ web:1 sha256:aaaaaaaaaaaa -> sha256:bbbbbbbbbbbb",
                "Files",
                "  ~ a.wic +2 bytes",
                "Packages: 1 added, 1 removed, 1 changed, -5.0 MB. Configuration: 1. Layer repositories: 1. NuGet packages: 1. Containers: 1. Files: 1.",
            ],
            ChangeReport.Lines(Between("one", "two")));
        Assert.Contains("| changed | busybox | 1.36, MIT | 1.37, GPL-2.0-only | +2.0 kB |\n", ChangeReport.Markdown(Between("one", "two"), "one", "two"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_release_does_not_differ()
    {
        Bill("one", "poky@a", "ipv4", [Package("busybox", "1", 1, "MIT")], "1", 'a');

        Assert.Equal(["No differences."], ChangeReport.Lines(Between("one", "one")));
    }

    [Fact]
    public void A_list_of_packages_is_compared_with_a_bill()
    {
        _folder.Write("1.0.manifest", "busybox core2-64 1.35-r0\ngone core2-64 1-r0\n");
        Bill("two", "poky@a", "ipv4", [Package("busybox", "1.36-r0", 1000, "MIT")], "1", 'a');

        Assert.Equal(
            [
                "Packages", "  ~ busybox 1.35-r0 -> 1.36-r0", "  - gone 1-r0",
                "Packages: 0 added, 1 removed, 1 changed. One of the releases has no bill of materials, so that only these were compared: Packages.",
            ],
            ChangeReport.Lines(Between("1.0.manifest", "two")));
    }

    [Theory]
    [InlineData("nothing", "YOCTO5016")]
    [InlineData("empty", "YOCTO5017")]
    [InlineData("both", "YOCTO5018")]
    [InlineData("foreign.json", "YOCTO5019")]
    public void What_can_t_be_compared_is_an_error(string path, string code)
    {
        Directory.CreateDirectory(_folder["empty"]);
        _folder.Write("both/a.cdx.json", "{}");
        _folder.Write("both/b.cdx.json", "{}");
        _folder.Write("foreign.json", "{}");

        Assert.Equal(code, Assert.Single(Assert.Throws<YoctoException>(() => ReleaseContents.Read(_folder[path], null)).Diagnostics).Code);
    }

    private ReleaseChanges Between(string from, string to) =>
        ReleaseChanges.Between(ReleaseContents.Read(_folder[from], null), ReleaseContents.Read(_folder[to], null));

    private void Bill(string folder, string repository, string features, IEnumerable<Material> packages, string yaml, char digest)
    {
        var container = new Material("container:web", "container", "localhost/web", "1")
        {
            Digests = [new Digest("SHA-256", new string(digest, 64))],
            Properties = [(BillOfMaterials.ContainerName, "web:1")],
            Parts = [new Material("container:web/nuget:YamlDotNet", "library", "YamlDotNet", yaml) { Purl = PackageUrl.NuGet("YamlDotNet", yaml) }],
        };
        var product = new Material("image", "operating-system", "image", "1")
        {
            Properties = [(BillOfMaterials.Configuration + "DISTRO_FEATURES", features), (BillOfMaterials.Repository + "poky", $"https://git.example.org/{repository}")],
        };
        _folder.Write($"{folder}/image.cdx.json", new CycloneDxWriter("1").Write(new BillOfMaterials(product, [.. packages, container])));
    }

    private static Material Package(string name, string version, long size, string license) => new($"yocto:{name}", "library", name, version)
    {
        License = new License(license),
        Properties = [(BillOfMaterials.FullVersion, version), (BillOfMaterials.Size, $"{size}")],
    };
}
