using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Xml.Linq;
using Yocto.Sdk.BitBake.Tests.BitBake;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.BitBake.Tests.Samples;

public sealed class QuickstartBootTests(PreparedHost host, ITestOutputHelper output)
{
    private const string ResultsFile = "TestResults/quickstart_qemux86-64.trx";

    // QEMU ends with what started it
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    [HeavyFact]
    public async Task The_quickstarts_image_boots_and_runs_a_container_with_crun()
    {
        using var project = await SampleProject.QuickstartAsync(host);
        var images = await project.BuildAsync();
        Assert.Equal(["ext4", "tar.zst", "wic"], images.Keys.Order());

        var test = await project.DotnetAsync("test --no-build");

        Assert.Equal([], test.Errors);
        Assert.Equal([("podman.sh", "Passed")], Results(project));
        test.Succeeded();
    }

    // on two idle cores in about ten minutes
    [HeavyFact(2)]
    public async Task A_test_of_an_image_that_is_killed_at_ten_moments_is_repaired_by_the_next_test()
    {
        using var project = await SampleProject.QuickstartAsync(host);
        await project.BuildAsync();
        var clock = Stopwatch.StartNew();
        (await project.DotnetAsync("test --no-build")).Succeeded();
        var duration = clock.Elapsed;
        var delivered = Hashes(project);

        var processes = new FolderProcesses(project.Folder);
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}, a test takes {duration.TotalSeconds:0.0} s"));
        for (var n = 0; n < 10; n++)
        {
            File.Delete(project[ResultsFile]);
            var moment = duration * ((n + random.NextDouble()) / 10);

            var killed = project.DotnetAsync("test --no-build");
            await Task.Delay(moment, TestContext.Current.CancellationToken);
            var names = processes.Kill(dotnetAlone: n % 2 == 0);
            var rest = await processes.EndAsync(_patience);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{moment.TotalSeconds:0.0} s: {string.Join(' ', names)}; the rest was gone after {rest.TotalSeconds:0.0} s"));
            await killed;

            (await project.DotnetAsync("test --no-build")).Succeeded();
            Assert.Equal([("podman.sh", "Passed")], Results(project));
            Assert.Equal(delivered, Hashes(project));
        }
    }

    private static IEnumerable<(string Test, string Outcome)> Results(SampleProject project) =>
        XDocument.Load(project[ResultsFile]).Descendants()
            .Where(e => e.Name.LocalName == "UnitTestResult")
            .Select(e => (e.Attribute("testName")!.Value, e.Attribute("outcome")!.Value));

    private static SortedDictionary<string, string> Hashes(SampleProject project) => new(
        Directory.EnumerateFiles(project["bin"], "*", SearchOption.AllDirectories).ToDictionary(f => f, Hash), StringComparer.Ordinal);

    private static string Hash(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexString(SHA256.HashData(stream));
    }
}
