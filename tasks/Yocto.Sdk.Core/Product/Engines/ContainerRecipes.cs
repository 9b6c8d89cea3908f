using Yocto.Sdk.Product.Layer;

namespace Yocto.Sdk.Product.Engines;

/// <summary>What tells one release's recipes of a container host from another's.</summary>
/// <param name="CrunNeedsSystemd">From honister to scarthgap.</param>
/// <param name="HasAardvark">Whether netavark has its name server.</param>
/// <param name="SkopeoHasTheFiles">Up to honister: those of <c>/etc/containers</c>.</param>
internal sealed record ContainerRecipes(bool CrunNeedsSystemd, bool HasAardvark, bool SkopeoHasTheFiles)
{
    public static ContainerRecipes Of(AvailableLayers layers) => new(
        layers.AssignmentsOf("crun").Any(a => a.Variable == "REQUIRED_DISTRO_FEATURES" && a.Value.Split(' ').Contains("systemd")),
        layers.HasRecipe("aardvark-dns"),
        !layers.HasRecipe("container-host-config") && layers.HasRecipe("skopeo"));
}
