using System.Collections.Concurrent;
using CliWrap;
using CliWrap.Buffered;
using Yocto.Sdk.BitBake.Tests.Configuration;
using Yocto.Sdk.Testing;

[assembly: AssemblyFixture(typeof(BitBakeSources))]

namespace Yocto.Sdk.BitBake.Tests.Configuration;

/// <summary>Clones of bitbake by branch, for all tests of the run.</summary>
public sealed class BitBakeSources : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _clones = new();

    /// <summary>The folder of that release's bitbake; the test is skipped where it can't be had.</summary>
    public async Task<string> GetAsync(string branch)
    {
        await Upstream.RequireAsync(Upstream.BitBake, branch);
        return await _clones.GetOrAdd(branch, _ => new(() => CloneAsync(branch))).Value;
    }

    public void Dispose() => _folder.Dispose();

    private async Task<string> CloneAsync(string branch)
    {
        var target = _folder[branch];
        await Cli.Wrap("git")
            .WithArguments(["clone", "-q", "--depth", "1", "-b", branch, Upstream.BitBake, target])
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        return target;
    }
}
