using System.Reflection;
using Yocto.Sdk.Configuration;
using Yocto.Sdk.Files;
using Yocto.Sdk.Git;
using Yocto.Sdk.Host;
using Yocto.Sdk.Layers;

namespace Yocto.Sdk.Stamp;

/// <summary>A stamp of what there is now, with the files of each layer, which a message may need.</summary>
internal sealed record BuildStampCapture(BuildStamp Stamp, IReadOnlyDictionary<string, BuildStampFolder> Folders)
{
    /// <summary>No process is started.</summary>
    /// <param name="inputs">What decides about the build.</param>
    /// <param name="products">What the last build left.</param>
    public static BuildStampCapture Take(BuildStampInputs inputs, BuildStampProducts products)
    {
        var roots = Roots(RestoredLayers.Read(inputs.RestoredLayersFile), ProductRecord.Read(inputs.ProductFile)?.Layer);
        var excluded = inputs.ExcludedFolders.Append(inputs.BuildDirectory)
            .Select(f => Path.TrimEndingDirectorySeparator(Path.GetFullPath(f)))
            .ToHashSet(StringComparer.Ordinal);
        var folders = roots.ToDictionary(r => r, r => BuildStampFolder.Of(r, excluded), StringComparer.Ordinal);
        foreach (var (folder, state) in inputs.Workspace)
            folders[folder] = state;
        var stamp = new BuildStamp(
            BuildStamp.CurrentFormat,
            Sorted(inputs.Request),
            Sdk(inputs.BridgeFile),
            Configuration(inputs),
            Sorted(roots.Select(GitHead.RepositoryOf).OfType<string>().Distinct()
                .Select(r => KeyValuePair.Create(r, GitHead.IdentityOf(r)))),
            Sorted(folders.Select(f => KeyValuePair.Create(f.Key, f.Value.Digest))),
            Sorted(inputs.ExtraInputs.Distinct().Select(f => KeyValuePair.Create(f, Identity(f, excluded)))),
            Sorted(inputs.Environment.Select(v => KeyValuePair.Create(v.Key, Sha256.Of(v.Value)[..32]))),
            inputs.HostTools is { } tools ? HostTools(tools.Union(products.HostTools()), inputs.Environment.GetValueOrDefault("PATH")) : Sorted([]),
            products.Identities(),
            products.Build?.AlwaysStale ?? [])
        {
            Workspace = inputs.WorkspaceRecipes,
        };
        return new BuildStampCapture(stamp, folders);
    }

    /// <summary>The stamp of a finished build: the inputs as they were before it began, the outputs as they are now.</summary>
    public static BuildStamp Finish(BuildStamp before, BuildStampProducts products) => before with
    {
        // bitbake's hosttools folder is filled by the first build only; a build in a container uses no tool of the host
        HostTools = before.HostTools.Count == 0
            ? before.HostTools
            : Sorted(HostTools(products.HostTools().Except(before.HostTools.Keys), null).Concat(before.HostTools)),
        Outputs = products.Identities(),
        AlwaysStale = products.Build?.AlwaysStale ?? [],
    };

    /// <summary>Every layer, bitbake itself, and the scripts that the core brings; none of them below another.</summary>
    /// <param name="product">The generated layer: below <c>obj/</c>, which does not count where a layer is the project's own folder.</param>
    private static List<string> Roots(RestoredLayers layers, string? product)
    {
        var all = layers.Layers.Select(l => l.Path)
            .Append(layers.BitBakePath)
            .Concat(layers.CorePath is { } core ? [Path.Combine(core, "scripts")] : Array.Empty<string>())
            .Select(f => Path.TrimEndingDirectorySeparator(Path.GetFullPath(f)))
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        return
        [
            .. all.Where(f => !all.Any(o => FolderPath.Contains(o, f))),
            .. product is null ? Array.Empty<string>() : [product],
        ];
    }

    /// <summary>The version alone does not distinguish two builds of this SDK.</summary>
    private static SortedDictionary<string, string> Sdk(string bridgeFile)
    {
        var assembly = typeof(BuildStamp).Assembly;
        return Sorted(
        [
            new("Yocto.Sdk", $"{assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion} {assembly.ManifestModule.ModuleVersionId:n}"),
            .. Directory.EnumerateFiles(Path.GetDirectoryName(bridgeFile)!, "*.py").Select(f => KeyValuePair.Create(f, Sha256.OfFile(f))),
        ]);
    }

    /// <summary>The generated files, the files that the user put next to them (auto.conf, site.conf, multiconfig/), the list of layers.</summary>
    private static SortedDictionary<string, string> Configuration(BuildStampInputs inputs)
    {
        var folder = Path.Combine(inputs.BuildDirectory, "conf");
        var files = Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => Path.GetExtension(f) is ".conf" or ".inc")
            : [];
        return Sorted(files.Append(inputs.RestoredLayersFile)
            .Select(f => KeyValuePair.Create(f, Sha256.OfFile(f))));
    }

    private static string Identity(string path, HashSet<string> excluded) => FileStatus.Of(path) switch
    {
        null => "none",
        { IsFolder: true } => BuildStampFolder.Of(path, excluded).Digest,
        { } s => s.Fingerprint,
    };

    /// <summary>Each command that PATH finds, through its links: an update of its package gives another file.</summary>
    private static SortedDictionary<string, string> HostTools(IEnumerable<string> tools, string? path)
    {
        var folders = HostPath.Of(path ?? Environment.GetEnvironmentVariable("PATH")).Split(':', StringSplitOptions.RemoveEmptyEntries);
        return Sorted(tools.Select(t =>
        {
            foreach (var file in folders.Select(p => Path.Combine(p, t)))
            {
                if (FileStatus.Of(file) is { IsFile: true } s)
                    return KeyValuePair.Create(t, $"{file} {s.Fingerprint}");
            }

            return KeyValuePair.Create(t, "none");
        }));
    }

    private static SortedDictionary<string, string> Sorted(IEnumerable<KeyValuePair<string, string>> entries) =>
        new(entries.ToDictionary(), StringComparer.Ordinal);
}
