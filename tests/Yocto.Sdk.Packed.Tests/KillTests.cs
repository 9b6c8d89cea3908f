using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Packed.Tests;

/// <summary>
/// <c>kill -9</c> at any moment of restore and build: nothing of it goes on, and the next build succeeds without help.
/// </summary>
public sealed class KillTests(PackedSdk sdk, ITestOutputHelper output)
{
    // Each task takes a moment, and the restore too: a layer repository of some megabytes.
    private const string Items = """
        <YoctoLayerRepository Include="meta-product" Url="upstream/meta-product" Branch="scarthgap" />
            <YoctoLayer Include="meta-product" />
            <YoctoVariable Include="SECONDS" Value="0.2" />
            <YoctoPackage Include="podman" />
        """;

    // A bridge that lost dotnet stops bitbake, and gives it a second or two.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    [Fact]
    public Task A_restore_and_build_that_is_killed_at_five_moments_is_repaired_by_the_next_build() => KillAsync(5);

    // on two idle cores in about seven minutes: two projects are killed side by side
    [HeavyFact(2)]
    public Task A_restore_and_build_that_is_killed_at_fifty_moments_is_repaired_by_the_next_build() => Task.WhenAll(KillAsync(25), KillAsync(25));

    private async Task KillAsync(int times)
    {
        using var user = await UserFolder.CreateAsync(sdk);
        await AddLayerRepositoryAsync(user);
        user.Device(items: Items);
        var clock = Stopwatch.StartNew();
        (await user.DotnetAsync("build")).Succeeded();
        var duration = clock.Elapsed;
        var deliverables = Deliverables(user);
        var pins = user.Read("yocto.lock.json");

        var processes = new FolderProcesses(user.Path);
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        List<string> kills = [];
        List<string> phases = [];
        while (kills.Count < times)
        {
            StartAnew(user);
            var moment = duration * random.NextDouble();
            var dotnetAlone = random.Next(2) == 0;

            user.StartBuild();
            await Task.Delay(moment, TestContext.Current.CancellationToken);
            var killed = processes.Kill(dotnetAlone);
            var rest = await processes.EndAsync(_patience);
            if (killed.Count == 0)
            {
                // it had come to its end: builds are faster now than the first one was
                duration = (duration + moment) / 2;
                continue;
            }

            phases.Add(Reached(user));
            kills.Add(string.Create(CultureInfo.InvariantCulture,
                $"{moment.TotalSeconds:0.00} s, {phases[^1]}: {string.Join(' ', killed)}; the rest was gone after {rest.TotalSeconds:0.0} s"));
            var which = $"seed {seed}, kill {kills.Count}: {kills[^1]}";
            var next = await user.DotnetAsync("build");
            Assert.True(next.ExitCode == 0, $"{which}\n{next.Output}");
            Assert.True(next.Warnings.Count == 0, $"{which}\n{next.Output}");
            Assert.Equal(deliverables, Deliverables(user));
            Assert.Equal(pins, user.Read("yocto.lock.json"));

            var again = await user.DotnetAsync("build -t:Build -getItem:YoctoImage");
            Assert.Equal(["core-image-minimal-qemuarm64.rootfs.ext4", "core-image-minimal-qemuarm64.rootfs.wic"], UserFolder.ItemsIn(again).Select(i => i.Name));
            Assert.False(again.Tasks.Contains("RunBitBake"), which);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}, a build takes {duration.TotalSeconds:0.0} s"));
        foreach (var kill in kills)
            output.WriteLine(kill);
        output.WriteLine(string.Join(", ", phases.CountBy(p => p).Select(p => $"{p.Key}: {p.Value}")));
    }

    private static void StartAnew(UserFolder user)
    {
        foreach (var folder in (string[])["obj", "bin", "home/.cache"])
        {
            if (Directory.Exists(user[folder]))
                Directory.Delete(user[folder], recursive: true);
        }

        File.Delete(user["yocto.lock.json"]);
    }

    private static string Reached(UserFolder user) =>
        File.Exists(user["obj/Debug/qemuarm64/yocto.stamp"]) ? "at the end"
        : File.Exists(user["obj/Debug/qemuarm64/build-result.json"]) ? "delivering"
        : Directory.Exists(user["obj/Debug/qemuarm64/build/tmp"]) ? "building"
        : File.Exists(user["obj/yocto.layers.json"]) ? "restored"
        : Directory.Exists(user["obj/layers"]) ? "restoring"
        : "starting";

    private static SortedDictionary<string, string> Deliverables(UserFolder user) => new(
        user.Files("bin").ToDictionary(f => f, f => user.Read($"bin/{f}")), StringComparer.Ordinal);

    private static async Task AddLayerRepositoryAsync(UserFolder user)
    {
        var repository = await UpstreamRepository.CreateAsync(user["upstream/meta-product"], "scarthgap");
        user.Write("upstream/meta-product/conf/layer.conf", UpstreamRepository.LayerConf("product"));
        for (var n = 0; n < 8; n++)
            user.Write($"upstream/meta-product/files/noise-{n}", Convert.ToBase64String(RandomNumberGenerator.GetBytes(1 << 20)));
        await repository.CommitAsync("meta-product: first");
    }
}
