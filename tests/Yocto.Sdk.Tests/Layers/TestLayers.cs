using Yocto.Sdk.Layers;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Layers;

/// <summary>What a restore leaves for a build: scarthgap, unless a test says otherwise by <c>with</c>.</summary>
internal static class TestLayers
{
    public static RestoredLayers Of(params IReadOnlyList<RestoredLayer> layers) =>
        new("scarthgap", "/bitbake", "2.8.0", "/poky", ["scarthgap"], [], layers);

    /// <summary>The layers of a bitbake distribution without OpenEmbedded-Core.</summary>
    public static RestoredLayers WithoutCore(params IReadOnlyList<RestoredLayer> layers) =>
        Of(layers) with { Release = "none", CorePath = null, Series = [] };

    public static RestoredLayer Core(string folder) => new(null, folder, "core", null, "poky");

    /// <summary>A layer that lies in a folder of the project.</summary>
    public static RestoredLayer Own(string include, string folder, string? collection = null, int? priority = null) =>
        new(include, folder, collection, priority, null);

    /// <summary>Writes the list as the file that tasks are given, and returns its path.</summary>
    public static string WriteTo(this RestoredLayers layers, TemporaryFolder folder) => folder.Write("layers.json", layers.ToJson());
}
