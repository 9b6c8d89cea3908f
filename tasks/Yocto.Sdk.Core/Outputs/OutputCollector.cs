using Yocto.Sdk.BitBake;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.Outputs;

/// <summary>
/// Delivers what a build has deployed. A file that is there already is neither copied nor read again, so that a build
/// that has nothing to do costs a look at each file's status.
/// </summary>
/// <param name="account">That ran bitbake for root, as whom is read what it left; null otherwise.</param>
/// <param name="bills">The folder of the bills of materials; absolute. Null where there are none.</param>
internal sealed class OutputCollector(string folder, string outputsFile, IBuildLog log, FileAccount? account = null, string? bills = null)
{
    /// <param name="build">bitbake's own answers.</param>
    /// <param name="task">The task that was asked for, without <c>do_</c>; empty for bitbake's default.</param>
    public async Task<BuildOutputs> CollectAsync(BuildResult build, string? task, CancellationToken cancellation)
    {
        var deployed = Find(build, task);
        RequireAll(deployed);
        ReportEmptyTargets(build, deployed);

        var before = BuildOutputs.Read(outputsFile);
        // bin/ of another folder, for example of a moved project, is not ours to tidy
        var known = before?.Folder == folder ? before : null;
        var outputs = new BuildOutputs(folder, build.Machine, await DeliverAsync(build, deployed, known, cancellation),
            ManifestIdentities(deployed), [.. deployed.Select(f => f.Name)]);
        if (!Same(known, outputs))
        {
            RemoveStale(known, outputs);
            outputs.Write(outputsFile);
        }

        return outputs;
    }

    private IReadOnlyList<DeployedFile> Find(BuildResult build, string? task)
    {
        IReadOnlyList<DeployedFile> deployed;
        using (FileAccount.Assume(account))
            deployed = DeployedFiles.Find(build, task);
        return bills is null ? deployed : [.. deployed.Concat(BillFiles.Of(bills, deployed)).OrderBy(f => f.Name, StringComparer.Ordinal)];
    }

    private void RequireAll(IReadOnlyList<DeployedFile> deployed)
    {
        if (deployed.FirstOrDefault(f => !FolderPath.Contains(folder, Path.GetFullPath(f.Name, folder))) is { } outside)
            throw new YoctoException(OutputErrors.NotAName.Create(outside.Name, outside.Path));

        var missing = deployed.Where(f => FileIdentity.Of(f.Path) is null).ToList();
        if (missing.Count > 0)
            throw new YoctoException([.. missing.Select(f =>
                OutputErrors.DeployedFileMissing.Create(f.Path, "do_" + f.Task, f.Recipe))]);
    }

    private void ReportEmptyTargets(BuildResult build, IReadOnlyList<DeployedFile> deployed)
    {
        // a target that is not an image and deploys nothing, for example a package, is normal
        foreach (var target in build.Targets.Where(t => t.Variables.ContainsKey("IMAGE_LINK_NAME")))
        {
            if (!deployed.Any(f => f.Recipe == target.Recipe))
                log.Report(OutputErrors.NothingDeployed.Create(target.Target, build.Variables.GetValueOrDefault("DEPLOY_DIR_IMAGE")));
        }
    }

    private async Task<IReadOnlyList<OutputFile>> DeliverAsync(
        BuildResult build, IReadOnlyList<DeployedFile> deployed, BuildOutputs? known, CancellationToken cancellation)
    {
        var images = build.Targets.Where(t => deployed.Any(f => f.Recipe == t.Recipe && f.Task == "image_complete"))
            .Select(t => t.Recipe).ToHashSet(StringComparer.Ordinal);
        var recorded = (known?.Files ?? []).ToDictionary(f => f.Deployed.Name, StringComparer.Ordinal);
        var announced = false;
        var gate = new Lock();

        var files = new OutputFile[deployed.Count];
        await Parallel.ForAsync(0, deployed.Count, cancellation, async (i, stop) =>
        {
            var file = deployed[i];
            var destination = Path.Combine(folder, file.Name);
            var source = FileIdentity.Of(file.Path)!;
            var record = recorded.GetValueOrDefault(file.Name);
            var delivered = FileIdentity.Of(destination);
            if (record?.Source != source || record.Delivered != delivered)
            {
                lock (gate)
                {
                    if (!announced)
                        Announce(deployed, known);
                    announced = true;
                }

                log.Detail($"{file.Path} -> {destination}");
                Delivery.Place(file.Path, destination, allowHardLink: true, file.IsOfBitBake ? account : null);
                delivered = FileIdentity.Of(destination)!;
            }

            var digest = record?.Source == source ? record.Sha256 : await Sha256.OfFileAsync(destination, stop);
            files[i] = new OutputFile(file, images.Contains(file.Recipe) ? file.Recipe : null, source, delivered!, digest);
        });
        return files;
    }

    /// <summary>Before the first file, so that the next build recognises what an interrupted one leaves.</summary>
    private void Announce(IReadOnlyList<DeployedFile> deployed, BuildOutputs? known)
    {
        var names = (known?.Names ?? []).Union(deployed.Select(f => f.Name)).Order(StringComparer.Ordinal);
        var announced = known ?? new BuildOutputs(folder, "", [], new Dictionary<string, FileIdentity>(), []);
        (announced with { Names = [.. names] }).Write(outputsFile);
        foreach (var parent in deployed.Select(f => Path.GetDirectoryName(Path.Combine(folder, f.Name))!).Distinct())
            Delivery.RemovePartial(parent);
    }

    private void RemoveStale(BuildOutputs? known, BuildOutputs outputs)
    {
        foreach (var name in (known?.Names ?? []).Except(outputs.Names))
        {
            log.Detail($"{Path.Combine(folder, name)} is no longer an output");
            OutputRemoval.RemoveDeliverable(folder, name);
        }
    }

    private static Dictionary<string, FileIdentity> ManifestIdentities(IReadOnlyList<DeployedFile> deployed) =>
        deployed.Select(f => f.SstateManifest).OfType<string>().Distinct().Order(StringComparer.Ordinal)
            .ToDictionary(m => m, m => FileIdentity.Of(m)!);

    private static bool Same(BuildOutputs? one, BuildOutputs other) =>
        one is not null && one.Machine == other.Machine && one.Files.SequenceEqual(other.Files)
        && one.Names.SequenceEqual(other.Names)
        && one.SstateManifests.OrderBy(m => m.Key, StringComparer.Ordinal)
            .SequenceEqual(other.SstateManifests.OrderBy(m => m.Key, StringComparer.Ordinal));
}
