using System.Runtime.Versioning;
using CliWrap;
using CliWrap.Buffered;
using Yocto.Sdk.Packed.Tests;
using Yocto.Sdk.Testing;

[assembly: AssemblyFixture(typeof(PackedSdk))]
[assembly: SupportedOSPlatform("linux")]

namespace Yocto.Sdk.Packed.Tests;

/// <summary>
/// The package as a user gets it: packed once from this tree into a feed of its own. Its version is one that no other
/// run has, for NuGet keeps a version it knows.
/// </summary>
public sealed class PackedSdk : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private string? _refusal;

    public string Version { get; } = $"0.1.0-test.{Guid.NewGuid():N}";

    public string Feed => _folder["feed"];

    /// <summary>The package cache of all tests, apart from the user's.</summary>
    public string PackageCache => _folder["packages"];

    public string Package => Path.Combine(Feed, $"Yocto.Sdk.{Version}.nupkg");

    /// <summary><c>DummyPoky</c>, committed on the branch scarthgap.</summary>
    public UpstreamRepository Poky { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var pack = await Cli.Wrap("dotnet")
            .WithArguments(["pack", Path.Combine(SourceTree.Root, "sdk"), "-o", Feed, $"-p:PackageVersion={Version}", "-nr:false"])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();
        Assert.True(pack.ExitCode == 0, pack.StandardOutput);

        Poky = await UpstreamRepository.CreateAsync(_folder["poky"], "scarthgap");
        var dummy = Path.Combine(SourceTree.Root, "tests", "Yocto.Sdk.Packed.Tests", "DummyPoky");
        foreach (var file in Directory.EnumerateFiles(dummy, "*", SearchOption.AllDirectories).Where(f => !f.Contains("__pycache__")))
            _folder.Write(Path.Combine("poky", Path.GetRelativePath(dummy, file)), await File.ReadAllTextAsync(file));
        await Poky.CommitAsync("poky: dummy");
        await PrepareHostAsync();
    }

    /// <summary>Skips the test where the host, and the SDK's own help, can't give what any bitbake needs.</summary>
    public void RequireHost() => Assert.SkipWhen(_refusal is not null, $"this host can't run bitbake: {_refusal}");

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    // A fresh machine has no python3 or no en_US.UTF-8: the first build installs them, as README's first command does.
    private async Task PrepareHostAsync()
    {
        using var user = await UserFolder.CreateAsync(this);
        user.Device();
        var build = await user.DotnetAsync("build -p:YoctoInstallHostTools=true");
        var errors = build.Errors.Select(e => e[(e.IndexOf(": ", StringComparison.Ordinal) + 2)..]).ToList();
        if (build.ExitCode != 0 && errors.Count > 0 && errors.TrueForAll(e => e.StartsWith("YOCTO2", StringComparison.Ordinal)))
            _refusal = string.Join(' ', errors);
        else
            build.Succeeded();
    }
}
