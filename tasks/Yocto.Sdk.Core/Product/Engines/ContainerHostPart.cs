using Yocto.Sdk.Configuration;
using Yocto.Sdk.Product.Layer;

namespace Yocto.Sdk.Product.Engines;

/// <summary>What a container host adds to the product.</summary>
public static class ContainerHostPart
{
    public static ProductPart Of(ContainerHost host, ProductSources sources) => new("YoctoContainerEngine",
        [
            host.Engine.IsPodman ? "podman" : "docker-moby", "${VIRTUAL-RUNTIME_container_runtime}", .. Network(host), "container-host-config",
            .. host.Users.Count > 0 ? ["container-users"] : Array.Empty<string>(),
        ],
        [.. Configuration(host, sources)],
        [
            .. sources.FilesOf("container-host"),
            LayerFile.OfVariables($"{ContainerHostFiles.Recipe}/container-host-config.inc", "YoctoContainerEngine",
                ("CERTIFICATES", host.Pulls ? "ca-certificates" : ""),
                ("ENGINE_UNIT", host.Engine.Unit)),
            .. ContainerHostFiles.Of(host, sources),
            .. host.Users.Count > 0 ? Users(host, sources) : [],
            .. host.Recipes.SkopeoHasTheFiles ? sources.FilesOf("container-host-skopeo") : [],
        ]);

    private static IEnumerable<ConfBlock> Configuration(ContainerHost host, ProductSources sources)
    {
        yield return new ConfBlock("YoctoContainerEngine",
        [
            // what the recipes of podman, docker and crun require
            ConfBlock.WordList(sources.Syntax.Name("DISTRO_FEATURES", "append"), "=", ["virtualization", "seccomp", "ipv6"], leadingSpace: true),
            // gives every kernel recipe what containers need, and checks that it has it
            $"{sources.Syntax.Name("KERNEL_CLASSES", "append")} = \" container-kernel\"",
            $"VIRTUAL-RUNTIME_container_engine = \"{(host.Engine.IsPodman ? "podman" : "docker-moby")}\"",
            .. host.Engine.IsPodman ? Array.Empty<string>() : ["PREFERRED_PROVIDER_virtual/docker = \"docker-moby\""],
        ]);
        yield return new ConfBlock("YoctoContainerRuntime", [$"VIRTUAL-RUNTIME_container_runtime = \"{Runtime(host, sources)}\""]);
        if (host.Engine.IsPodman)
        {
            yield return new ConfBlock("YoctoContainerNetwork",
            [
                $"VIRTUAL-RUNTIME_container_networking = \"{(host.Network == "none" ? "" : host.Network)}\"",
                $"VIRTUAL-RUNTIME_container_dns = \"{(host.Network == "netavark" ? "aardvark-dns" : "")}\"",
            ]);
        }
    }

    private static string Runtime(ContainerHost host, ProductSources sources)
    {
        var runc = sources.Facts.Runc;
        return host switch
        {
            { Runtime: "runc" } or { Runtime: null, Engine.IsPodman: false } => runc,
            { Runtime: null, Recipes.CrunNeedsSystemd: true } => $"${{@bb.utils.contains('DISTRO_FEATURES', 'systemd', 'crun', '{runc}', d)}}",
            _ => "crun",
        };
    }

    private static IEnumerable<string> Network(ContainerHost host) => host.Network switch
    {
        "netavark" when host.Recipes.HasAardvark => ["netavark", "aardvark-dns"],
        "netavark" or "cni" => [host.Network],
        _ => [],
    };

    private static IEnumerable<LayerFile> Users(ContainerHost host, ProductSources sources) => sources.FilesOf("container-users")
        .Append(LayerFile.OfVariables("recipes-containers/container-users/container-users.inc", "YoctoContainerUser",
            ("CONTAINER_USERS", string.Join(' ', host.Users))));
}
