using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Yocto.Sdk.Language;
using Yocto.Sdk.Product.Layer;

namespace Yocto.Sdk.Product.Engines;

/// <summary>
/// The files of <c>/etc</c> on the device. What the init system decides is written as <c>@name@</c>, and filled in by the
/// recipe.
/// </summary>
public static class ContainerHostFiles
{
    public const string Recipe = "recipes-containers/container-host-config";

    private static readonly JsonSerializerOptions _json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IEnumerable<LayerFile> Of(ContainerHost host, ProductSources sources) => host.Engine.IsPodman
        ?
        [
            sources.Facts.HasContainersConf ? File("containers/containers.conf", ContainersConf(host, sources.Facts))
                : File("containers/libpod.conf", LibpodConf),
            File("containers/storage.conf", StorageConf(host)),
            File("containers/registries.conf", RegistriesConf(host)),
            File("containers/policy.json", Policy(host)),
            .. Keys(host),
        ]
        : [File("docker/daemon.json", Daemon(host))];

    private static LayerFile File(string path, string text) => new($"{Recipe}/files/etc/{path}", text);

    private const string LibpodConf = """
        # YoctoContainerEngine
        cgroup_manager = "@cgroup_manager@"

        # YoctoContainerRuntime
        runtime = "@runtime@"

        [runtimes]
        crun = ["/usr/bin/crun"]
        runc = ["/usr/bin/runc"]

        """;

    private static string ContainersConf(ContainerHost host, ReleaseFacts release) =>
        $"""
        [engine]
        # the init system's: systemd, or cgroupfs where another one runs
        cgroup_manager = "@cgroup_manager@"
        # YoctoContainerRuntime
        runtime = "@runtime@"

        """
        + (host.Network switch
        {
            "none" => "\n# YoctoContainerNetwork\n[containers]\nnetns = \"none\"\n",
            _ when release.HasNetworkBackend => $"\n# YoctoContainerNetwork\n[network]\nnetwork_backend = \"{host.Network}\"\n"
                + (host.Users.Count > 0 && release.HasRootlessNetworkCommand ? "default_rootless_network_cmd = \"slirp4netns\"\n" : ""),
            _ => "",
        });

    private static string StorageConf(ContainerHost host) =>
        $"""
        [storage]
        driver = "overlay"
        runroot = "/run/containers/storage"
        # YoctoContainerStorage
        graphroot = "{host.Engine.Storage}"

        """;

    private static string RegistriesConf(ContainerHost host)
    {
        var searched = host.Registries.Where(r => r.Search).Select(r => $"\"{r.Name.Text}\"");
        return $"# YoctoContainerRegistry\nunqualified-search-registries = [{string.Join(", ", searched)}]\n"
            + string.Concat(host.Registries.Where(r => r.Insecure || r.Mirror.Length > 0).Select(Table));
    }

    private static string Table(ContainerRegistry registry) =>
        $"\n[[registry]]\nlocation = \"{registry.Name.Text}\"\n"
        + (registry.Insecure ? "insecure = true\n" : "")
        + (registry.Mirror.Length > 0 ? $"\n[[registry.mirror]]\nlocation = \"{registry.Mirror}\"\n" : "");

    // what no scope names is rejected, so that a registry has to be listed before anything comes from it
    private static string Policy(ContainerHost host)
    {
        var scopes = new JsonObject();
        foreach (var registry in host.Registries)
            scopes[registry.Name.Text] = new JsonArray(Requirement(registry));
        var policy = new JsonObject { ["default"] = new JsonArray(new JsonObject { ["type"] = host.AcceptsAnything ? "insecureAcceptAnything" : "reject" }) };
        if (scopes.Count > 0)
            policy["transports"] = new JsonObject { ["docker"] = scopes };
        return policy.ToJsonString(_json) + "\n";
    }

    private static JsonObject Requirement(ContainerRegistry registry) => registry switch
    {
        { Key: "" } => new JsonObject { ["type"] = "insecureAcceptAnything" },
        { IsSigstore: true } => new JsonObject
        {
            ["type"] = "sigstoreSigned",
            ["keyPath"] = registry.KeyPath,
            ["signedIdentity"] = new JsonObject { ["type"] = "matchRepository" },
        },
        _ => new JsonObject { ["type"] = "signedBy", ["keyType"] = "GPGKeys", ["keyPath"] = registry.KeyPath },
    };

    private static IEnumerable<LayerFile> Keys(ContainerHost host)
    {
        foreach (var registry in host.Registries.Where(r => r.Key.Length > 0))
        {
            yield return new LayerFile($"{Recipe}/files{registry.KeyPath}", null, CopyOf: registry.Key);
            if (registry.IsSigstore)
            {
                yield return File($"containers/registries.d/{registry.FileName}.yaml",
                    $"# YoctoContainerRegistry: cosign keeps signatures beside the images\ndocker:\n  {registry.Name.Text}:\n    use-sigstore-attachments: true\n");
            }
        }
    }

    private static string Daemon(ContainerHost host)
    {
        var daemon = new JsonObject
        {
            ["data-root"] = host.Engine.Storage,
            ["exec-opts"] = new JsonArray("native.cgroupdriver=@cgroup_manager@"),
            ["default-runtime"] = "@runtime@",
        };
        if (host.Runtime == "crun")
            daemon["runtimes"] = new JsonObject { ["crun"] = new JsonObject { ["path"] = "/usr/bin/crun" } };
        if (host.Network == "none")
            daemon["bridge"] = "none";
        return daemon.ToJsonString(_json) + "\n";
    }
}
