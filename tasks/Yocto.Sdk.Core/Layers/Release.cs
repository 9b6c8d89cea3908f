using System.Text.Json.Serialization;

namespace Yocto.Sdk.Layers;

/// <summary>A release of the Yocto Project.</summary>
/// <param name="Name">Its code name, which is also the name of its branch in every layer repository.</param>
/// <param name="Version">For example <c>5.0</c>; null for master.</param>
/// <param name="BitBake">The branch of the repository <c>bitbake</c> that belongs to it.</param>
/// <param name="Core">Where BitBake and OpenEmbedded-Core come from unless the project sets it.</param>
internal sealed record Release(string Name, string? Version, string BitBake, CoreSource Core)
{
    public string BranchOf(string repository) => repository == CoreRepositories.BitBake ? BitBake : Name;
}

/// <summary>The repositories that bring BitBake and OpenEmbedded-Core.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CoreSource>))]
internal enum CoreSource
{
    /// <summary>All in one, up to walnascar.</summary>
    Poky,

    /// <summary><c>bitbake</c>, <c>openembedded-core</c> and <c>meta-yocto</c>, from whinlatter on the only way.</summary>
    Separate,
}

internal static class CoreRepositories
{
    public const string Poky = "poky";
    public const string BitBake = "bitbake";
    public const string Core = "openembedded-core";
    public const string MetaYocto = "meta-yocto";
}
