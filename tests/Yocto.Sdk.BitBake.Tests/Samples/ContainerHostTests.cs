using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;
using Yocto.Sdk.Checks;
using Yocto.Sdk.Files;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.BitBake.Tests.Samples;

/// <summary>A container host from a few lines of a project: what it does at its first boot and later, on a medium of its own.</summary>
public sealed partial class ContainerHostTests(ContainerHostProject project) : IClassFixture<ContainerHostProject>
{
    [HeavyFact]
    public async Task A_container_host_runs_what_it_came_with_and_keeps_its_data_when_its_plug_is_pulled() =>
        await PullThePlugAsync(await project.FlashAsync());

    [HeavyTheory(2)]
    [InlineData("qemuarm64")]
    [InlineData("orange-pi-pc")]
    public async Task A_container_host_of_another_architecture_keeps_its_data_when_its_plug_is_pulled(string machine) =>
        await PullThePlugAsync(await project.FlashAsync(machine));

    [HeavyFact(2)]
    public async Task A_container_host_with_a_read_only_root_keeps_its_data_when_its_plug_is_pulled()
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
    public async Task A_container_host_with_Quadlets_keeps_its_data_when_its_plug_is_pulled()
    {
        const string units = """
            for file in web.container shop.kube; do
                systemctl cat ${file%.*} | grep "^After=container-preload.service"
                systemctl show --property SourcePath,SubState ${file%.*} | sort | tr '\n' ' ' |
                    grep "SourcePath=/usr/share/containers/systemd/$file SubState=running"
            done
            test "$(wget -q -O - http://127.0.0.1:8081/marker)" = "made by the test"

            """;
        var device = await project.FlashAsync(properties: "-p:Applications=quadlet -p:DebianRelease=trixie");

        await PullThePlugAsync(device, units + """
            # Restart=always
            podman kill systemd-web
            sleep 1
            web
            """, units);
    }

    [HeavyFact(2)]
    public async Task A_container_host_with_docker_runs_what_it_came_with_and_what_it_ran_before()
    {
        var device = await project.FlashAsync(properties: "-p:YoctoContainerEngine=docker -p:DebianRelease=trixie");
        await using (var first = await device.BootAsync())
        {
            await RunAsync(first, """
                test "$(docker info --format '{{.DefaultRuntime}} {{.CgroupDriver}} {{.Driver}} {{.DockerRootDir}}')" = "runc systemd overlay2 /data/containers"
                test "$(docker run --rm --network none --volume /usr:/usr:ro localhost/marker:1 cat /marker/marker)" = "made by the test"
                web
                docker run --detach --restart always --publish 8082:8080 --volume /usr:/usr:ro localhost/marker:1 httpd -f -p 8080 -h /marker
                web 8082
                sync
                """);
        }

        await using var second = await device.BootAsync();
        await RunAsync(second, """
            web
            web 8082
            test "$(docker images --quiet | wc -l)" = 1
            test -z "$(systemctl list-units --failed --plain --no-legend)"
            """);
    }

    [HeavyFact(2)]
    public async Task Twenty_power_cuts_cost_a_container_host_nothing()
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
            await RunAsync(booted, $"""
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
        await RunAsync(last, $"web && test -e /data/containers/volumes/*/_data/{kept}");
    }

    [HeavyFact(2)]
    public async Task The_exported_layer_of_a_container_host_builds_the_same_image_without_the_SDK()
    {
        var (ours, theirs) = await project.ExportAndBuildAsync();

        Assert.Equal(ours, theirs);
    }

    [HeavyTheory(2)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_container_host_takes_signed_updates_and_goes_back_from_a_bad_one(bool readOnlyRoot)
    {
        await Upstream.RequireAsync(Upstream.MetaRauc, "scarthgap");
        using var keys = new TemporaryFolder();
        var signing = Chain(keys, "now");
        var next = Chain(keys, "next");
        var properties = $"-p:YoctoUpdateEngine=rauc -p:YoctoUpdateSlotSize=640M -p:YoctoReadOnlyRoot={readOnlyRoot}"
            + $" -p:YoctoUpdateKey={keys["now.key"]} -p:YoctoUpdateCertificate={keys["now.chain"]} -p:YoctoUpdateTrustedRoots={keys["next.root"]}";
        var device = await project.FlashAsync(properties: properties, bytes: 2L << 30);
        var second = await project.BuildAsync(properties: $"{properties} -p:MorePackages=parted");
        Assert.Equal([keys["now.key"]], await FilesWithAsync((await File.ReadAllLinesAsync(keys["now.key"], TestContext.Current.CancellationToken))[1], keys.Path, project[""]));
        var updates = new TestBundles(project[$"bundles-{readOnlyRoot}"], "quickstart-qemux86-64");
        updates.Add("second", second["raucb"]);
        await updates.MakeAsync("stranger", second["ext4"], Chain(keys, "stranger"));
        await updates.MakeAsync("broken", second["ext4"], signing, spoil: "rm /usr/sbin/init");
        await updates.MakeAsync("next", second["ext4"], next);
        using var server = new LoopbackFiles(updates.Folder);
        var update = $"port={server.Port}\n{await ScriptAsync("container-host-update.sh")}";

        await using (var first = await device.BootAsync())
        {
            await RunAsync(first, update + """
                web
                grep rauc.slot=A /proc/cmdline
                good A
                grep -F 'quiet=a|b&c;d' /proc/cmdline
                command -v parted && exit 1
                echo kept > /data/kept
                # of a key that the device does not know
                fetch stranger
                refusal=$(rauc install /data/update.raucb 2>&1) && exit 1
                echo "$refusal" | grep -i "verif"
                fetch second
                rauc install /data/update.raucb
                sync
                """);
        }

        await using (var updated = await device.BootAsync())
        {
            await RunAsync(updated, update + """
                web
                grep rauc.slot=B /proc/cmdline
                good B
                command -v parted
                test "$(cat /data/kept)" = kept
                test "$(podman images --quiet | wc -l)" = 1
                test -z "$(systemctl list-units --failed --plain --no-legend)"
                fetch broken
                rauc install /data/update.raucb
                sync
                """);
        }

        // by itself: three attempts at A, then B again
        await using (var back = await device.BootAsync())
        {
            Assert.Equal(["A 1", "A 2", "A 3", "B 1"], Attempts(back));
            await RunAsync(back, update + """
                web
                grep rauc.slot=B /proc/cmdline
                good B
                command -v parted
                test "$(cat /data/kept)" = kept
                # and an update that is none the worse for it, signed with the key of the years to come
                fetch next
                rauc install /data/update.raucb
                sync
                """);
        }

        await using var last = await device.BootAsync();
        await RunAsync(last, update + "web && grep rauc.slot=A /proc/cmdline && good A");
    }

    /// <summary>The files in some folders that hold a text, images and logs alike.</summary>
    private static async Task<string[]> FilesWithAsync(string text, params string[] folders)
    {
        var found = await Cli.Wrap("grep").WithArguments(["--recursive", "--text", "--files-with-matches", "--fixed-strings", "--no-messages", "--regexp", text, .. folders])
            .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        return found.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    [HeavyFact(2)]
    public async Task An_update_that_its_own_image_would_refuse_fails_the_build()
    {
        await Upstream.RequireAsync(Upstream.MetaRauc, "scarthgap");
        using var keys = new TemporaryFolder();
        Chain(keys, "now");
        Chain(keys, "stranger");
        var properties = $"-p:YoctoUpdateEngine=rauc -p:YoctoUpdateSlotSize=640M -p:YoctoUpdateKey={keys["now.key"]} -p:YoctoUpdateCertificate={keys["now.chain"]}";
        await project.BuildAsync(properties: properties);

        var build = await project.BuildInVainAsync($"{properties} -p:Stranger={keys["stranger"]}");

        Assert.Matches(@"YOCTO4002: do_bundle of quickstart-bundle [0-9.]+ failed(.|\n)*unable to get local issuer certificate", Assert.Single(build.Errors));
    }

    /// <summary>A key with a chain of three, in files that begin with its name.</summary>
    /// <returns>What RAUC is told of it.</returns>
    private static IReadOnlyList<string> Chain(TemporaryFolder folder, string name)
    {
        using var root = TestCertificates.Authority($"CN={name} root");
        using var issuer = TestCertificates.Authority($"CN={name} issuer", root, X509KeyUsageFlags.KeyCertSign);
        using var signer = TestCertificates.Make($"CN={name} signer", issuer, isAuthority: false, X509KeyUsageFlags.DigitalSignature, TestCertificates.EmailProtection);
        TestCertificates.Write(folder, $"{name}.root", root);
        TestCertificates.Write(folder, $"{name}.chain", signer, issuer, root);
        return
        [
            $"--key={TestCertificates.WriteKey(folder, $"{name}.key", signer)}",
            $"--cert={TestCertificates.Write(folder, $"{name}.signer", signer)}",
            $"--intermediate={TestCertificates.Write(folder, $"{name}.issuer", issuer)}",
        ];
    }

    [HeavyFact(2)]
    public async Task The_time_that_images_take_to_be_loaded_does_not_count_against_a_boot()
    {
        await Upstream.RequireAsync(Upstream.MetaRauc, "scarthgap");
        var device = await project.FlashAsync(properties: "-p:YoctoUpdateEngine=rauc -p:YoctoUpdateSlotSize=640M", bytes: 2L << 30);
        // the loader alone takes longer than a boot may
        await ChangeSlotAsync(device.Medium, "rauc-mark-good.service", "[Unit]\nJobTimeoutSec=4min\n");
        await ChangeSlotAsync(device.Medium, "container-preload.service", "[Service]\nExecStartPre=sleep 300\n");

        await using var first = await device.BootAsync();

        await RunAsync(first, $"""
            {await ScriptAsync("container-host-update.sh")}
            web
            read -r seconds _ < /proc/uptime
            test "$(printf %.0f "$seconds")" -gt 300
            grep rauc.slot=A /proc/cmdline
            good A
            """);
        Assert.Equal(["A 1"], Attempts(first));
    }

    [HeavyTheory(2)]
    [InlineData("qemux86-64", true)]
    [InlineData("qemux86-64", false)]
    [InlineData("qemuarm64", true)]
    [InlineData("qemuarm64", false)]
    public async Task A_medium_with_the_same_label_is_left_alone_and_gives_nobody_rights(string machine, bool readOnlyRoot)
    {
        var device = await project.FlashAsync(machine, $"-p:YoctoReadOnlyRoot={readOnlyRoot}");
        var stranger = await StrangerAsync();
        var clone = project["clone"];
        File.Copy(device.Medium, clone, overwrite: true);
        var before = await Sha256.OfFileAsync(stranger, TestContext.Current.CancellationToken);

        await using (var booted = await device.Between(stranger, clone).BootAsync())
        {
            await RunAsync(booted, $$"""
                disk() { basename "$(dirname "$(readlink -f "/sys/dev/block/$(mountpoint -d "$1")")")"; }
                grep nvme0n1 /proc/partitions
                grep nvme2n1 /proc/partitions
                test "$(disk /)" = "$(disk /data)"
                test ! -e /data/stranger
                test "$(hostname)" = {{machine}}
                grep " /data ext4 rw,nosuid,nodev,noatime" /proc/mounts
                test "$(df -m /data | awk 'NR == 2 { print $2 }')" -gt 200
                web
                test ! -e /run/data-partition.failed
                """ + """

                # a container's own file system is another mount
                podman run --rm --network none --cap-add MKNOD --volume /usr:/usr:ro --entrypoint /bin/busybox localhost/marker:1 sh -c '
                    cp /usr/bin/setpriv / && chmod 4755 /setpriv && mknod /null c 1 3 && chmod 666 /null
                    /usr/bin/setpriv --reuid 1000 --regid 1000 --clear-groups /bin/busybox sh -c "echo > /null && /setpriv --dump"' | grep "^euid: 0"
                cp /usr/bin/setpriv /data && chmod 4755 /data/setpriv
                setpriv --reuid 1000 --regid 1000 --clear-groups /data/setpriv --dump | grep "^euid: 1000"
                """);
        }

        Assert.Equal(before, await Sha256.OfFileAsync(stranger, TestContext.Current.CancellationToken));
    }

    /// <summary>A medium without partitions whose file system is labelled as the data partition, and has what would lie over <c>/etc</c>.</summary>
    private async Task<string> StrangerAsync()
    {
        Directory.CreateDirectory(project["stranger-files/system/etc/upper"]);
        await File.WriteAllTextAsync(project["stranger-files/system/etc/upper/hostname"], "stranger\n");
        await File.WriteAllTextAsync(project["stranger-files/stranger"], "");
        var medium = project["stranger"];
        File.Delete(medium);
        await Cli.Wrap("mke2fs").WithArguments(["-q", "-t", "ext4", "-L", "data", "-d", project["stranger-files"], medium, "64M"]).ExecuteBufferedAsync();
        return medium;
    }

    /// <summary>Adds to a unit of the system in the first slot.</summary>
    private async Task ChangeSlotAsync(string medium, string unit, string text)
    {
        const int slot = (1 + 64) << 20; // after the table and the bootloader
        await File.WriteAllTextAsync(project["unit"], text);
        await File.WriteAllTextAsync(project["commands"], $"mkdir /etc/systemd/system/{unit}.d\nwrite {project["unit"]} /etc/systemd/system/{unit}.d/test.conf\n");
        await Cli.Wrap("debugfs").WithArguments(["-w", "-f", project["commands"], $"{medium}?offset={slot}"]).ExecuteBufferedAsync();
    }

    private static async Task PullThePlugAsync(SampleDevice device, string atFirst = "", string later = "")
    {
        await using (var first = await device.BootAsync())
        {
            await RunAsync(first, $$$"""
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
            await RunAsync(second, $"""
                test "$(cat /data/kept)" = kept
                web
                test "$(podman images --noheading | grep -vc podman-pause)" = 1
                test -z "$(systemctl list-units --failed --plain --no-legend)"
                {later}
                """);
        }
    }

    /// <summary>Runs a script after <c>container-host.sh</c>; the test fails where it does.</summary>
    private static async Task RunAsync(BootedDevice device, string script) =>
        await SampleDevice.RunAsync(device, await ScriptAsync("container-host.sh") + script);

    private static Task<string> ScriptAsync(string name) =>
        File.ReadAllTextAsync(Path.Combine(SourceTree.Root, "tests/Yocto.Sdk.BitBake.Tests/Samples", name), TestContext.Current.CancellationToken);

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

    private static IEnumerable<string> Attempts(BootedDevice device) =>
        Attempt().Matches(device.Transcript).Select(m => $"{m.Groups["slot"]} {m.Groups["attempt"]}");

    [GeneratedRegex(@"Booting slot (?<slot>\w), attempt (?<attempt>\d)")]
    private static partial Regex Attempt();

    [GeneratedRegex(@"^kept (?<number>\d+)$", RegexOptions.Multiline)]
    private static partial Regex Kept();
}
