using System.Text.Json.Nodes;
using Microsoft.Build.Utilities;
using Yocto.Sdk.Configuration;
using Yocto.Sdk.Tasks;
using Yocto.Sdk.Testing;
using Yocto.Sdk.Tests.Layers;
using Yocto.Sdk.Tests.Tasks;

namespace Yocto.Sdk.Tests.Product.Engines;

public sealed class ContainerHostTests : IDisposable
{
    private const string Zeus = "1.44.0";
    private const string Dunfell = "1.46.0";
    private const string Kirkstone = "2.0.0";
    private const string Scarthgap = "2.8.0";

    private readonly TemporaryFolder _folder = new();
    private readonly RecordingBuildEngine _engine = new();

    public ContainerHostTests()
    {
        _folder.Write("core/recipes-core/images/core-image-minimal.bb", "");
        ProductTasks.WriteMachine(_folder, "core");
        HasRecipes("podman", "crun", "docker-moby", "container-host-config");
    }

    [Fact]
    public void Podman_brings_the_packages_features_and_kernel_options_that_it_needs()
    {
        HasRecipes("netavark", "aardvark-dns");

        Generate(Scarthgap, new ReadProduct { ContainerEngine = "podman", ContainerStorage = "/data/containers" });

        Assert.Equal("""
            [storage]
            driver = "overlay"
            runroot = "/run/containers/storage"
            # YoctoContainerStorage
            graphroot = "/data/containers"

            """, Etc("containers/storage.conf"));
        Assert.Equal("""
            [engine]
            # the init system's: systemd, or cgroupfs where another one runs
            cgroup_manager = "@cgroup_manager@"
            # YoctoContainerRuntime
            runtime = "@runtime@"

            # YoctoContainerNetwork
            [network]
            network_backend = "netavark"

            """, Etc("containers/containers.conf"));
        var conf = Configuration();
        Assert.Contains("    virtualization \\\n    seccomp \\\n    ipv6 \\\n", conf, StringComparison.Ordinal);
        Assert.Contains("KERNEL_CLASSES:append = \" container-kernel\"", conf, StringComparison.Ordinal);
        Assert.Contains("VIRTUAL-RUNTIME_container_dns = \"aardvark-dns\"", conf, StringComparison.Ordinal);
        Assert.Contains("records=/data/containers/preload\n",
            Layer("recipes-containers/container-preload/files/container-preload.sh"), StringComparison.Ordinal);
    }

    [Fact]
    public void No_image_is_accepted_from_a_registry_that_is_not_listed()
    {
        Generate(Kirkstone, new ReadProduct { ContainerEngine = "podman" });

        Assert.Equal("""{"default":[{"type":"reject"}]}""", Policy());
        Assert.Equal("# YoctoContainerRegistry\nunqualified-search-registries = []\n", Etc("containers/registries.conf"));
        Assert.Contains("CERTIFICATES = \"\"", Layer("recipes-containers/container-host-config/container-host-config.inc"), StringComparison.Ordinal);
    }

    [Fact]
    public void Listed_registries_are_written_as_policy_and_addresses()
    {
        _folder.Write("keys/acme.gpg", "key");
        _folder.Write("keys/cosign.pub", "key");

        Generate(Scarthgap, new ReadProduct
        {
            ContainerEngine = "podman",
            ContainerNetwork = "cni",
            ContainerRegistries =
            [
                Registry("docker.io", ("Search", "true"), ("Mirror", "mirror.example:5000/hub")),
                Registry("registry.example:5000/acme", ("Insecure", "true"), ("Key", "keys/acme.gpg")),
                Registry("quay.io", ("Key", "keys/cosign.pub")),
            ],
        });

        Assert.Equal("""
            # YoctoContainerRegistry
            unqualified-search-registries = ["docker.io"]

            [[registry]]
            location = "docker.io"

            [[registry.mirror]]
            location = "mirror.example:5000/hub"

            [[registry]]
            location = "registry.example:5000/acme"
            insecure = true

            """, Etc("containers/registries.conf"));
        Assert.Equal(
            JsonNode.Parse("""
                {
                  "default": [{ "type": "reject" }],
                  "transports": {
                    "docker": {
                      "docker.io": [{ "type": "insecureAcceptAnything" }],
                      "registry.example:5000/acme": [
                        { "type": "signedBy", "keyType": "GPGKeys", "keyPath": "/etc/containers/keys/registry.example-5000-acme.gpg" }
                      ],
                      "quay.io": [
                        { "type": "sigstoreSigned", "keyPath": "/etc/containers/keys/quay.io.pub", "signedIdentity": { "type": "matchRepository" } }
                      ]
                    }
                  }
                }
                """)!.ToJsonString(),
            Policy());
        Assert.Equal("key", Etc("containers/keys/registry.example-5000-acme.gpg"));
        Assert.Contains("  quay.io:\n    use-sigstore-attachments: true\n", Etc("containers/registries.d/quay.io.yaml"), StringComparison.Ordinal);
        Assert.Contains("CERTIFICATES = \"ca-certificates\"", Layer("recipes-containers/container-host-config/container-host-config.inc"), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_image_is_accepted_only_when_the_project_says_so()
    {
        Generate(Kirkstone, new ReadProduct { ContainerEngine = "podman", ContainerPolicy = "anything" });

        Assert.Equal("""{"default":[{"type":"insecureAcceptAnything"}]}""", Policy());
    }

    [Fact]
    public void Zeus_reads_libpod_conf()
    {
        Generate(Zeus, new ReadProduct { ContainerEngine = "podman" });

        Assert.Contains("runtime = \"@runtime@\"\n", Etc("containers/libpod.conf"), StringComparison.Ordinal);
        Assert.False(File.Exists(EtcPath("containers/containers.conf")));
        Assert.Contains("KERNEL_CLASSES_append = \" container-kernel\"", Configuration(), StringComparison.Ordinal);
    }

    [Fact]
    public void Dunfell_has_no_network_backend_to_name()
    {
        Generate(Dunfell, new ReadProduct { ContainerEngine = "podman" });

        Assert.DoesNotContain("network_backend", Etc("containers/containers.conf"), StringComparison.Ordinal);
    }

    [Fact]
    public void Skopeo_gives_up_the_policy_files_where_meta_virtualization_has_no_recipe_for_them()
    {
        File.Delete(_folder["core/recipes-containers/container-host-config/container-host-config_git.bb"]);
        HasRecipes("skopeo");

        Generate(Dunfell, new ReadProduct { ContainerEngine = "podman" });

        Assert.Contains("do_install_append() {", Layer("recipes-containers/skopeo/skopeo_%.bbappend"), StringComparison.Ordinal);
    }

    [Fact]
    public void Runc_takes_the_place_of_crun_without_systemd()
    {
        _folder.Write("core/recipes-containers/crun/crun_git.bb", "REQUIRED_DISTRO_FEATURES ?= \"systemd seccomp\"\n");

        Generate(Kirkstone, new ReadProduct { ContainerEngine = "podman" });
        Assert.Contains("VIRTUAL-RUNTIME_container_runtime = \"${@bb.utils.contains('DISTRO_FEATURES', 'systemd', 'crun', 'virtual-runc', d)}\"",
            Configuration(), StringComparison.Ordinal);

        Generate(Kirkstone, new ReadProduct { ContainerEngine = "podman", ContainerRuntime = "crun" });
        Assert.Contains("VIRTUAL-RUNTIME_container_runtime = \"crun\"", Configuration(), StringComparison.Ordinal);
    }

    [Fact]
    public void Docker_is_configured_by_its_daemon_json()
    {
        Generate(Scarthgap, new ReadProduct
        {
            ContainerEngine = "docker", ContainerRuntime = "crun", ContainerNetwork = "none", ContainerStorage = "/data/docker/",
        });

        Assert.Equal(
            """{"data-root":"/data/docker","exec-opts":["native.cgroupdriver=@cgroup_manager@"],"default-runtime":"@runtime@","runtimes":{"crun":{"path":"/usr/bin/crun"}},"bridge":"none"}""",
            JsonNode.Parse(Etc("docker/daemon.json"))!.ToJsonString());
        Assert.Contains("ENGINE_UNIT = \"docker.service\"", Layer("recipes-containers/container-host-config/container-host-config.inc"), StringComparison.Ordinal);
        Assert.Contains("    docker-moby \\\n", Layer("recipes-product/images/device-image.bb"), StringComparison.Ordinal);
        Assert.False(File.Exists(EtcPath("containers/policy.json")));
    }

    [Theory]
    [InlineData("YoctoContainerEngine", "lxc", "YOCTO5110")]
    [InlineData("YoctoContainerRuntime", "kata", "YOCTO5111")]
    [InlineData("YoctoContainerNetwork", "bridge", "YOCTO5111")]
    [InlineData("YoctoContainerNetwork", "netavark", "YOCTO5112")] // kirkstone's meta-virtualization has none
    [InlineData("YoctoContainerStorage", "data/containers", "YOCTO5113")]
    [InlineData("YoctoContainerStorage", "/data/../etc", "YOCTO5113")]
    [InlineData("YoctoContainerPolicy", "signed", "YOCTO5111")]
    public void A_setting_of_the_engine_that_cannot_be_is_an_error_at_its_line(string property, string value, string code)
    {
        var task = new ReadProduct { ContainerEngine = "podman" };
        typeof(ReadProduct).GetProperty(property["Yocto".Length..])!.SetValue(task, value);

        Assert.False(Execute(Kirkstone, task, $"<{property}>{value}</{property}>"));

        var error = Assert.Single(_engine.Errors);
        Assert.Equal((code, 3), (error.Code, error.LineNumber));
    }

    [Theory]
    [InlineData("Docker.IO", "", "", "YOCTO5115")]
    [InlineData("docker.io", "https://mirror.example", "", "YOCTO5115")]
    [InlineData("docker.io", "", "keys/none.gpg", "YOCTO5116")]
    [InlineData("docker.io", "", "keys/cosign.pub", "YOCTO5114")] // podman 4.0
    public void A_registry_that_cannot_be_is_an_error_at_its_line(string name, string mirror, string key, string code)
    {
        _folder.Write("keys/cosign.pub", "key");

        Assert.False(Execute(Kirkstone, new ReadProduct
        {
            ContainerEngine = "podman", ContainerRegistries = [Registry(name, ("Mirror", mirror), ("Key", key))],
        }, $"<YoctoContainerRegistry Include=\"{name}\" />"));

        var error = Assert.Single(_engine.Errors);
        Assert.Equal((code, 3), (error.Code, error.LineNumber));
    }

    [Theory]
    [InlineData("1.40.0", "virtualization-layer", "meta-virtualization has it from zeus on")]
    [InlineData("2.8.0", "other", "meta-virtualization\" />")]
    public void A_release_or_project_without_podman_is_an_error_that_says_how_to_get_it(string bitBake, string collection, string says)
    {
        File.Delete(_folder["core/recipes-containers/podman/podman_git.bb"]);

        Assert.False(Execute(bitBake, new ReadProduct { ContainerEngine = "podman" }, "<YoctoContainerEngine>podman</YoctoContainerEngine>", collection));

        var error = Assert.Single(_engine.Errors, e => e.Code == "YOCTO5112" && e.Message!.Contains("recipe podman", StringComparison.Ordinal));
        Assert.Equal(3, error.LineNumber);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Old_podman_needs_meta_security()
    {
        Assert.False(Execute(Dunfell, new ReadProduct { ContainerEngine = "podman" }, "<YoctoContainerEngine>podman</YoctoContainerEngine>", "other"));

        Assert.Contains("meta-security", Assert.Single(_engine.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_of_podman_is_refused_with_docker()
    {
        Assert.False(Execute(Scarthgap, new ReadProduct
        {
            ContainerEngine = "docker", ContainerPolicy = "listed", ContainerRegistries = [Registry("docker.io")],
        }, ""));

        Assert.Equal(["YOCTO5114", "YOCTO5114"], _engine.Errors.Select(e => e.Code));
    }

    [Fact]
    public void Users_of_rootless_podman_get_ids_of_their_own_and_a_network()
    {
        Generate(Scarthgap, new ReadProduct { ContainerEngine = "podman", ContainerUsers = [new TaskItem("app"), new TaskItem("web")] });

        Assert.Contains("CONTAINER_USERS = \"app web\"", Layer("recipes-containers/container-users/container-users.inc"), StringComparison.Ordinal);
        Assert.Contains("    container-users \\\n", Layer("recipes-product/images/device-image.bb"), StringComparison.Ordinal);
        Assert.Contains("default_rootless_network_cmd = \"slirp4netns\"\n", Etc("containers/containers.conf"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("podman", "App", "YOCTO5118")]
    [InlineData("docker", "app", "YOCTO5114")]
    public void A_user_of_rootless_podman_who_cannot_be_is_an_error_at_the_line(string engine, string user, string code)
    {
        Assert.False(Execute(Scarthgap, new ReadProduct { ContainerEngine = engine, ContainerUsers = [new TaskItem(user)] },
            $"<YoctoContainerUser Include=\"{user}\" />"));

        var error = Assert.Single(_engine.Errors);
        Assert.Equal((code, 3), (error.Code, error.LineNumber));
    }

    [Fact]
    public void Settings_of_an_engine_that_nobody_names_are_errors()
    {
        Assert.False(Execute(Scarthgap, new ReadProduct { ContainerStorage = "/data" }, "<YoctoContainerStorage>/data</YoctoContainerStorage>"));

        var error = Assert.Single(_engine.Errors);
        Assert.Equal(("YOCTO5301", 3), (error.Code, error.LineNumber));
    }

    [Fact]
    public void The_project_can_leave_the_engine_out_for_one_build()
    {
        Assert.True(Execute(Scarthgap, new ReadProduct { ContainerEngine = "none", ContainerStorage = "/data" }, ""));

        Assert.False(Directory.Exists(_folder["obj/meta-device"]));
    }

    public void Dispose() => _folder.Dispose();

    private void HasRecipes(params string[] names)
    {
        foreach (var name in names)
            _folder.Write($"core/recipes-containers/{name}/{name}_git.bb", "");
    }

    private void Generate(string bitBake, ReadProduct task) =>
        Assert.True(Execute(bitBake, task, ""), string.Join('\n', _engine.Errors.Select(e => e.Message)));

    private bool Execute(string bitBake, ReadProduct task, string thirdLine, string collection = "security")
    {
        var project = _folder.Write("device.yoctoproj", $"<Project>\n  <PropertyGroup>\n    {thirdLine}\n  </PropertyGroup>\n</Project>\n");
        (TestLayers.Of(TestLayers.Core(_folder["core"]), TestLayers.Own("other", _folder["other"], collection)) with { BitBakeVersion = bitBake })
            .WriteTo(_folder);
        task.BuildEngine = _engine;
        task.ProjectFile = project;
        task.RestoredLayersFile = _folder["layers.json"];
        task.IntermediateDirectory = _folder["obj"];
        task.ProductName = "device";
        task.Machine = ProductTasks.Machine;
        task.Image = "core-image-minimal";
        return new ProductTasks(task).Execute();
    }

    private static TaskItem Registry(string name, params (string Name, string Value)[] metadata)
    {
        TaskItem item = new(name);
        foreach (var (key, value) in metadata)
            item.SetMetadata(key, value);
        return item;
    }

    private string Configuration() =>
        string.Join('\n', ProductRecord.Read(_folder["obj/product.json"])!.Configuration.SelectMany(b => b.Lines));

    private string Policy() => JsonNode.Parse(Etc("containers/policy.json"))!.ToJsonString();

    private string EtcPath(string path) => _folder[$"obj/meta-device/recipes-containers/container-host-config/files/etc/{path}"];

    private string Etc(string path) => File.ReadAllText(EtcPath(path));

    private string Layer(string path) => File.ReadAllText(_folder[$"obj/meta-device/{path}"]);
}
