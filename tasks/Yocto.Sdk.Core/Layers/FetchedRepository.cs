using Yocto.Sdk.Git;

namespace Yocto.Sdk.Layers;

/// <summary>A repository whose commit is known, and whose files have been read for the checks.</summary>
/// <param name="Commit">For the lock file.</param>
/// <param name="Cached">Where to check it out from; null when its checkout is in place.</param>
internal sealed record FetchedRepository(PlannedRepository Planned, string Commit, RepositoryContents Contents, CachedCommit? Cached);
