using System.Xml.Linq;
using Yocto.Sdk.Checks;
using Yocto.Sdk.Project;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Checks;

public sealed class TrxReportTests
{
    [Fact]
    public void Every_result_of_a_check_is_in_the_TRX_file_with_its_outcome_and_words()
    {
        var start = new DateTime(2026, 11, 25, 12, 0, 0, DateTimeKind.Utc);
        DeviceCheckResult Result(string name, CheckOutcome outcome, string output) =>
            new(new ShellCheck(name, new SourceLocation($"/p/checks/{name}"), ""), outcome, output, start, TimeSpan.FromSeconds(1.5));

        var trx = TrxReport.Of("device_qemuarm64",
            [Result("a.sh", CheckOutcome.Passed, "fine"), Result("b.sh", CheckOutcome.Failed, "no \u0001 podman"), Result("c.sh", CheckOutcome.Skipped, "")]);

        XNamespace ns = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";
        var results = trx.Descendants(ns + "UnitTestResult").ToList();
        Assert.Equal([("a.sh", "Passed"), ("b.sh", "Failed"), ("c.sh", "NotExecuted")],
            results.Select(r => ((string)r.Attribute("testName")!, (string)r.Attribute("outcome")!)));
        Assert.Equal("fine", results[0].Descendants(ns + "StdOut").Single().Value);
        Assert.Equal("no  podman", results[1].Descendants(ns + "Message").Single().Value);
        Assert.All(results, r => Assert.Equal("00:00:01.5000000", (string)r.Attribute("duration")!));
        var counters = trx.Descendants(ns + "Counters").Single();
        Assert.Equal(("3", "2", "1", "1"), ((string)counters.Attribute("total")!, (string)counters.Attribute("executed")!,
            (string)counters.Attribute("passed")!, (string)counters.Attribute("failed")!));
        Assert.Equal(
            trx.Descendants(ns + "UnitTest").Select(t => (string)t.Attribute("id")!),
            results.Select(r => (string)r.Attribute("testId")!));
    }

    [Fact]
    public async Task The_TRX_file_of_a_check_with_an_odd_name_is_whole()
    {
        using var folder = new TemporaryFolder();
        const string name = "a\u0001\u001b[31m\ud800\uffff 😀.sh";
        var result = new DeviceCheckResult(
            new ShellCheck(name, new SourceLocation($"/p/checks/{name}"), ""), CheckOutcome.Failed, "\0\u001b😀\udc00", DateTime.UtcNow, TimeSpan.Zero);
        await File.WriteAllTextAsync(folder["run.trx"], "old", TestContext.Current.CancellationToken);

        await TrxReport.WriteAsync(folder["run.trx"], "device\u0002", [result], TestContext.Current.CancellationToken);

        var trx = XDocument.Load(folder["run.trx"]);
        Assert.Equal("a[31m\ufffd 😀.sh", (string)Assert.Single(trx.Descendants(), e => e.Name.LocalName == "UnitTestResult").Attribute("testName")!);
        Assert.Equal("😀\ufffd", Assert.Single(trx.Descendants(), e => e.Name.LocalName == "Message").Value);
        Assert.Equal("device", (string)trx.Root!.Attribute("name")!);
        Assert.Equal([folder["run.trx"]], Directory.EnumerateFiles(folder.Path));
    }
}
