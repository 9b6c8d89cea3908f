using CliWrap;
using CliWrap.Buffered;
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
            image) cat "{{_device["store"]}}/$(echo "$last" | tr / _)" 2>/dev/null ;;
            esac
            """);
        File.SetUnixFileMode(podman, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private string Records => _device["storage/preload"];

    [Fact]
    public async Task An_image_that_can_not_be_loaded_does_not_keep_the_next_ones_from_it()
    {
        Image("a", "b", "c");
        Directory.CreateDirectory(Path.Combine(Records, "loading/a")); // nobody can write a file of that name

        var (code, output) = await BootAsync();

        Assert.Equal(1, code);
        Assert.Contains("example.org/a:1 could not be loaded", output, StringComparison.Ordinal);
        Assert.Equal(["b", "c"], Loaded());
    }

    [Fact]
    public async Task A_record_that_can_not_be_written_is_told_and_written_at_the_next_boot()
    {
        Image("a");
        // where it is written first
        _device.Write("meanwhile.sh", $"mkdir -p {Records}/tmp/record");

        var (code, output) = await BootAsync();

        Assert.Equal(1, code);
        Assert.Contains("example.org/a:1 is loaded, but", output, StringComparison.Ordinal);
        Assert.Empty(Loaded());
        File.Delete(_device["meanwhile.sh"]);
        Assert.Equal(0, (await BootAsync()).Code);
        Assert.Equal(["a"], Loaded());
    }

    [Fact]
    public async Task Names_that_end_like_temporary_files_are_loaded_once()
    {
        Image("app", "app.new", "app.loading");

        Assert.Equal(0, (await BootAsync()).Code);
        Assert.Equal(["app", "app.loading", "app.new"], Loaded());
        var loads = Loads();
        Assert.Equal(0, (await BootAsync()).Code);

        Assert.Equal(3, loads);
        Assert.Equal(loads, Loads());
        Assert.Equal("example.org/app:1\nsha-app\n", await File.ReadAllTextAsync(Path.Combine(Records, "loaded/app"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_load_that_an_older_system_left_off_is_done_again()
    {
        Image("a");
        _device.Write("storage/preload/loaded/a.loading", "");

        var (code, output) = await BootAsync();

        Assert.Equal(0, code);
        Assert.Contains("the load of example.org/a:1 was interrupted", output, StringComparison.Ordinal);
        Assert.Equal(["a"], Loaded());
    }

    [Fact]
    public async Task An_image_that_the_system_no_longer_has_is_removed_with_its_record()
    {
        Image("a", "b");
        await BootAsync();
        File.Delete(_device["images/b.image"]);

        Assert.Equal(0, (await BootAsync()).Code);

        Assert.Equal(["a"], Loaded());
        Assert.Contains("rmi example.org/b:1", await File.ReadAllLinesAsync(_device["calls"], TestContext.Current.CancellationToken));
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

    private int Loads() => File.ReadLines(_device["calls"]).Count(l => l.StartsWith("load ", StringComparison.Ordinal));

    private async Task<(int Code, string Output)> BootAsync()
    {
        var source = Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "sdk/product"), "container-preload.sh", SearchOption.AllDirectories).Single();
        var script = _device.Write("container-preload.sh", (await File.ReadAllTextAsync(source))
            .Replace("@ENGINE@", "podman", StringComparison.Ordinal)
            .Replace("@STORAGE@", _device["storage"], StringComparison.Ordinal)
            .Replace("/usr/share/containers/preload", _device["images"], StringComparison.Ordinal));
        var result = await Cli.Wrap("sh").WithArguments([script])
            .WithEnvironmentVariables(e => e.Set("PATH", $"{_device["bin"]}:{Environment.GetEnvironmentVariable("PATH")}"))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        return (result.ExitCode, result.StandardOutput + result.StandardError);
    }
}
