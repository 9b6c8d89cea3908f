using System.Text.Json;
using System.Text.Json.Serialization;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;
using Yocto.Sdk.Language;

namespace Yocto.Sdk.Layers;

/// <summary>
/// What a restore leaves behind for the build, as <c>obj/yocto.layers.json</c> (NuGet's counterpart is
/// <c>project.assets.json</c>).
/// </summary>
/// <param name="Release">The release's code name, for example <c>scarthgap</c>.</param>
/// <param name="BitBakePath">The folder that holds <c>bin/bitbake</c>; absolute.</param>
/// <param name="BitBakeVersion"><c>__version__</c> of its <c>lib/bb/__init__.py</c>, for example <c>2.8.0</c>.</param>
/// <param name="CorePath">The folder that holds <c>meta/</c> and <c>scripts/</c> of OpenEmbedded-Core; null for a bitbake distribution without it.</param>
/// <param name="Series"><c>LAYERSERIES_CORENAMES</c> of the core layer: one or more names; empty without a core layer.</param>
/// <param name="Repositories">The fetched repositories, by name.</param>
/// <param name="Layers">In the order in which <c>BBLAYERS</c> lists them.</param>
public sealed record RestoredLayers(
    string Release,
    string BitBakePath,
    string BitBakeVersion,
    string? CorePath,
    IReadOnlyList<string> Series,
    IReadOnlyList<RestoredRepository> Repositories,
    IReadOnlyList<RestoredLayer> Layers)
{
    [JsonIgnore]
    public ReleaseFacts Facts => ReleaseFacts.Of(BitBakeVersion);

    /// <exception cref="YoctoException">It is missing or damaged.</exception>
    public static RestoredLayers Read(string file) =>
        JsonFile.Read(file, RestoredLayersJson.Default.RestoredLayers)
        ?? throw new YoctoException(LayerErrors.NotRestored.Create(file, File.Exists(file) ? "is damaged" : "is missing"));

    public string ToJson() => JsonSerializer.Serialize(this, RestoredLayersJson.Default.RestoredLayers);
}

/// <param name="Name">The repository's name in the project, for example <c>meta-openembedded</c>.</param>
/// <param name="Commit">40 hexadecimal digits.</param>
/// <param name="Path">Its checkout; absolute.</param>
public sealed record RestoredRepository(string Name, string Url, string Commit, string Path);

/// <param name="Include">The item of the project that asks for it; null for a layer that the distribution brings.</param>
/// <param name="Path">The folder that holds <c>conf/layer.conf</c>; absolute.</param>
/// <param name="Collection">The name that its <c>layer.conf</c> adds to <c>BBFILE_COLLECTIONS</c>; null when it adds none.</param>
/// <param name="Priority">The priority that the project sets in place of the layer's own.</param>
/// <param name="Repository">The <see cref="RestoredRepository.Name"/> that contains it; null for a user's folder.</param>
public sealed record RestoredLayer(string? Include, string Path, string? Collection, int? Priority, string? Repository);

[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(RestoredLayers))]
internal sealed partial class RestoredLayersJson : JsonSerializerContext;
