using Yocto.Sdk.Configuration;
using Yocto.Sdk.Files;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Explain;

/// <summary>Leads from a line of the generated configuration, or of the product layer, back to the project.</summary>
/// <param name="Build">What the configuration was made of.</param>
/// <param name="ProjectFile">Absolute.</param>
internal sealed record ProjectOrigins(BuildConfiguration Build, RestoredLayers Layers, string BuildDirectory, string ProjectFile)
{
    private readonly ConfFile _localConf = LocalConf.Of(Build, Layers);

    /// <summary>The elements of the project that an assignment comes from, with the words that each brings; empty where
    /// somebody else wrote it.</summary>
    public IReadOnlyList<Setting> Of(string file, int line, string text) =>
        file == Path.Combine(BuildDirectory, "conf", "local.conf") && _localConf.BlockAt(line) is { } block ? Of(block, text)
        : Build.Product is { } product && FolderPath.Contains(product.Layer, file) ? InText(Everything, text)
        : [];

    private IEnumerable<Setting> Everything =>
        Build.Packages.Concat(Build.ImageFeatures.Select(f => new Setting(f.Name, f.Origin)));

    private List<Setting> Of(ConfBlock block, string text) => block.Origins switch
    {
        // "YoctoContainerEngine", "YoctoLayer meta-oe"
        [] => [new(text, block.Source.Split(' ', 2) is [var item, var include]
            ? new Origin(ProjectFile, item, include)
            : new Origin(ProjectFile, block.Source))],
        [var only] => [only with { Origin = only.Origin ?? new Origin(ProjectFile, block.Source) }],
        var several => InText(several, text),
    };

    private static List<Setting> InText(IEnumerable<Setting> settings, string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
        return [.. settings.Where(s => s.Origin is not null && words.Contains(s.Text))];
    }
}
