using Yocto.Sdk.Outputs;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Outputs;

public sealed class InstalledPackageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_package_has_what_its_recipe_says_of_it()
    {
        _folder.Write("pkgdata/runtime-reverse/libcrypto3", """
            PN: openssl
            PV: 3.2.6
            PR: r0
            PKGV: 3.2.6
            PKGR: r0
            LICENSE: Apache-2.0
            LICENSE:libcrypto: MIT
            SUMMARY: Secure Socket Layer
            RDEPENDS:libcrypto: libc6 (>= 2.39+git0+ce65d944e3) openssl-conf
            PKG:libcrypto: libcrypto3
            PKGSIZE:libcrypto: 4821760
            """);

        var package = Assert.Single(InstalledPackage.AllOf(_folder.Write("a.manifest", "libcrypto3 core2_64 3.2.6-r0\n"), _folder["pkgdata"]));

        Assert.Equal(new InstalledPackage("libcrypto3", "core2_64", "3.2.6", "3.2.6-r0", "openssl", "MIT", "Secure Socket Layer", 4821760) with { OwnName = "libcrypto", Needs = package.Needs }, package);
        Assert.Equal(["libc6", "openssl-conf"], package.Needs);
    }

    [Fact]
    public void Before_honister_the_name_follows_an_underscore()
    {
        _folder.Write("pkgdata/runtime-reverse/busybox", "PN: busybox\nPKGV: 1.31\nLICENSE_busybox: GPLv2\nPKGSIZE_busybox: 12\nLICENSE: other\n");

        var package = Assert.Single(InstalledPackage.AllOf(_folder.Write("a.manifest", "busybox armv7 1.31-r0\n"), _folder["pkgdata"]));

        Assert.Equal(("GPLv2", 12L), (package.License, package.Size));
    }

    [Fact]
    public void A_package_without_data_has_what_the_list_says()
    {
        var package = Assert.Single(InstalledPackage.AllOf(_folder.Write("a.manifest", "foreign all 1:2.0-1\n"), null));

        Assert.Equal(("foreign", "1:2.0-1", "1:2.0-1", null, null), (package.Name, package.Version, package.FullVersion, package.Recipe, package.Size));
    }
}
