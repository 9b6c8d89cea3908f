using System.Text.Json;
using System.Text.Json.Serialization;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;
using Yocto.Sdk.Git;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Layers;

/// <summary>
/// The checkout of a layer repository in <c>obj/layers</c>: a complete repository that no longer needs the cache. One with a
/// marker is complete. A new one is built in a sibling folder and renamed. If somebody works in it (files that git does not
/// track, branches, stashes, a reflog), git itself moves it, and all of that stays.
/// </summary>
internal sealed class Checkout(string folder, GitCommand git, IBuildLog log)
{
    private const string MarkerName = "yocto-sdk.json";

    // what .git has before anybody works in the checkout
    private static readonly HashSet<string> _made =
        ["HEAD", "ORIG_HEAD", "config", "index", "objects", "refs", "shallow", MarkerName, Patches.IndexFile];

    public string Folder => folder;

    /// <summary>While these stay as they are, nobody has changed the checkout.</summary>
    public IReadOnlyList<string> StampedFiles => [Path.Combine(GitFolder, "HEAD"), MarkerFile];

    private string GitFolder => Path.Combine(folder, ".git");

    private string MarkerFile => Path.Combine(GitFolder, MarkerName);

    /// <summary>What the SDK put there; null when there is nothing, or nothing sound.</summary>
    public CheckoutMarker? Marker() => JsonFile.Read(MarkerFile, CheckoutJson.Default.CheckoutMarker);

    // no file of the checkout is flushed to disk, so the marker must not be either
    public void Mark(CheckoutMarker marker) => Mark(folder, marker);

    /// <summary>The commit at HEAD; null when there is none.</summary>
    public string? Head() => GitHead.CommitOf(folder);

    /// <summary>Puts the commit and its patches there, unless that would lose the user's changes.</summary>
    public async Task MoveToAsync(
        CachedCommit cached, PlannedRepository repository, Patches patches, GitCache cache, CancellationToken cancellation)
    {
        WorkFolder.RemoveLeftovers(folder);
        if (await IsWorkedInAsync(cached.Commit, repository.Origin, cancellation))
            await MoveInPlaceAsync(cached, repository, patches, cache, cancellation);
        else
            await ReplaceAsync(cached, repository, patches, cache, cancellation);
    }

    private async Task ReplaceAsync(
        CachedCommit cached, PlannedRepository repository, Patches patches, GitCache cache, CancellationToken cancellation)
    {
        var temporary = WorkFolder.Beside(folder);
        try
        {
            using (await cache.LockAsync(repository.Url, cancellation))
                LinkRepository(cached, repository, temporary);
            await ResetAsync(cached.Commit);
            var head = await patches.CommitAsync(temporary, cached.Commit, repository, git, cancellation);
            if (head != cached.Commit)
            {
                File.WriteAllText(Path.Combine(temporary, ".git", "HEAD"), head + "\n");
                await ResetAsync(head);
            }

            Mark(temporary, new CheckoutMarker(cached.Commit, patches.Hash, head, repository.Asked));
            ReplaceBy(temporary);
        }
        finally
        {
            FolderTree.TryRemove(temporary);
        }

        async Task ResetAsync(string commit)
        {
            var reset = await git.InCheckoutAsync(temporary, ["reset", "--quiet", "--hard", commit], cancellation);
            if (!reset.Succeeded)
            {
                throw DiskSpace.IsUsedUp(temporary)
                    ? new YoctoException(FileErrors.DiskFull.Create($"git could not write {folder}."))
                    : new GitFault(reset, repository);
            }
        }
    }

    private static void LinkRepository(CachedCommit cached, PlannedRepository repository, string temporary)
    {
        var own = Path.Combine(temporary, ".git");
        BareRepository.Create(own, bare: false,
            $"[remote \"origin\"]\n\turl = {Quote(repository.Url.Display)}\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n");
        LinkPacks(cached, own);
        if (File.Exists(Path.Combine(cached.Repository, "shallow")))
            File.Copy(Path.Combine(cached.Repository, "shallow"), Path.Combine(own, "shallow"));
        File.WriteAllText(Path.Combine(own, "HEAD"), cached.Commit + "\n");
    }

    private static void LinkPacks(CachedCommit cached, string own)
    {
        foreach (var pack in Directory.EnumerateFiles(Path.Combine(cached.Repository, "objects", "pack"), "pack-*"))
        {
            var link = Path.Combine(own, "objects", "pack", Path.GetFileName(pack));
            if (!File.Exists(link))
                HardLink.OrCopy(pack, link);
        }
    }

    private static string Quote(string value) => $"\"{value.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";

    /// <summary>As <c>git checkout</c> of the commit, which overwrites nothing that git does not track.</summary>
    private async Task MoveInPlaceAsync(
        CachedCommit cached, PlannedRepository repository, Patches patches, GitCache cache, CancellationToken cancellation)
    {
        if (File.Exists(Path.Combine(GitFolder, "index.lock")))
            throw Dirty([".git/index.lock (git runs there, or was killed)"]);
        using (await cache.LockAsync(repository.Url, cancellation))
        {
            await CutHistoryAsync(cached, cancellation);
            LinkPacks(cached, GitFolder);
        }

        // What ends otherwise than by a refusal has no marker: the next restore sets it aside.
        var before = Marker()!;
        File.Delete(MarkerFile);
        try
        {
            var head = await patches.CommitAsync(folder, cached.Commit, repository, git, cancellation);
            // what was only deleted comes back
            await RunAsync(["checkout-index", "--quiet", "--all"]);
            var moved = await RunAsync(["checkout", "--quiet", "--detach", "--no-overwrite-ignore", head]);
            if (moved.Errors.Contains("would be overwritten", StringComparison.Ordinal))
                throw Dirty([.. moved.Errors.Split('\n').Where(l => l.StartsWith('\t')).Select(l => l.Trim())]);
            if (!moved.Succeeded)
                throw new GitFault(moved, repository);
            Mark(new CheckoutMarker(cached.Commit, patches.Hash, head, repository.Asked));
        }
        catch (YoctoException)
        {
            Mark(before);
            throw;
        }

        YoctoException Dirty(List<string> files) => new(LayerErrors.CheckoutDirty.At(repository.Origin, folder, cached.Commit, Some(files)));

        Task<GitResult> RunAsync(string[] arguments) => git.InCheckoutAsync(folder, arguments, cancellation);
    }

    /// <summary>Ends the history where the cache's ends, but for commits whose parents are here. Before the packs come.</summary>
    private async Task CutHistoryAsync(CachedCommit cached, CancellationToken cancellation)
    {
        var shallow = Path.Combine(GitFolder, "shallow");
        var ends = LinesOf(shallow);
        var others = LinesOf(Path.Combine(cached.Repository, "shallow")).Except(ends).ToList();
        if (others.Count == 0)
            return;
        var here = await git.InCheckoutAsync(folder, ["rev-list", "--no-walk", "--ignore-missing", .. others], cancellation);
        WholeFile.Write(shallow, string.Concat(ends.Concat(others.Except(here.Output.Split('\n'))).Select(c => c + "\n")));
    }

    private static string[] LinesOf(string file) => File.Exists(file) ? File.ReadAllLines(file) : [];

    /// <summary>Whether the folder has anything that a new checkout would not have. What is no checkout is set aside.</summary>
    /// <exception cref="YoctoException">It has changes that a move would lose.</exception>
    private async Task<bool> IsWorkedInAsync(string commit, Origin origin, CancellationToken cancellation)
    {
        if (FileStatus.Of(folder, follow: false) is not { } found)
            return false;
        if (!found.IsFolder || Marker() is not { } marker || Head() is not { } head)
        {
            SetAside(origin);
            return false;
        }

        if (head != marker.Head)
            throw new YoctoException(LayerErrors.CheckoutHasOwnCommits.At(origin, folder, commit, head));

        var status = await git.InCheckoutAsync(folder, ["status", "--porcelain", "-z", "--untracked-files=all", "--ignored=matching"], cancellation);
        if (!status.Succeeded)
        {
            log.Detail(status.Errors);
            SetAside(origin);
            return false;
        }

        var entries = status.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries);
        // What was only deleted is nothing that could be lost.
        var changes = entries.Where(e => e is not (['?', '?', ..] or ['!', '!', ..] or [' ', 'D', ..])).Select(PathIn).ToList();
        if (changes.Count > 0)
            throw new YoctoException(LayerErrors.CheckoutDirty.At(origin, folder, commit, Some(changes)));
        return HasHistory() || entries.Any(e => e[0] is '?' or '!' && !IsOfPrograms(PathIn(e)));
    }

    private static string PathIn(string entry) => entry.Length > 3 ? entry[3..] : entry;

    private static string Some(List<string> files) =>
        string.Join(", ", files.Take(5)) + (files.Count > 5 ? $" and {files.Count - 5} more" : "");

    /// <summary>Python's byte code, and the tables that bitbake's parser writes beside itself.</summary>
    private static bool IsOfPrograms(string path) =>
        path.EndsWith(".pyc", StringComparison.Ordinal) || path.EndsWith("__pycache__/", StringComparison.Ordinal)
        || Path.GetFileName(path) == "pyshtables.py";

    /// <summary>Whether git was used there: for branches, tags, stashes, another commit, a worktree.</summary>
    private bool HasHistory() =>
        Directory.EnumerateFileSystemEntries(GitFolder).Any(e => !_made.Contains(Path.GetFileName(e)))
        || Directory.EnumerateFiles(Path.Combine(GitFolder, "refs"), "*", SearchOption.AllDirectories).Any();

    private void SetAside(Origin origin)
    {
        var number = 1;
        while (FileStatus.Of($"{folder}.aside-{number}", follow: false) is not null)
            number++;
        Directory.Move(folder, $"{folder}.aside-{number}");
        log.Report(LayerErrors.CheckoutSetAside.At(origin, folder, $"{folder}.aside-{number}"));
    }

    private void ReplaceBy(string temporary)
    {
        if (Directory.Exists(folder))
        {
            var old = WorkFolder.Beside(folder);
            Directory.Move(folder, old);
            Directory.Move(temporary, folder);
            FolderTree.TryRemove(old);
        }
        else
        {
            Directory.Move(temporary, folder);
        }
    }

    private static void Mark(string checkout, CheckoutMarker marker) =>
        File.WriteAllText(Path.Combine(checkout, ".git", MarkerName), JsonSerializer.Serialize(marker, CheckoutJson.Default.CheckoutMarker));
}

/// <summary>What the SDK checked out.</summary>
/// <param name="Commit">Of the repository, as the lock has it.</param>
/// <param name="Patches"><see cref="Patches.Hash"/>.</param>
/// <param name="Head">The commit that the patches make of it; without patches the same.</param>
/// <param name="Asked">The pin that was seen to have the commit, as <see cref="PlannedRepository.Asked"/>.</param>
internal sealed record CheckoutMarker(string Commit, string Patches, string Head, string? Asked);

[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(CheckoutMarker))]
internal sealed partial class CheckoutJson : JsonSerializerContext;
