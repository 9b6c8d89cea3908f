namespace Yocto.Sdk.Product.Engines;

/// <summary>The container host that a project describes.</summary>
/// <param name="Runtime"><c>crun</c> or <c>runc</c>; null selects crun if the release's recipe can be built, otherwise runc.</param>
/// <param name="Network"><c>netavark</c>, <c>cni</c> or <c>none</c> of podman, <c>bridge</c> or <c>none</c> of docker.</param>
/// <param name="AcceptsAnything">Images may come from every registry, signed or not.</param>
/// <param name="Users">Those who run containers without root.</param>
internal sealed record ContainerHost(
    DeviceEngine Engine, string? Runtime, string Network, bool AcceptsAnything,
    IReadOnlyList<ContainerRegistry> Registries, IReadOnlyList<string> Users, ContainerRecipes Recipes)
{
    /// <summary>Whether images may come from elsewhere than the image of the system.</summary>
    public bool Pulls => AcceptsAnything || Registries.Count > 0;
}
