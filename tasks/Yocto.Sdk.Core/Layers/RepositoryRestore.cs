using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Git;

namespace Yocto.Sdk.Layers;

/// <summary>Brings a repository from its pin to its checkout, in two steps: between them the layers of all are checked.</summary>
internal sealed class RepositoryRestore(RestorePlan plan, string layersDirectory, GitCommand git, GitCache cache, IBuildLog log)
{
    public Checkout CheckoutOf(PlannedRepository planned) => new(Path.Combine(layersDirectory, planned.Name), git, log);

    /// <summary>Brings the commit into the cache unless it is checked out already, and reads what the checks need of it.</summary>
    /// <param name="lockedCommit">Null to take what the pin names now.</param>
    public async Task<FetchedRepository> FetchAsync(PlannedRepository planned, string? lockedCommit, CancellationToken cancellation)
    {
        if (lockedCommit is null && planned.Pin.Kind != PinKind.Commit && planned.Url.IsUnproven)
            log.Report(LayerErrors.LookupUnproven.At(planned.Origin, planned.Url, planned.Pin));
        var cached = lockedCommit is null ? await cache.NewestAsync(planned, cancellation) : null;
        var commit = lockedCommit ?? cached!.Commit;
        var checkout = CheckoutOf(planned);
        if (InPlace(checkout, planned, commit) is { } marker)
        {
            if (marker.Asked != planned.Asked)
            {
                if (cached is null && planned.Pin.Kind != PinKind.Commit)
                    await cache.CommitAsync(planned, commit, cancellation);
                checkout.Mark(marker with { Asked = planned.Asked });
            }

            return new FetchedRepository(planned, commit, Read(planned, new FolderFiles(checkout.Folder, isCheckout: true)), Cached: null);
        }

        cached ??= await cache.CommitAsync(planned, commit, cancellation);
        if (planned.Patches.Count == 0)
            return new FetchedRepository(planned, commit, await ReadAsync(planned, cached, cancellation), cached);

        // a patch may change the very files that are checked
        await CheckOutAsync(planned, cached, cancellation);
        return new FetchedRepository(planned, commit, Read(planned, new FolderFiles(checkout.Folder, isCheckout: true)), Cached: null);
    }

    public Task CheckOutAsync(FetchedRepository fetched, CancellationToken cancellation)
    {
        if (fetched.Cached is not { } cached)
            return Task.CompletedTask;
        if (fetched.Contents.Submodules is { Count: > 0 } submodules)
            log.Status($"{fetched.Planned.Name} has submodules, which are not fetched: {string.Join(", ", submodules)}");
        return CheckOutAsync(fetched.Planned, cached, cancellation);
    }

    private async Task CheckOutAsync(PlannedRepository planned, CachedCommit cached, CancellationToken cancellation)
    {
        log.Detail($"Checking out {planned.Name} {cached.Commit}");
        await WithRepairAsync(planned, cached, async sound =>
        {
            await CheckoutOf(planned).MoveToAsync(sound, planned, new Patches(planned.Patches), cache, cancellation);
            return true;
        }, cancellation);
    }

    private CheckoutMarker? InPlace(Checkout checkout, PlannedRepository planned, string commit)
    {
        if (checkout.Marker() is not { } marker || checkout.Head() is not { } head
            || marker.Commit != commit || marker.Patches != new Patches(planned.Patches).Hash
            || !RepositoryContents.TextsOf(plan, planned.Name).All(t => File.Exists(Path.Combine(checkout.Folder, t))))
            return null;
        if (head != marker.Head)
            log.Report(LayerErrors.CheckoutElsewhere.At(planned.Origin, checkout.Folder, head, marker.Head));
        return marker;
    }

    private Task<RepositoryContents> ReadAsync(PlannedRepository planned, CachedCommit cached, CancellationToken cancellation) =>
        WithRepairAsync(planned, cached, sound =>
        {
            using var tree = new CommitTree(sound);
            return Task.FromResult(Read(planned, tree));
        }, cancellation);

    private RepositoryContents Read(PlannedRepository planned, ILayerFiles files) =>
        RepositoryContents.Read(files, RepositoryContents.TextsOf(plan, planned.Name), RepositoryContents.FoldersOf(plan, planned.Name));

    /// <summary>A damaged cache is fetched again, once.</summary>
    private async Task<T> WithRepairAsync<T>(
        PlannedRepository planned, CachedCommit cached, Func<CachedCommit, Task<T>> use, CancellationToken cancellation)
    {
        try
        {
            return await use(cached);
        }
        catch (Exception e) when (GitCache.IsDamage(e))
        {
            log.Status($"The cached copy of {planned.Url} is damaged; fetching it again");
            log.Detail(e.ToString());
            await cache.DiscardAsync(planned.Url, cancellation);
            return await use(await cache.CommitAsync(planned, cached.Commit, cancellation));
        }
    }
}
