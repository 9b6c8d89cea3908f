using Yocto.Sdk.Materials;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Materials;

public sealed class SpdxLicensesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("MIT", "MIT")]
    [InlineData("GPL-2.0-only & bzip2-1.0.4", "GPL-2.0-only AND bzip2-1.0.4")]
    [InlineData("(GPLv2+ | MIT) & BSD", "(GPL-2.0-or-later OR MIT) AND LicenseRef-BSD")]
    [InlineData("MIT&(GPL-2.0-only|MIT)", "MIT AND (GPL-2.0-only OR MIT)")]
    [InlineData("Acme_1", "LicenseRef-Acme-1")]
    [InlineData("MIT GPL-2.0-only", "MIT AND GPL-2.0-only")]
    [InlineData("GPL-2.0-only WITH Linux-syscall-note", "GPL-2.0-only WITH Linux-syscall-note")]
    public void A_recipe_s_licence_becomes_an_expression(string text, string expression) =>
        Assert.Equal(new License(expression), Licenses().OfRecipe(text));

    [Fact]
    public void What_is_closed_is_no_licence() => Assert.Equal(new License(null, "CLOSED"), Licenses().OfRecipe("CLOSED"));

    [Fact]
    public void A_recipe_may_say_nothing() => Assert.Null(Licenses().OfRecipe(null));

    private SpdxLicenses Licenses()
    {
        _folder.Write("meta/files/spdx-licenses.json", """{ "licenses": [ { "licenseId": "MIT" }, { "licenseId": "GPL-2.0-only" }, { "licenseId": "GPL-2.0-or-later" }, { "licenseId": "bzip2-1.0.4" } ] }""");
        _folder.Write("meta/conf/licenses.conf", "SPDXLICENSEMAP[GPLv2] = \"GPL-2.0-only\"\nSPDXLICENSEMAP[GPLv2+] = \"GPL-2.0-or-later\"\n");
        return SpdxLicenses.Of(_folder.Path);
    }
}
