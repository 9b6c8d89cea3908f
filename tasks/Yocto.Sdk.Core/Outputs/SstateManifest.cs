using Yocto.Sdk.BitBake;

namespace Yocto.Sdk.Outputs;

/// <summary>
/// What one task of a recipe put into the shared folders, as oe-core's <c>sstate.bbclass</c> (<c>sstate_install</c>)
/// writes it: a path a line, folders last and with a slash at their end.
/// </summary>
/// <param name="File">Absolute.</param>
/// <param name="Recipe">Its <c>PN</c>.</param>
/// <param name="Task">Without <c>do_</c>.</param>
/// <param name="Paths">Files and symbolic links; absolute.</param>
internal sealed record SstateManifest(string File, string Recipe, string Task, IReadOnlyList<string> Paths)
{
    /// <summary>
    /// The manifest of a recipe's task, null when it installed nothing. Its name is
    /// <c>manifest-${SSTATE_MANMACH}-${PN}.task</c>; for tasks that deploy, SSTATE_MANMACH is their
    /// <c>stamp-extra-info</c>, which is MACHINE_ARCH (with SDKMACHINE for an SDK, PACKAGE_ARCH in a tarball of tools), and
    /// SSTATE_PKGARCH where a recipe clears that.
    /// </summary>
    public static SstateManifest? Find(BuildResult build, string recipe, string task)
    {
        if (build.Variables.GetValueOrDefault("SSTATE_MANIFESTS") is not { Length: > 0 } folder)
            return null;

        var own = build.Targets.FirstOrDefault(t => t.Recipe == recipe)?.Variables;
        var machine = build.Variables.GetValueOrDefault("MACHINE_ARCH");
        string?[] architectures =
        [
            machine,
            machine + build.Variables.GetValueOrDefault("SDKMACHINE"),
            own?.GetValueOrDefault("SSTATE_PKGARCH"),
            own?.GetValueOrDefault("PACKAGE_ARCH"),
            "allarch",
        ];
        return architectures
            .Where(a => !string.IsNullOrEmpty(a))
            .Select(a => Path.Combine(folder, $"manifest-{a}-{recipe}.{task}"))
            .Where(System.IO.File.Exists)
            .Select(f => Read(f, recipe, task))
            .FirstOrDefault();
    }

    /// <summary>The manifests of a task of every recipe that is built for this machine, by the recipe's name.</summary>
    public static IReadOnlyList<SstateManifest> FindAll(BuildResult build, string task)
    {
        var folder = build.Variables.GetValueOrDefault("SSTATE_MANIFESTS");
        var prefix = $"manifest-{build.Variables.GetValueOrDefault("MACHINE_ARCH")}-";
        return !Directory.Exists(folder)
            ? []
            : [.. Directory.EnumerateFiles(folder, $"{prefix}*.{task}")
                .Order(StringComparer.Ordinal)
                .Select(f => Read(f, Path.GetFileName(f)[prefix.Length..^(task.Length + 1)], task))];
    }

    private static SstateManifest Read(string file, string recipe, string task) =>
        // the name of a deliverable follows from the path, which must not lead out of bin/
        new(file, recipe, task, [.. System.IO.File.ReadLines(file).Where(l => Path.IsPathRooted(l) && !l.EndsWith('/')).Select(Path.GetFullPath)]);
}
