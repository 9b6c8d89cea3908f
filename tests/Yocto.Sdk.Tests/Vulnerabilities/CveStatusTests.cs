using Yocto.Sdk.Project;
using Yocto.Sdk.Testing;
using Yocto.Sdk.Vulnerabilities;

namespace Yocto.Sdk.Tests.Vulnerabilities;

public sealed class CveStatusTests : IDisposable
{
    private static readonly Dictionary<string, string> _known = new() { ["not-applicable-config"] = "Ignored" };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("CVE-2023-1234", "", "not-applicable-config", "no httpd", null)]
    [InlineData("CVE-2023-1234", "busybox", "not-applicable-config", "no httpd", null)]
    [InlineData("2023-1234", "", "not-applicable-config", "no httpd", "YOCTO5023")]
    [InlineData("CVE-2023-1234", "", "not-applicable-config", " ", "YOCTO5022")]
    [InlineData("CVE-2023-1234", "", "not-aplicable", "no httpd", "YOCTO5024")]
    [InlineData("CVE-2023-1234", "", "", "no httpd", "YOCTO5024")]
    [InlineData("CVE-2023-1234", "busy box", "not-applicable-config", "no httpd", "YOCTO5025")]
    [InlineData("CVE-2023-1234", "", "not-applicable-config", "no\nhttpd", "YOCTO5030")]
    public void An_item_is_checked(string id, string recipe, string status, string reason, string? code) =>
        Assert.Equal(code is null ? [] : [code], CveStatus.Problems([Status(id, recipe, status, reason)], _known).Select(p => p.Code));

    [Fact]
    public void Two_items_of_one_CVE_are_an_error() => Assert.Equal(["YOCTO5026"],
        CveStatus.Problems([Status("CVE-2023-1234", "", "not-applicable-config", "a"), Status("CVE-2023-1234", "", "not-applicable-config", "b")], _known).Select(p => p.Code));

    [Fact]
    public void A_release_without_CVE_STATUS_gets_CVE_CHECK_IGNORE()
    {
        _folder.Write("meta/classes/cve-check.bbclass", "CVE_CHECK_RECIPE_FILE_JSON ?= \"\"\nCVE_CHECK_IGNORE ?= \"\"\n");

        var text = CveCheckConf.Of(_folder.Path, "2.0.0")!.ToText("/build/cve", [Status("CVE-2023-1234", "busybox", "ignored", "no httpd")]);

        Assert.EndsWith("# ignored: no httpd\nCVE_CHECK_IGNORE:append:pn-busybox = \" CVE-2023-1234\"\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_release_without_the_class_has_no_check() => Assert.Null(CveCheckConf.Of(_folder.Path, "2.18.0"));

    [Fact]
    public void A_report_joins_those_of_the_recipes_the_most_severe_first()
    {
        _folder.Write("b_cve.json", """
            { "version": "1", "package": [ { "name": "b", "layer": "meta", "version": "2", "products": [], "issue": [
              { "id": "CVE-2020-0001", "scorev2": "1.0", "scorev3": "0.0", "status": "Unpatched" },
              { "id": "CVE-2020-0002", "scorev2": "1.0", "scorev3": "9.1", "status": "Ignored", "detail": "ignored" } ] } ] }
            """);
        _folder.Write("a_cve.json", """{ "version": "1", "package": [ { "name": "a", "layer": "meta", "version": "1", "products": [], "issue": [] } ] }""");

        var report = CveReport.Read(_folder.Path);

        Assert.Equal(["a", "b"], report.Recipes);
        Assert.Equal(
            [new CveFinding("CVE-2020-0002", "b", "2", "meta", "Ignored", "ignored", 9.1), new CveFinding("CVE-2020-0001", "b", "2", "meta", "Unpatched", "", 1.0)],
            report.Findings);
        Assert.True(report.Findings[0].Answers(Status("CVE-2020-0002", "b", "ignored", "x")));
        Assert.False(report.Findings[0].Answers(Status("CVE-2020-0002", "a", "ignored", "x")));
    }

    private static CveStatus Status(string id, string recipe, string status, string reason) => new(id, recipe, status, reason, new Origin("/none", "YoctoCveStatus", id));
}
