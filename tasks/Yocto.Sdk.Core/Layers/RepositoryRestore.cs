using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Git;

namespace Yocto.Sdk.Layers;

/// <summary>One repository on its way from pin to checkout.</summary>
internal sealed class RepositoryRestore(
    PlannedRepository planned, RestorePlan plan, Checkout checkout, GitCache cache, IBuildLog log)
{
    private readonly Patches _patches = new(planned.Patches);
    private readonly IReadOnlyList<string> _texts = RepositoryContents.TextsOf(plan, planned.Name);
    private CachedCommit? _cached;
    private bool _inPlace;

    public PlannedRepository Planned => planned;

    /// <summary>The commit that the lock gets; known after <see cref="FetchAsync"/>.</summary>
    public string Commit { get; private set; } = "";

    /// <summary>Known after <see cref="FetchAsync"/>.</summary>
    public RepositoryContents Contents { get; private set; } = RepositoryContents.None;

    /// <summary>Shows that the checkout was not changed.</summary>
    public IEnumerable<string> StampedFiles => [checkout.HeadFile, checkout.MarkerFile, .. planned.Patches];

    public RestoredRepository Restored => new(planned.Name, planned.Url.Display, checkout.Head() ?? Commit, checkout.Folder);

    /// <summary>Brings the commit into the cache unless it is checked out already, and reads what the checks need of it.</summary>
    /// <param name="lockedCommit">Null to take what the pin names now.</param>
    public async Task FetchAsync(string? lockedCommit, CancellationToken cancellation)
    {
        if (lockedCommit is null)
            _cached = await cache.NewestAsync(planned, cancellation);
        Commit = lockedCommit ?? _cached!.Commit;

        _inPlace = IsInPlace();
        if (_inPlace)
        {
            Contents = RepositoryContents.Read(new FolderFiles(checkout.Folder), _texts, RepositoryContents.FoldersOf(plan, planned.Name));
            return;
        }

        _cached ??= await cache.CommitAsync(planned, Commit, cancellation);
        // A patch may change the very files that are checked.
        if (_patches.Any)
            await CheckOutAsync(cancellation);
        Contents = await WithRepairAsync(cached => Task.FromResult(ReadContents(cached)), cancellation);
    }

    public async Task CheckOutAsync(CancellationToken cancellation)
    {
        if (_inPlace)
            return;
        log.Detail($"Checking out {planned.Name} {Commit}");
        await WithRepairAsync(async cached =>
        {
            await checkout.MoveToAsync(cached, planned, _patches, cache, cancellation);
            return true;
        }, cancellation);
        _inPlace = true;
    }

    private bool IsInPlace()
    {
        if (checkout.Marker() is not { } marker || checkout.Head() is not { } head
            || marker.Commit != Commit || marker.Patches != _patches.Hash
            || !_texts.All(t => File.Exists(Path.Combine(checkout.Folder, t))))
            return false;
        if (head != marker.Head)
            log.Report(LayerErrors.CheckoutElsewhere.At(planned.Origin, checkout.Folder, head, marker.Head));
        return true;
    }

    private RepositoryContents ReadContents(CachedCommit cached)
    {
        var folders = RepositoryContents.FoldersOf(plan, planned.Name);
        if (_patches.Any)
            return RepositoryContents.Read(new FolderFiles(checkout.Folder), _texts, folders);
        using var tree = new CommitTree(cached);
        return RepositoryContents.Read(tree, _texts, folders);
    }

    /// <summary>A damaged cache is fetched again, once.</summary>
    private async Task<T> WithRepairAsync<T>(Func<CachedCommit, Task<T>> use, CancellationToken cancellation)
    {
        try
        {
            return await use(_cached!);
        }
        catch (Exception e) when (GitCache.IsDamage(e))
        {
            log.Status($"The cached copy of {planned.Url} is damaged; fetching it again");
            log.Detail(e.ToString());
            await cache.DiscardAsync(planned.Url, cancellation);
            _cached = await cache.CommitAsync(planned, Commit, cancellation);
            return await use(_cached);
        }
    }
}
