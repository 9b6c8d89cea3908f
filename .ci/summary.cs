#:property PublishAot=false
// usage: dotnet run summary.cs -- TESTS_FOLDER RESULTS_FOLDER
// Sums up the TRX file of each test project: what failed, what was skipped and why, and the closing line of .ci/run.
using System.Xml.Linq;

var (projects, results) = (args[0], args[1]);
var tests = new List<(string Name, string Outcome, string Message)>();
foreach (var project in Directory.GetFiles(projects, "*.Tests.csproj", SearchOption.AllDirectories).Select(f => Path.GetFileNameWithoutExtension(f)).Order())
{
    var file = Path.Combine(results, $"{project}.trx");
    if (!File.Exists(file))
    {
        tests.Add((project, "Failed", "it left no results: see above."));
        continue;
    }

    var run = XDocument.Load(file).Root!;
    var own = Named(run, "UnitTestResult").Select(r =>
        (Name: (string)r.Attribute("testName")!, Outcome: (string)r.Attribute("outcome")!, Text(r, "Message") ?? Text(r, "StdOut") ?? "")).ToList();
    tests.AddRange(own);
    // A host that crashed or was stopped leaves the results of the tests before that.
    if (!own.Exists(t => t.Outcome == "Failed") && (string?)Named(run, "ResultSummary").Single().Attribute("outcome") != "Completed")
        tests.Add((project, "Failed", string.Join(' ', Named(run, "RunInfo").Where(i => (string?)i.Attribute("outcome") == "Error").Select(i => i.Value))));
}

var passed = tests.Where(t => t.Outcome == "Passed").ToList();
var skipped = tests.Where(t => t.Outcome == "NotExecuted").ToList();
var failed = tests.Except(passed).Except(skipped).ToList();

foreach (var test in failed)
    Console.WriteLine($"failed  {test.Name}: {test.Message.Trim()}");
foreach (var test in skipped.OrderBy(t => t.Name))
    Console.WriteLine($"skipped {test.Name}: {test.Message.Trim()}");
Console.WriteLine($"{passed.Count} passed, {failed.Count} failed, {skipped.Count} skipped");
return failed.Count == 0 && passed.Count > 0 ? 0 : 1;

static IEnumerable<XElement> Named(XElement root, string name) => root.Descendants().Where(e => e.Name.LocalName == name);

static string? Text(XElement root, string name) => Named(root, name).FirstOrDefault()?.Value;
