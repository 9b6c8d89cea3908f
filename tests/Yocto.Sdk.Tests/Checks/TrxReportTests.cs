using System.Xml.Linq;
using Yocto.Sdk.Checks;
using Yocto.Sdk.Project;

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
}
