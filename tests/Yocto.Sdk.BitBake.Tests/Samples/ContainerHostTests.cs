using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Yocto.Sdk.Device.Checks;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.BitBake.Tests.Samples;

/// <summary>A container host from a few lines of a project: what it does at its first boot and later, on a medium of its own.</summary>
public sealed partial class ContainerHostTests(ContainerHostProject project) : IClassFixture<ContainerHostProject>
{
    private const string Shell = """
        set -eux
        { systemctl is-system-running --wait || true; } # to the end of the boot
        web() {
            for second in $(seq 120); do
                [ "$(wget -q -O - http://127.0.0.1:8080/marker 2>/dev/null)" != "made by the test" ] || return 0
                sleep 1
            done
            systemctl status compose-quickstart --no-pager -n 30 || true
            podman ps -a
            return 1
        }

        """;

    [HeavyFact]
    public async Task It_runs_what_it_came_with_and_keeps_its_data_when_its_plug_is_pulled() =>
        await PullThePlugAsync(await project.FlashAsync());

    [HeavyFact(2)]
    public async Task So_does_one_of_another_architecture() =>
        await PullThePlugAsync(await project.FlashAsync("qemuarm64"));

    [HeavyFact(2)]
    public async Task So_does_one_with_a_read_only_root()
    {
        var device = await project.FlashAsync(properties: "-p:YoctoReadOnlyRoot=true");

        await PullThePlugAsync(device, """
            touch /usr/touched && exit 1
            echo a-name-of-its-own > /etc/hostname
            echo kept > /var/lib/kept
            sync
            """, """
            touch /usr/touched && exit 1
            test "$(cat /etc/hostname) $(hostname)" = "a-name-of-its-own a-name-of-its-own"
            test "$(cat /var/lib/kept)" = kept
            """);
    }

    [HeavyFact(2)]
    public async Task Twenty_power_cuts_cost_it_nothing()
    {
        var device = await project.FlashAsync();
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var kept = 0;
        var boot = TimeSpan.FromSeconds(30);
        for (var round = 0; round < 10; round++)
        {
            // while it boots, makes its data partition larger, loads and starts containers
            await CutAsync(device, random.NextDouble() * boot);

            var watch = Stopwatch.StartNew();
            await using var booted = await device.BootAsync();
            await SampleDevice.RunAsync(booted, Shell + $"""
                web
                test -z "$(systemctl list-units --failed --plain --no-legend)"
                set +x
                cd /data/containers/volumes/*/_data
                for number in $(seq {kept}); do
                    read -r found < $number && [ "$found" = $number ] || exit 1
                done
                """);
            boot = watch.Elapsed;

            // while a container writes: what the console tells is on the disk
            var writing = booted.RunAsync($"""
                podman exec $(podman ps -q) busybox sh -c '
                    number={kept}
                    while number=$((number + 1)); do
                        echo $number | dd of=/kept/$number conv=fsync 2>/dev/null && echo "kept $number"
                    done'
                """, TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);
            await Task.Delay(random.NextDouble() * TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
            kept = Math.Max(kept, Kept().Matches(booted.Transcript).Select(m => int.Parse(m.Groups["number"].Value, CultureInfo.InvariantCulture)).LastOrDefault());
            await booted.DisposeAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
        }

        TestContext.Current.TestOutputHelper.WriteLine($"{kept} files");
        Assert.NotEqual(0, kept);
        await using var last = await device.BootAsync();
        await SampleDevice.RunAsync(last, Shell + $"web && test -e /data/containers/volumes/*/_data/{kept}");
    }

    [HeavyFact(2)]
    public async Task Its_exported_layer_builds_the_same_without_the_SDK()
    {
        var (ours, theirs) = await project.ExportAndBuildAsync();

        Assert.Equal(ours, theirs);
    }

    private static async Task PullThePlugAsync(SampleDevice device, string atFirst = "", string later = "")
    {
        await using (var first = await device.BootAsync())
        {
            await SampleDevice.RunAsync(first, Shell + $$$"""
                test "$(podman info --format '{{.Host.OCIRuntime.Name}} {{.Host.CgroupManager}}')" = "crun systemd"
                test "$(podman info --format '{{.Store.GraphDriverName}} {{.Store.GraphRoot}}')" = "overlay /data/containers"
                # the partition has grown to the end of the medium
                test "$(df -m /data | awk 'NR == 2 { print $2 }')" -gt 500
                test "$(podman run --rm --network none --volume /usr:/usr:ro localhost/marker:1 cat /marker/marker)" = "made by the test"
                # nothing else is accepted
                refusal=$(podman load -i /usr/share/containers/preload/marker.oci.tar 2>&1) && exit 1
                echo "$refusal" | grep "rejected by policy"
                web
                echo kept > /data/kept
                sync
                {{{atFirst}}}
                """);
        }

        await using (var second = await device.BootAsync())
        {
            await SampleDevice.RunAsync(second, Shell + $"""
                test "$(cat /data/kept)" = kept
                web
                test "$(podman images --quiet | wc -l)" = 1
                test -z "$(systemctl list-units --failed --plain --no-legend)"
                {later}
                """);
        }
    }

    /// <summary>Pulls the plug some time after it was switched on.</summary>
    private static async Task CutAsync(SampleDevice device, TimeSpan moment)
    {
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        cut.CancelAfter(moment);
        try
        {
            await using var booting = await device.BootAsync(cut.Token);
            await Task.Delay(Timeout.Infinite, cut.Token);
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            // the moment has come
        }
    }

    [GeneratedRegex(@"^kept (?<number>\d+)$", RegexOptions.Multiline)]
    private static partial Regex Kept();
}
