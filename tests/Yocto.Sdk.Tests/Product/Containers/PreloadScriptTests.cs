using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Product.Containers;

/// <summary>container-preload.sh beside an engine that only notes what it is asked for.</summary>
public sealed class PreloadScriptTests : IDisposable
{
    private readonly TemporaryFolder _device = new();

    public PreloadScriptTests()
    {
        // an archive holds its image's name and id
        var podman = _device.Write("bin/podman", $$"""
            #!/bin/sh
            echo "$*" >> {{_device["calls"]}}
            [ ! -e {{_device["meanwhile.sh"]}} ] || . {{_device["meanwhile.sh"]}}
            for last; do :; done
            case $1 in
            load) { read -r name; read -r id; } < "$last"; mkdir -p {{_device["store"]}}; echo "$id" > "{{_device["store"]}}/$(echo "$name" | tr / _)" ;;
            image) cat "{{_device["store"]}}/$(echo "$last" | tr / _)" 2>/dev/null || grep -lsx "$last" {{_device["store"]}}/* ;;
            rmi)
                [ ! -e {{_device["in-use"]}} ] || exit 1
                rm -f "{{_device["store"]}}/$(echo "$last" | tr / _)" $(grep -lsx "$last" {{_device["store"]}}/*)
                ;;
            esac
            """);
        File.SetUnixFileMode(podman, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    public static TheoryData<string> Shells => DeviceShell.All;

    private string Records => _device["storage/preload"];

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task An_image_that_can_not_be_loaded_does_not_keep_the_next_ones_from_it(string shell)
    {
        Image("a", "b", "c");
        Directory.CreateDirectory(Path.Combine(Records, "loading/a")); // nobody can write a file of that name

        var (code, output) = await BootAsync(shell);

        Assert.Equal(1, code);
        Assert.Contains("example.org/a:1 could not be loaded", output, StringComparison.Ordinal);
        Assert.Equal(["b", "c"], Loaded());
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_record_that_can_not_be_written_is_told_and_written_at_the_next_boot(string shell)
    {
        Image("a");
        // where it is written first
        _device.Write("meanwhile.sh", $"mkdir -p {Records}/tmp/record");

        var (code, output) = await BootAsync(shell);

        Assert.Equal(1, code);
        Assert.Contains("example.org/a:1 is loaded, but", output, StringComparison.Ordinal);
        Assert.Empty(Loaded());
        File.Delete(_device["meanwhile.sh"]);
        Assert.Equal(0, (await BootAsync(shell)).Code);
        Assert.Equal(["a"], Loaded());
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task Names_that_end_like_temporary_files_are_loaded_once(string shell)
    {
        Image("app", "app.new", "app.loading");

        Assert.Equal(0, (await BootAsync(shell)).Code);
        Assert.Equal(["app", "app.loading", "app.new"], Loaded());
        var loads = Loads();
        Assert.Equal(0, (await BootAsync(shell)).Code);

        Assert.Equal(3, loads);
        Assert.Equal(loads, Loads());
        Assert.Equal("example.org/app:1\nsha-app\n", Record("app"));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_load_that_an_older_system_left_off_is_done_again(string shell)
    {
        Image("a");
        _device.Write("storage/preload/loaded/a.loading", "");

        var (code, output) = await BootAsync(shell);

        Assert.Equal(0, code);
        Assert.Contains("the load of example.org/a:1 was interrupted", output, StringComparison.Ordinal);
        Assert.Equal(["a"], Loaded());
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task An_image_that_the_system_no_longer_has_is_removed_with_its_record(string shell)
    {
        Image("a", "b");
        await BootAsync(shell);
        File.Delete(_device["images/b.image"]);

        Assert.Equal(0, (await BootAsync(shell)).Code);

        Assert.Equal(["a"], Loaded());
        Assert.Contains("rmi example.org/b:1", await File.ReadAllLinesAsync(_device["calls"], TestContext.Current.CancellationToken));
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_load_that_broke_off_does_not_cost_another_name_of_the_image_its_own(string shell)
    {
        Image("a");
        await BootAsync(shell);
        _device.Write("images/b.image", "example.org/b:1\nsha-a\n1\n");
        _device.Write("images/b.oci.tar", "example.org/b:1\nsha-a\n");
        _device.Write("storage/preload/loading/b", "");

        Assert.Equal(0, (await BootAsync(shell)).Code);

        Assert.Equal(["example.org_a:1", "example.org_b:1"], Stored());
        Assert.Equal(["a", "b"], Loaded());
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task An_image_that_gives_way_to_another_version_goes_as_soon_as_nothing_uses_it(string shell)
    {
        Image("a");
        await BootAsync(shell);
        _device.Write("images/a.image", "example.org/a:1\nsha-new\n1\n");
        _device.Write("images/a.oci.tar", "example.org/a:1\nsha-new\n");
        // the engine keeps what has lost its name
        _device.Write("store/untagged", "sha-a\n");
        _device.Write("in-use", "");

        Assert.Equal(0, (await BootAsync(shell)).Code);
        Assert.Equal("sha-a\n", Retired());
        File.Delete(_device["in-use"]);
        Assert.Equal(0, (await BootAsync(shell)).Code);

        Assert.Equal("", Retired());
        Assert.Equal(["example.org_a:1"], Stored());
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task An_image_whose_end_can_not_be_noted_keeps_its_record(string shell)
    {
        Image("a", "b");
        await BootAsync(shell);
        File.Delete(_device["images/b.image"]);
        _device.Write("images/a.image", "example.org/a:1\nsha-new\n1\n");
        _device.Write("images/a.oci.tar", "example.org/a:1\nsha-new\n");
        _device.Write("in-use", "");
        Directory.CreateDirectory(Path.Combine(Records, "retired")); // nobody can write a file of that name

        var (code, output) = await BootAsync(shell);

        Assert.Equal(1, code);
        Assert.Contains("an image that nothing needs any more stays", output, StringComparison.Ordinal);
        Assert.Equal(["a", "b"], Loaded());
        Assert.Equal("example.org/a:1\nsha-a\n", Record("a"));
        Directory.Delete(Path.Combine(Records, "retired"), recursive: true); // which took what was moved to it
        File.Delete(_device["in-use"]);
        Assert.Equal(0, (await BootAsync(shell)).Code);
        Assert.Equal("example.org/a:1\nsha-new\n", Record("a"));
        Assert.Equal(["a"], Loaded());
    }

    public void Dispose() => _device.Dispose();

    private void Image(params IEnumerable<string> slugs)
    {
        foreach (var slug in slugs)
        {
            _device.Write($"images/{slug}.image", $"example.org/{slug}:1\nsha-{slug}\n1\n");
            _device.Write($"images/{slug}.oci.tar", $"example.org/{slug}:1\nsha-{slug}\n");
        }
    }

    private IEnumerable<string?> Loaded() => Directory.EnumerateFiles(Path.Combine(Records, "loaded")).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private IEnumerable<string?> Stored() => Directory.EnumerateFiles(_device["store"]).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private string Record(string slug) => File.ReadAllText(Path.Combine(Records, "loaded", slug));

    private string Retired() => File.ReadAllText(Path.Combine(Records, "retired"));

    private int Loads() => File.ReadLines(_device["calls"]).Count(l => l.StartsWith("load ", StringComparison.Ordinal));

    private Task<(int Code, string Output)> BootAsync(string shell) => DeviceShell.RunAsync(shell,
        _device.Write("container-preload.sh", DeviceShell.Script("container-preload.sh")
            .Replace("@ENGINE@", "podman", StringComparison.Ordinal)
            .Replace("@STORAGE@", _device["storage"], StringComparison.Ordinal)
            .Replace("/usr/share/containers/preload", _device["images"], StringComparison.Ordinal)),
        _device["bin"]);
}
