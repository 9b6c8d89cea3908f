using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.Outputs;

/// <summary>
/// The files of a release: images with their block maps and lists of packages, licence manifests, SPDX, bills of materials, the lock
/// file, and <c>SHA256SUMS</c> over them all. They are copies (or clones), never hard links: what is released must not change when
/// the image in <c>bin/</c> is booted.
/// </summary>
internal sealed class ReleaseFolder(string folder, string recordFile, IBuildLog log)
{
    public const string Sums = "SHA256SUMS";

    private static readonly HashSet<string> _types =
        new(["BillOfMaterials", "Bmap", "LicenseManifest", "Manifest", "Sdk", "Spdx"], StringComparer.Ordinal);

    /// <param name="outputs">What the build has delivered; <c>bin/</c> is where it is taken from.</param>
    /// <param name="lockFile">Absolute; left out where there is none.</param>
    /// <returns>The bundle's files; absolute.</returns>
    public async Task<IReadOnlyList<string>> PublishAsync(BuildOutputs outputs, string? lockFile, CancellationToken cancellation)
    {
        RequireUnchanged(outputs);
        var before = ReleaseRecord.Read(recordFile) is { } record && record.Folder == folder ? record : null;
        var files = outputs.Files
            .Where(f => f.Deployed.Kind == OutputKind.Image || _types.Contains(f.Deployed.Type))
            .Select(f => (f.Deployed.Name, Source: outputs.PathOf(f.Deployed.Name), Digest: (string?)f.Sha256))
            .ToList();
        if (File.Exists(lockFile))
            files.Add((Path.GetFileName(lockFile), lockFile, null));

        // recorded before it is written, so that the next bundle recognises what an interrupted one leaves
        var names = files.Select(f => f.Name).Append(Sums).ToList();
        new ReleaseRecord(folder, names.Union(before?.Files.Keys ?? []).ToDictionary(n => n, n => before?.Files.GetValueOrDefault(n)))
            .Write(recordFile);

        var placed = new BundleFile[files.Count];
        await Parallel.ForAsync(0, files.Count, cancellation, async (i, stop) =>
            placed[i] = await PlaceAsync(files[i].Name, files[i].Source, files[i].Digest, before, stop));
        var sums = WriteSums(files.Select((f, i) => (f.Name, placed[i].Sha256)));

        foreach (var name in (before?.Files.Keys ?? []).Except(names))
            OutputRemoval.RemoveDeliverable(folder, name);
        var written = files.Select((f, i) => KeyValuePair.Create(f.Name, (BundleFile?)placed[i])).Append(new(Sums, null));
        new ReleaseRecord(folder, written.ToDictionary()).Write(recordFile);
        return [.. files.Select(f => Path.Combine(folder, f.Name)).Append(sums)];
    }

    private static void RequireUnchanged(BuildOutputs outputs)
    {
        var changed = outputs.Files.Where(f => FileIdentity.Of(outputs.PathOf(f.Deployed.Name)) != f.Delivered).ToList();
        if (changed.Count > 0)
            throw new YoctoException([.. changed.Select(f =>
                OutputErrors.ChangedSinceBuild.Create(outputs.PathOf(f.Deployed.Name)))]);
    }

    private async Task<BundleFile> PlaceAsync(
        string name, string source, string? digest, ReleaseRecord? before, CancellationToken cancellation)
    {
        var destination = Path.Combine(folder, name);
        digest ??= await Sha256.OfFileAsync(source, cancellation);
        if (before?.Files.GetValueOrDefault(name) is { } known
            && known.Sha256 == digest && known.Identity == FileIdentity.Of(destination))
            return known;

        log.Detail($"{source} -> {destination}");
        Delivery.Place(source, destination, allowHardLink: false);
        return await Sha256.OfFileAsync(destination, cancellation) == digest
            ? new BundleFile(digest, FileIdentity.Of(destination)!)
            : throw new YoctoException(OutputErrors.NotTheSame.Create(destination, source));
    }

    /// <summary>As <c>sha256sum</c> of coreutils writes it and <c>sha256sum -c</c> reads it.</summary>
    private string WriteSums(IEnumerable<(string Name, string Digest)> files)
    {
        var lines = files.OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => $"{f.Digest}  {f.Name}\n");
        var text = string.Concat(lines);
        var file = Path.Combine(folder, Sums);
        if (!File.Exists(file) || File.ReadAllText(file) != text)
            WholeFile.Write(file, text);
        return file;
    }
}
