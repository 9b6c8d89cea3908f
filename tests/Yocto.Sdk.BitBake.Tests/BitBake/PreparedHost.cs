using System.Collections.Concurrent;
using Yocto.Sdk.BitBake.Tests.BitBake;
using Yocto.Sdk.Testing;

[assembly: AssemblyFixture(typeof(PreparedHost))]

namespace Yocto.Sdk.BitBake.Tests.BitBake;

/// <summary>
/// This machine with the host tools that bitbake wants, which a first project installed as a user's would, and the
/// repositories that all projects of the run share.
/// </summary>
public sealed class PreparedHost : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<string?>>> _releases = new();

    public string CacheDirectory => _folder["cache"];

    /// <summary>Before any test: those that run bitbake without a project want the locale too.</summary>
    public async ValueTask InitializeAsync() => await RefusalAsync("scarthgap");

    /// <summary>Skips the test, with the reason, where this machine can't build the release.</summary>
    public async Task RequireAsync(string release)
    {
        var refusal = await RefusalAsync(release);
        Assert.SkipWhen(refusal is not null, $"{refusal}");
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task<string?> RefusalAsync(string release) => _releases.GetOrAdd(release, _ => new(() => PrepareAsync(release))).Value;

    private async Task<string?> PrepareAsync(string release)
    {
        foreach (var (url, branch) in TinyProject.Repositories(release))
        {
            if (await Upstream.RefusalAsync(url, branch) is { } refusal)
                return refusal;
        }

        using var project = new TinyProject(this, release);
        var parse = await project.BuildAsync("-t:YoctoParse -p:YoctoInstallHostTools=true");
        // a product that can't parse is for the tests to find
        var problems = parse.Errors.Where(e => e.Contains(": YOCTO2", StringComparison.Ordinal)).ToList();
        return problems.Count > 0 ? $"this host can't build {release}: {string.Join(" ", problems)}" : null;
    }
}
