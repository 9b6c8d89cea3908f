using System.Text;
using Yocto.Sdk.Materials;
using Yocto.Sdk.Oci;
using Yocto.Sdk.Product.Containers;
using Yocto.Sdk.Testing;
using Yocto.Sdk.Testing.Containers;

namespace Yocto.Sdk.Tests.Materials;

public sealed class ContainerMaterialTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Packages_of_dpkg_are_parts_and_their_files_are_not()
    {
        var container = await ReadAsync(Files(
            ("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n"),
            ("var/lib/dpkg/status", """
                Package: libfoo
                Status: install ok installed
                Maintainer: A Person <a@example.org>
                Architecture: amd64
                Version: 1:2.0-1+b1
                Depends: libc6 (>= 2.36), base | other
                Homepage: https://example.org/foo
                Description: a library
                 that does more

                Package: base
                Status: install ok installed
                Architecture: all
                Version: 3

                Package: gone
                Status: deinstall ok config-files
                Architecture: all
                Version: 1

                """.Replace("\r", "", StringComparison.Ordinal)),
            ("var/lib/dpkg/info/libfoo:amd64.list", "/.\n/lib\n/lib/libfoo.so.2\n"),
            ("usr/lib/libfoo.so.2", "of the package"),
            ("usr/share/doc/libfoo/copyright", "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\nFiles: *\nLicense: Expat\n\nFiles: b\nLicense: GPL-2+\n"),
            ("app/run", "of no package")), ("lib", "usr/lib"));

        var foo = Assert.Single(container.Parts, p => p.Name == "libfoo");
        Assert.Equal(("library", "1:2.0-1+b1", "pkg:deb/debian/libfoo@1:2.0-1%2Bb1?arch=amd64&distro=debian-12"), (foo.Type, foo.Version, foo.Purl));
        Assert.Equal(("a library", "A Person <a@example.org>", "Expat, GPL-2+"), (foo.Description, foo.Supplier, foo.License?.Name));
        Assert.Equal([new Link("website", "https://example.org/foo")], foo.Links);
        Assert.Equal(["container:test/deb:base:all@3"], foo.Needs);
        Assert.Equal(["base", "libfoo"], container.Parts.Where(p => p.Type == "library").Select(p => p.Name));
        Assert.Equal(["/app/run", "/etc/os-release", "/usr/share/doc/libfoo/copyright"], container.Parts.Where(p => p.Type == "file").Select(p => p.Name));
    }

    [Fact]
    public async Task Packages_of_apk_have_the_licence_that_they_name()
    {
        var container = await ReadAsync(Files(
            ("etc/os-release", "ID=alpine\nVERSION_ID=3.20.1\n"),
            ("lib/apk/db/installed", "C:Q1=\nP:musl\nV:1.2.5-r0\nA:x86_64\nT:the musl c library\nU:https://musl.libc.org/\nL:MIT\nF:lib\nR:libc.so\nZ:Q1=\n\nP:odd\nV:1\nA:x86_64\nL:GPL-2.0-only AND public-domain\nD:so:libc.so.1 musl\n\n"),
            ("lib/libc.so", "c")));

        Assert.Equal(["musl", "odd", "/etc/os-release"], container.Parts.Select(p => p.Name));
        Assert.Equal("pkg:apk/alpine/musl@1.2.5-r0?arch=x86_64&distro=alpine-3.20.1", container.Parts[0].Purl);
        Assert.Equal(new License("MIT"), container.Parts[0].License);
        Assert.Equal(new License(null, "GPL-2.0-only AND public-domain"), container.Parts[1].License);
        Assert.Equal(["container:test/apk:musl:x86_64@1.2.5-r0"], container.Parts[1].Needs);
    }

    [Fact]
    public async Task A_layer_replaces_and_removes_what_is_under_it()
    {
        var container = await ReadAsync(Files(("a", "old"), ("b/one", "1"), ("b/two", "2"), ("c/one", "1"), ("d", "file")), null,
            Files(("a", "new"), ("b/.wh.one", ""), ("c/.wh..wh..opq", ""), ("c/three", "3"), (".wh.d", "")),
            Files(("d/now", "a folder")));

        Assert.Equal(["/a", "/b/two", "/c/three", "/d/now"], container.Parts.Select(p => p.Name));
        Assert.Equal("11507a0e2f5e69d5dfa40a62a1bd7b6ee57e6bcd85c67c9b8431b36fff21c437", container.Parts[0].Digests[0].Hex);
        Assert.Equal(3, container.Properties.Count(p => p.Name == BillOfMaterials.Layer));
    }

    [Fact]
    public async Task NuGet_packages_are_those_of_each_list_of_an_application()
    {
        var container = await ReadAsync(Files(("app/Web.deps.json", """
            {
              "runtimeTarget": { "name": ".NETCoreApp,Version=v10.0" },
              "targets": { ".NETCoreApp,Version=v10.0": {
                "Web/1.0.0": { "dependencies": { "YamlDotNet": "18.1.0" } },
                "YamlDotNet/18.1.0": { "dependencies": { "Other": "1.0.0" } },
                "Other/1.0.0": {} } },
              "libraries": {
                "Web/1.0.0": { "type": "project", "sha512": "" },
                "YamlDotNet/18.1.0": { "type": "package", "sha512": "sha512-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==" },
                "Other/1.0.0": { "type": "package" } }
            }
            """), ("app/broken.deps.json", "{")));

        Assert.Equal(["pkg:nuget/Other@1.0.0", "pkg:nuget/YamlDotNet@18.1.0"], container.Parts.Select(p => p.Purl).OfType<string>());
        var yaml = container.Parts.Single(p => p.Name == "YamlDotNet");
        Assert.Equal([new Digest("SHA-512", new string('0', 128))], yaml.Digests);
        Assert.Equal(["container:test/nuget:Other@1.0.0"], yaml.Needs);
    }

    [Fact]
    public async Task A_database_that_is_not_read_is_named() =>
        Assert.Contains((BillOfMaterials.Unread, "/var/lib/rpm/rpmdb.sqlite"), (await ReadAsync(Files(("var/lib/rpm/rpmdb.sqlite", "x")))).Properties);

    private async Task<Material> ReadAsync(Dictionary<string, byte[]> files, (string Path, string Target)? link = null, params IReadOnlyDictionary<string, byte[]>[] more)
    {
        var layout = new OciLayout(_folder["layout"]);
        var image = layout.AddImage("amd64", files, links: link is { } one ? new Dictionary<string, string> { [one.Path] = one.Target } : null, more: more);
        var archive = layout.Name(image, "docker.io/library/test:1").Archive(_folder["test.tar"]);
        var found = await ContainerFiles.ReadAsync(archive, _folder["work"], new ImagePlatform("amd64"), ContainerMaterial.IsRead, TestContext.Current.CancellationToken);
        Assert.False(Directory.Exists(_folder["work"]));
        _folder.Write("core/meta/files/spdx-licenses.json", """{ "licenses": [ { "licenseId": "MIT" }, { "licenseId": "GPL-2.0-only" } ] }""");
        return new ContainerMaterial(SpdxLicenses.Of(_folder["core"]), new NuGetFolders([]))
            .Of(new PreloadedImage("test", "docker.io/library/test:1", "sha256:0", archive, "test"), found, null);
    }

    private static Dictionary<string, byte[]> Files(params (string Path, string Text)[] files) => files.ToDictionary(f => f.Path, f => Encoding.UTF8.GetBytes(f.Text));
}
