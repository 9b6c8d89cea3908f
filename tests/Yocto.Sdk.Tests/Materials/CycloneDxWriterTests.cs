using Yocto.Sdk.Materials;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Materials;

public sealed class CycloneDxWriterTests
{
    private static readonly BillOfMaterials _bill = new(
        new Material("image", "operating-system", "core-image-minimal", "5.0")
        {
            Properties = [("yocto-sdk:repository:poky", "https://git.example.org/poky@0000000000000000000000000000000000000000")],
            Needs = ["container:web", "yocto:busybox"],
        },
        [
            new Material("container:web", "container", "localhost/web", "latest")
            {
                Purl = PackageUrl.Oci("localhost/web", "sha256:" + new string('0', 64), "latest"),
                Parts = [new Material("container:web/file:/app/Web.dll", "file", "/app/Web.dll", null) { Digests = [new Digest("SHA-256", new string('a', 64))] }],
            },
            new Material("yocto:busybox", "library", "busybox", "1.36.1")
            {
                Supplier = "OpenEmbedded", Description = "Tiny \"versions\" <of> things", License = new License("GPL-2.0-only AND bzip2-1.0.4"),
                Cpe = "cpe:2.3:a:*:busybox:1.36.1:*:*:*:*:*:*:*", Purl = PackageUrl.Yocto("busybox", "1.36.1"),
                Links = [new Link("source-distribution", "https://example.org/busybox.tar.bz2") { Digest = new Digest("SHA-256", new string('b', 64)) }],
            },
            new Material("yocto:closed", "library", "closed", "1") { License = new License(null, "CLOSED") },
        ]);

    [Fact]
    public async Task A_bill_is_valid_by_the_schema_of_CycloneDX()
    {
        using var validator = await CycloneDxValidator.InstallAsync();
        using var folder = new TemporaryFolder();

        await validator.RequireValidAsync(folder.Write("plain.cdx.json", new CycloneDxWriter("1.0").Write(_bill)));
        await validator.RequireValidAsync(folder.Write("timed.cdx.json", new CycloneDxWriter("1.0").Write(_bill with { Made = 1_700_000_000 })));
    }

    [Fact]
    public void The_same_bill_is_the_same_document_and_another_has_another_serial_number()
    {
        var writer = new CycloneDxWriter("1.0");

        Assert.Equal(writer.Write(_bill), writer.Write(_bill with { }));
        Assert.NotEqual(SerialNumberOf(writer.Write(_bill)), SerialNumberOf(writer.Write(_bill with { Materials = [] })));
        Assert.DoesNotContain("timestamp", writer.Write(_bill), StringComparison.Ordinal);
        Assert.Contains("\"timestamp\": \"2023-11-14T22:13:20Z\"", writer.Write(_bill with { Made = 1_700_000_000 }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("libstdc++6", "12.2.0-14+deb12u1", "pkg:yocto/libstdc%2B%2B6@12.2.0-14%2Bdeb12u1")]
    [InlineData("Foo", "1:2~rc1", "pkg:yocto/foo@1:2~rc1")]
    public void A_package_URL_is_encoded(string recipe, string version, string url) => Assert.Equal(url, PackageUrl.Yocto(recipe, version));

    private static string SerialNumberOf(string document) => document.Split("\"serialNumber\": \"")[1].Split('"')[0];
}
