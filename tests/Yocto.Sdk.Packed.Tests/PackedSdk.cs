using System.Runtime.Versioning;
using CliWrap;
using CliWrap.Buffered;
using Yocto.Sdk.Packed.Tests;
using Yocto.Sdk.Testing;

[assembly: AssemblyFixture(typeof(PackedSdk))]
[assembly: SupportedOSPlatform("linux")]

namespace Yocto.Sdk.Packed.Tests;

/// <summary>
/// The package as a user gets it, in a feed of its own: packed once from this tree or, before a release, the package that
/// <c>YOCTO_SDK_PACKAGE</c> names.
/// </summary>
public sealed class PackedSdk : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private string? _refusal;

    public string Version => Path.GetFileNameWithoutExtension(Package)["Yocto.Sdk.".Length..];

    public string Feed => _folder["feed"];

    /// <summary>The package cache of all tests, apart from the user's, for NuGet keeps a version that it knows.</summary>
    public string PackageCache => _folder["packages"];

    public string Package { get; private set; } = null!;

    /// <summary><c>DummyPoky</c>, committed on the branch scarthgap.</summary>
    public UpstreamRepository Poky { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Feed);
        if (Environment.GetEnvironmentVariable("YOCTO_SDK_PACKAGE") is { Length: > 0 } given)
            File.Copy(given, Path.Combine(Feed, Path.GetFileName(given)));
        else
            await PackAsync(SourceTree.Root, Feed);
        Package = Assert.Single(Directory.GetFiles(Feed));

        Poky = await UpstreamRepository.CreateAsync(_folder["poky"], "scarthgap");
        var dummy = Path.Combine(SourceTree.Root, "tests", "Yocto.Sdk.Packed.Tests", "DummyPoky");
        foreach (var file in Directory.EnumerateFiles(dummy, "*", SearchOption.AllDirectories).Where(f => !f.Contains("__pycache__")))
            _folder.Write(Path.Combine("poky", Path.GetRelativePath(dummy, file)), await File.ReadAllTextAsync(file));
        await Poky.CommitAsync("poky: dummy");
        await PrepareHostAsync();
    }

    /// <summary>Packs the SDK of a source tree.</summary>
    public static async Task PackAsync(string tree, string folder)
    {
        var pack = await Cli.Wrap("dotnet")
            .WithArguments(["pack", Path.Combine(tree, "sdk"), "-o", folder, "-nr:false"])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();
        Assert.True(pack.ExitCode == 0, pack.StandardOutput);
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
