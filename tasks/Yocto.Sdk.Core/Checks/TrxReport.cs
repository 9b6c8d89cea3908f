using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.Checks;

/// <summary>Results as a TRX file, which every .NET tool and build server reads (<c>vstst.xsd</c>, TeamTest 2010).</summary>
internal static class TrxReport
{
    private static readonly XNamespace _ns = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    // the list "Results Not in a List" and the type "unit test" have fixed ids
    private const string ListId = "8c84fa94-04c1-424b-9868-57a2d4851a1d";
    private const string UnitTest = "13cdc9d9-ddb5-4fa4-a97d-d965ccfa6d4b";

    /// <summary>Writes the whole file or none.</summary>
    /// <param name="file">Absolute.</param>
    /// <param name="name">Of the run: the project and the machine.</param>
    public static Task WriteAsync(string file, string name, IReadOnlyList<DeviceCheckResult> results, CancellationToken cancellation) =>
        WholeFile.WriteAsync(file, stream => Of(name, results).SaveAsync(stream, SaveOptions.None, cancellation));

    /// <param name="name">Of the run: the project and the machine.</param>
    public static XDocument Of(string name, IReadOnlyList<DeviceCheckResult> results)
    {
        var start = results.Count == 0 ? DateTime.UtcNow : results[0].Start;
        return new XDocument(new XElement(_ns + "TestRun",
            new XAttribute("id", Guid.NewGuid()),
            new XAttribute("name", Clean(name)),
            new XElement(_ns + "Times",
                new XAttribute("start", Time(start)),
                new XAttribute("finish", Time(results.Count == 0 ? start : results[^1].Start + results[^1].Duration))),
            new XElement(_ns + "Results", results.Select(r => Result(name, r))),
            new XElement(_ns + "TestDefinitions", results.Select(r => Definition(name, r))),
            new XElement(_ns + "TestEntries", results.Select(r => new XElement(_ns + "TestEntry",
                new XAttribute("testId", TestId(name, r)), new XAttribute("executionId", ExecutionId(name, r)), new XAttribute("testListId", ListId)))),
            new XElement(_ns + "TestLists", new XElement(_ns + "TestList",
                new XAttribute("name", "Results Not in a List"), new XAttribute("id", ListId))),
            new XElement(_ns + "ResultSummary",
                new XAttribute("outcome", results.Any(r => r.Outcome == CheckOutcome.Failed) ? "Failed" : "Completed"),
                new XElement(_ns + "Counters",
                    new XAttribute("total", results.Count),
                    new XAttribute("executed", results.Count(r => r.Outcome != CheckOutcome.Skipped)),
                    new XAttribute("passed", results.Count(r => r.Outcome == CheckOutcome.Passed)),
                    new XAttribute("failed", results.Count(r => r.Outcome == CheckOutcome.Failed))))));
    }

    private static XElement Result(string run, DeviceCheckResult result) => new(_ns + "UnitTestResult",
        new XAttribute("executionId", ExecutionId(run, result)),
        new XAttribute("testId", TestId(run, result)),
        new XAttribute("testName", Clean(result.Check.Name)),
        new XAttribute("computerName", Clean(run)),
        new XAttribute("duration", result.Duration.ToString("c", CultureInfo.InvariantCulture)),
        new XAttribute("startTime", Time(result.Start)),
        new XAttribute("endTime", Time(result.Start + result.Duration)),
        new XAttribute("testType", UnitTest),
        new XAttribute("testListId", ListId),
        new XAttribute("outcome", result.Outcome == CheckOutcome.Skipped ? "NotExecuted" : result.Outcome.ToString()),
        new XElement(_ns + "Output", result.Outcome == CheckOutcome.Failed
            ? new XElement(_ns + "ErrorInfo", new XElement(_ns + "Message", Clean(result.Output)))
            : new XElement(_ns + "StdOut", Clean(result.Output))));

    private static XElement Definition(string run, DeviceCheckResult result) => new(_ns + "UnitTest",
        new XAttribute("name", Clean(result.Check.Name)),
        new XAttribute("storage", Clean(result.Check.Location.File)),
        new XAttribute("id", TestId(run, result)),
        new XElement(_ns + "Execution", new XAttribute("id", ExecutionId(run, result))),
        new XElement(_ns + "TestMethod",
            new XAttribute("codeBase", Clean(result.Check.Location.File)),
            new XAttribute("className", Clean(run)),
            new XAttribute("name", Clean(result.Check.Name))));

    private static Guid TestId(string run, DeviceCheckResult result) => IdOf($"{run}/{result.Check.Name}");

    private static Guid ExecutionId(string run, DeviceCheckResult result) => IdOf($"{run}/{result.Check.Name}/{result.Start.Ticks}");

    // the same check has the same id in every run, so that tools can show its history
    private static Guid IdOf(string text) => new(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));

    private static string Time(DateTime time) => time.ToString("O", CultureInfo.InvariantCulture);

    // XML has no control characters, not even escaped; halves of a pair become U+FFFD
    private static string Clean(string text) => string.Concat(text.EnumerateRunes().Where(r => !r.IsBmp || XmlConvert.IsXmlChar((char)r.Value)));
}
