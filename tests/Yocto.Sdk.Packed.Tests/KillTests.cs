using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Yocto.Sdk.Testing;
using Yocto.Sdk.Testing.Containers;

namespace Yocto.Sdk.Packed.Tests;

/// <summary>
/// <c>kill -9</c> at any moment: nothing of it goes on, and the next command succeeds without help and delivers the same.
/// </summary>
public sealed class KillTests(PackedSdk sdk, ITestOutputHelper output)
{
    // A bridge that lost dotnet stops bitbake, and gives it a second or two.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    /// <summary>The commands that are killed.</summary>
    public enum Work
    {
        /// <summary>Restore, configuration, bitbake and delivery.</summary>
        Build,

        /// <summary>Restore, the fetch of containers from a registry, and the product layer.</summary>
        Containers,

        /// <summary>All of a build, and the release folder.</summary>
        Publish,
    }

    [Theory]
    [InlineData(Work.Build)]
    [InlineData(Work.Containers)]
    [InlineData(Work.Publish)]
    public Task Work_that_is_killed_at_two_moments_is_repaired_by_the_next_command(Work work) => KillAsync(work, 2);

    // on two idle cores in about seven minutes each: two projects are killed side by side
    [HeavyTheory(2)]
    [InlineData(Work.Build)]
    [InlineData(Work.Containers)]
    [InlineData(Work.Publish)]
    public Task Work_that_is_killed_at_fifty_moments_is_repaired_by_the_next_command(Work work) => Task.WhenAll(KillAsync(work, 25), KillAsync(work, 25));

    private async Task KillAsync(Work work, int times)
    {
        using var user = await UserFolder.CreateAsync(sdk);
        using var registry = Registry(user["images"]);
        var (command, delivered) = await PrepareAsync(user, work, $"{registry.Repository}@{registry["1"]}");
        var clock = Stopwatch.StartNew();
        (await user.DotnetAsync(command)).Succeeded();
        var duration = clock.Elapsed;
        var deliverables = Hashes(user, delivered);
        Assert.NotEmpty(deliverables);
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

            user.Start(command);
            await Task.Delay(moment, TestContext.Current.CancellationToken);
            var killed = processes.Kill(dotnetAlone);
            var rest = await processes.EndAsync(_patience);
            if (killed.Count == 0)
            {
                // it had come to its end: builds are faster now than the first one was
                duration = (duration + moment) / 2;
                continue;
            }

            phases.Add(Reached(user, delivered));
            kills.Add(string.Create(CultureInfo.InvariantCulture,
                $"{moment.TotalSeconds:0.00} s, {phases[^1]}: {string.Join(' ', killed)}; the rest was gone after {rest.TotalSeconds:0.0} s"));
            var which = $"seed {seed}, kill {kills.Count}: {kills[^1]}";
            var next = await user.DotnetAsync(command);
            Assert.True(next.ExitCode == 0, $"{which}\n{next.Output}");
            Assert.True(next.Warnings.Count == 0, $"{which}\n{next.Output}");
            Assert.Equal(deliverables, Hashes(user, delivered));
            Assert.Equal(pins, user.Read("yocto.lock.json"));

            var again = (await user.DotnetAsync(command)).Succeeded();
            Assert.False(again.Tasks.Contains("RunBitBake"), which);
            Assert.Equal(deliverables, Hashes(user, delivered));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}, {work}: it takes {duration.TotalSeconds:0.0} s"));
        foreach (var kill in kills)
            output.WriteLine(kill);
        output.WriteLine(string.Join(", ", phases.CountBy(p => p).Select(p => $"{p.Key}: {p.Value}")));
    }

    /// <summary>Writes the project, and tells the command and the folder that it delivers to.</summary>
    private static async Task<(string Command, string Delivered)> PrepareAsync(UserFolder user, Work work, string image)
    {
        // Each task takes a moment, and the restore too: a layer repository of some megabytes.
        await AddLayerRepositoryAsync(user);
        var items = """
            <YoctoLayerRepository Include="meta-product" Url="upstream/meta-product" Branch="scarthgap" />
                <YoctoLayer Include="meta-product" />
                <YoctoVariable Include="SECONDS" Value="0.2" />
            """;
        var properties = "<YoctoRelease>scarthgap</YoctoRelease><Machine>qemuarm64</Machine>";
        if (work == Work.Containers)
        {
            properties += "<Image>core-image-minimal</Image><YoctoContainerEngine>podman</YoctoContainerEngine>";
            items += $"""<YoctoLayer Include="layers/meta-containers/" /><YoctoContainer Include="{image}" />""";
            ExtensionPoints.WriteContainerLayer(user);
        }

        user.Device(properties, items);
        return work switch
        {
            Work.Build => ("build", "bin/Debug/qemuarm64"),
            Work.Containers => ("build -t:YoctoProduct", "obj/Debug/qemuarm64/meta-device"),
            _ => ("publish", "bin/Release/qemuarm64/publish"),
        };
    }

    /// <summary>A slow registry with an image of some megabytes, as <c>noise:1</c>.</summary>
    private static LoopbackRegistry Registry(string folder)
    {
        var layout = new OciLayout(folder);
        var image = layout.AddImage("arm64", new Dictionary<string, byte[]> { ["bin/noise"] = RandomNumberGenerator.GetBytes(4 << 20) });
        return new LoopbackRegistry(layout, "noise") { Pace = TimeSpan.FromSeconds(0.3) }.Tag("1", OciLayout.DigestOf(image));
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

    private static string Reached(UserFolder user, string delivered)
    {
        var obj = user[$"obj/{(delivered.Contains("Release", StringComparison.Ordinal) ? "Release" : "Debug")}/qemuarm64"];
        return Directory.Exists(user[delivered]) && File.Exists($"{obj}/yocto.stamp") ? "at the end"
            : File.Exists($"{obj}/build-result.json") ? "delivering"
            : Directory.Exists($"{obj}/build/tmp") ? "building"
            : Directory.Exists($"{obj}/meta-device") ? "writing the product layer"
            : Directory.Exists(user["home/.cache/yocto-sdk/containers"]) ? "fetching containers"
            : File.Exists(user["obj/yocto.layers.json"]) ? "restored"
            : Directory.Exists(user["obj/layers"]) ? "restoring"
            : "starting";
    }

    private static SortedDictionary<string, string> Hashes(UserFolder user, string folder) => new(
        user.Files(folder).ToDictionary(f => f, f => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(user[$"{folder}/{f}"])))), StringComparer.Ordinal);

    private static async Task AddLayerRepositoryAsync(UserFolder user)
    {
        var repository = await UpstreamRepository.CreateAsync(user["upstream/meta-product"], "scarthgap");
        user.Write("upstream/meta-product/conf/layer.conf", UpstreamRepository.LayerConf("product"));
        for (var n = 0; n < 8; n++)
            user.Write($"upstream/meta-product/files/noise-{n}", Convert.ToBase64String(RandomNumberGenerator.GetBytes(1 << 20)));
        await repository.CommitAsync("meta-product: first");
    }
}
