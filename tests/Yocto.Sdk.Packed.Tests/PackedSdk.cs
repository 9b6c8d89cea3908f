using CliWrap;
using CliWrap.Buffered;
using Yocto.Sdk.Packed.Tests;
using Yocto.Sdk.Testing;

[assembly: AssemblyFixture(typeof(PackedSdk))]

namespace Yocto.Sdk.Packed.Tests;

/// <summary>
/// The package as a user gets it: packed once from this tree into a feed of its own. Its version is one that no other
/// run has, for NuGet keeps a version it knows.
/// </summary>
public sealed class PackedSdk : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    public string Version { get; } = $"0.1.0-test.{Guid.NewGuid():N}";

    public string Feed => _folder["feed"];

    /// <summary>The package cache of all tests, apart from the user's.</summary>
    public string PackageCache => _folder["packages"];

    public string Package => Path.Combine(Feed, $"Yocto.Sdk.{Version}.nupkg");

    public async ValueTask InitializeAsync()
    {
        var pack = await Cli.Wrap("dotnet")
            .WithArguments(["pack", Path.Combine(SourceTree.Root, "sdk"), "-o", Feed, $"-p:PackageVersion={Version}", "-nr:false"])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();
        Assert.True(pack.ExitCode == 0, pack.StandardOutput);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
