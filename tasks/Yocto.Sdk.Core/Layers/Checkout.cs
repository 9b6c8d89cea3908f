using System.Text.Json;
using System.Text.Json.Serialization;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;
using Yocto.Sdk.Git;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Layers;

/// <summary>
/// The checkout of a layer repository in <c>obj/layers</c>: a complete repository that no longer needs the cache. It
/// is built in a sibling folder and renamed, so that one with a marker is complete.
/// </summary>
internal sealed class Checkout(string folder, GitCommand git, IBuildLog log)
{
    public string Folder => folder;

    /// <summary>While these stay as they are, nobody has changed the checkout.</summary>
    public IReadOnlyList<string> StampedFiles => [Path.Combine(folder, ".git", "HEAD"), MarkerFile];

    private string MarkerFile => Path.Combine(folder, ".git", "yocto-sdk.json");

    /// <summary>What the SDK put there; null when there is nothing, or nothing sound.</summary>
    public CheckoutMarker? Marker() => JsonFile.Read(MarkerFile, CheckoutJson.Default.CheckoutMarker);

    /// <summary>The commit at HEAD; null when there is none.</summary>
    public string? Head() => GitHead.CommitOf(folder);

    /// <summary>Puts the commit and its patches there, unless that would lose the user's changes.</summary>
    public async Task MoveToAsync(
        CachedCommit cached, PlannedRepository repository, Patches patches, GitCache cache, CancellationToken cancellation)
    {
        RemoveLeftovers();
        if (Directory.Exists(folder))
            await RefuseToLoseAsync(cached.Commit, repository.Origin, cancellation);

        var temporary = $"{folder}.new-{Guid.NewGuid():N}";
        try
        {
            using (await cache.LockAsync(repository.Url, cancellation))
                LinkRepository(cached, repository, temporary);
            var reset = await git.InCheckoutAsync(temporary, ["reset", "--quiet", "--hard", cached.Commit], cancellation);
            if (!reset.Succeeded)
            {
                throw DiskSpace.IsUsedUp(temporary)
                    ? new YoctoException(FileErrors.DiskFull.Create($"git could not write {folder}."))
                    : new GitFault(reset, repository);
            }

            var head = await patches.ApplyAsync(temporary, cached, repository, git, cancellation);
            // no file of the checkout is flushed to disk, so the marker must not be either
            File.WriteAllText(Path.Combine(temporary, ".git", Path.GetFileName(MarkerFile)),
                JsonSerializer.Serialize(new CheckoutMarker(cached.Commit, patches.Hash, head), CheckoutJson.Default.CheckoutMarker));
            ReplaceBy(temporary);
        }
        finally
        {
            Remove(temporary);
        }
    }

    private static void LinkRepository(CachedCommit cached, PlannedRepository repository, string temporary)
    {
        var own = Path.Combine(temporary, ".git");
        BareRepository.Create(own, bare: false,
            $"[remote \"origin\"]\n\turl = {Quote(repository.Url.Display)}\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n");
        foreach (var pack in Directory.EnumerateFiles(Path.Combine(cached.Repository, "objects", "pack"), "pack-*"))
            HardLink.OrCopy(pack, Path.Combine(own, "objects", "pack", Path.GetFileName(pack)));
        if (File.Exists(Path.Combine(cached.Repository, "shallow")))
            File.Copy(Path.Combine(cached.Repository, "shallow"), Path.Combine(own, "shallow"));
        File.WriteAllText(Path.Combine(own, "HEAD"), cached.Commit + "\n");
    }

    private static string Quote(string value) => $"\"{value.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";

    private async Task RefuseToLoseAsync(string commit, Origin origin, CancellationToken cancellation)
    {
        var marker = Marker();
        var head = Head();
        if (marker is null || head is null)
        {
            SetAside(origin);
            return;
        }

        if (head != marker.Head)
            throw new YoctoException(LayerErrors.CheckoutHasOwnCommits.At(origin, folder, commit, head));

        var status = await git.InCheckoutAsync(folder, ["status", "--porcelain", "-z", "--untracked-files=all"], cancellation);
        if (!status.Succeeded)
        {
            log.Detail(status.Errors);
            SetAside(origin);
            return;
        }

        // What was only deleted is nothing that could be lost.
        var changes = status.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Where(s => s is not [' ', 'D', ..]).Select(s => s.Length > 3 ? s[3..] : s).ToList();
        if (changes.Count > 0)
        {
            var some = string.Join(", ", changes.Take(5)) + (changes.Count > 5 ? $" and {changes.Count - 5} more" : "");
            throw new YoctoException(LayerErrors.CheckoutDirty.At(origin, folder, commit, some));
        }
    }

    private void SetAside(Origin origin)
    {
        var number = 1;
        while (Directory.Exists($"{folder}.aside-{number}"))
            number++;
        Directory.Move(folder, $"{folder}.aside-{number}");
        log.Report(LayerErrors.CheckoutSetAside.At(origin, folder, $"{folder}.aside-{number}"));
    }

    private void ReplaceBy(string temporary)
    {
        if (Directory.Exists(folder))
        {
            var old = $"{folder}.old-{Guid.NewGuid():N}";
            Directory.Move(folder, old);
            Directory.Move(temporary, folder);
            Remove(old);
        }
        else
        {
            Directory.Move(temporary, folder);
        }
    }

    /// <summary>The caller holds the lock of <c>obj/layers</c>: these are from a process that died.</summary>
    private void RemoveLeftovers()
    {
        var parent = Path.GetDirectoryName(folder)!;
        Directory.CreateDirectory(parent);
        foreach (var kind in (string[])["new", "old"])
        {
            foreach (var leftover in Directory.EnumerateDirectories(parent, $"{Path.GetFileName(folder)}.{kind}-*"))
                Remove(leftover);
        }
    }

    private static void Remove(string path) => GitFetch.Delete(path);
}

/// <summary>What the SDK checked out.</summary>
/// <param name="Commit">Of the repository, as the lock has it.</param>
/// <param name="Patches"><see cref="Patches.Hash"/>.</param>
/// <param name="Head">The commit that the patches make of it; without patches the same.</param>
internal sealed record CheckoutMarker(string Commit, string Patches, string Head);

[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(CheckoutMarker))]
internal sealed partial class CheckoutJson : JsonSerializerContext;
