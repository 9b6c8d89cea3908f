using System.Diagnostics;
using System.Globalization;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.BitBake.Tests.BitBake;

/// <summary><c>kill -9</c> at any moment, with the real bitbake: nothing of it goes on, and the next build succeeds without help.</summary>
public sealed class KillTests(PreparedHost host, ITestOutputHelper output)
{
    // The bridge ends bitbake within seconds; its server looks after its client twice a minute.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    // in about three minutes
    [HeavyFact(2)]
    public async Task A_bitbake_build_that_is_killed_at_six_moments_is_repaired_by_the_next_build()
    {
        await host.RequireAsync("scarthgap");
        using var project = new TinyProject(host);
        project.Recipe("slow", """
            do_deploy() {
                sleep 3
                echo "slow" > ${DEPLOYDIR}/slow.txt
            }
            addtask deploy after do_unpack before do_build
            """);
        project.Declare(properties: "<YoctoTarget>hello;slow</YoctoTarget>");
        var processes = new FolderProcesses(project.Folder);
        var clock = Stopwatch.StartNew();
        (await project.BuildAsync()).Succeeded();
        var duration = clock.Elapsed;

        var seed = Random.Shared.Next();
        var random = new Random(seed);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}, a build takes {duration.TotalSeconds:0.0} s"));
        for (var n = 0; n < 6; n++)
        {
            foreach (var folder in (string[])["obj", "bin", "sstate"])
                Directory.Delete(project[folder], recursive: true);
            var moment = duration * ((n + random.NextDouble()) / 6);

            var killed = project.Start();
            await Task.Delay(moment, TestContext.Current.CancellationToken);
            var names = processes.Kill(dotnetAlone: n % 2 == 0);
            var rest = await processes.EndAsync(_patience);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{moment.TotalSeconds:0.0} s: {string.Join(' ', names)}; the rest was gone after {rest.TotalSeconds:0.0} s"));
            await killed.End;

            var next = (await project.BuildAsync()).Succeeded();
            Assert.Equal([], next.Warnings);
            Assert.Equal("hello\n", await File.ReadAllTextAsync(project["bin/Debug/qemux86-64/hello.txt"], TestContext.Current.CancellationToken));
            Assert.Equal("slow\n", await File.ReadAllTextAsync(project["bin/Debug/qemux86-64/slow.txt"], TestContext.Current.CancellationToken));
            Assert.DoesNotContain("RunBitBake", (await project.BuildAsync()).Succeeded().Tasks);
        }
    }
}
