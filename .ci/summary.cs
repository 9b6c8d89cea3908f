// Sums up the TRX files of a folder: what failed, what was skipped and why, and the closing line of .ci/run.
using System.Xml.Linq;

var results = Directory.GetFiles(args[0], "*.trx", SearchOption.AllDirectories)
    .SelectMany(file => XDocument.Load(file).Descendants().Where(e => e.Name.LocalName == "UnitTestResult"))
    .Select(e => (
        Name: (string)e.Attribute("testName")!,
        Outcome: (string)e.Attribute("outcome")!,
        Message: e.Descendants().FirstOrDefault(m => m.Name.LocalName == "Message")?.Value
            ?? e.Descendants().FirstOrDefault(m => m.Name.LocalName == "StdOut")?.Value ?? ""))
    .ToList();

var passed = results.Where(r => r.Outcome == "Passed").ToList();
var skipped = results.Where(r => r.Outcome == "NotExecuted").ToList();
var failed = results.Except(passed).Except(skipped).ToList();

foreach (var test in failed)
    Console.WriteLine($"failed  {test.Name}: {test.Message}");
foreach (var test in skipped.OrderBy(t => t.Name))
    Console.WriteLine($"skipped {test.Name}: {test.Message.Trim()}");
Console.WriteLine($"{passed.Count} passed, {failed.Count} failed, {skipped.Count} skipped");
return failed.Count == 0 && passed.Count > 0 ? 0 : 1;
