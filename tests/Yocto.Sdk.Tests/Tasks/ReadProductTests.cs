using Microsoft.Build.Utilities;
using Yocto.Sdk.Product;
using Yocto.Sdk.Product.Applications;
using Yocto.Sdk.Product.Updates;
using Yocto.Sdk.Project;
using Yocto.Sdk.Tasks;
using Yocto.Sdk.Testing;
using Yocto.Sdk.Tests.Layers;

namespace Yocto.Sdk.Tests.Tasks;

public sealed class ReadProductTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RecordingBuildEngine _engine = new();
    private string _project;

    public ReadProductTests()
    {
        _project = Project();
        _folder.Write("meta/conf/layer.conf", "BBPATH .= \":${LAYERDIR}\"\n");
        _folder.Write("meta/conf/machine/board.conf", "require conf/machine/include/tune-core2.inc\n");
        _folder.Write("meta/conf/machine/include/tune-core2.inc", """
            DEFAULTTUNE ?= "core2-32"
            TUNE_FEATURES:tune-core2-64 = "m64 core2"
            TUNE_FEATURES:tune-core2-32 = "m32 core2"
            """);
        _folder.Write("meta/conf/distro/poky.conf", "");
        _folder.Write("meta/recipes-core/images/core-image-minimal.bb", "");
        foreach (var recipe in (string[])["podman", "crun", "netavark", "aardvark-dns", "container-host-config", "rauc-conf"])
            _folder.Write($"meta/recipes-containers/{recipe}/{recipe}_5.0.bb", "");
        _folder.Write("meta/classes-recipe/bundle.bbclass", "");
        TestLayers.Of(TestLayers.Core(_folder["meta"])).WriteTo(_folder);
        _folder.Write("web.oci.tar", "");
    }

    public static TheoryData<TaskItem[], string, string> Tunes => new()
    {
        { [Item("DEFAULTTUNE", ("Value", "core2-64")), Item("TCLIBC", ("Value", "musl"))], "", "" },
        { [Item("DEFAULTTUNE", ("Default", "core2-64")), Item("TCLIBC", ("WeakDefault", "musl"))], "", "" },
        { [Item("DEFAULTTUNE", ("Immediate", "core2-64")), Item("TCLIBC", ("Default", "musl"))], "", "" },
        { [Item("DEFAULTTUNE", ("Default", "core2-")), Item("DEFAULTTUNE", ("Append", "64")), Item("TCLIBC", ("AppendWithoutSpace", "musl"))], "", "" },
        { [Item("DEFAULTTUNE", ("Value", "core2-64"), ("Override", "board")), Item("TCLIBC", ("Value", "musl"), ("Override", "poky"))], "", "" },
        { [Item("DEFAULTTUNE", ("Prepend", "core2-6")), Item("DEFAULTTUNE", ("Value", "4")), Item("TCLIBC", ("Value", "musl"), ("Override", "board"))], "", "" },
        { [], "DEFAULTTUNE = \"core2-64\"\nTCLIBC = \"musl\"\n", "" },
        { [], "", "DEFAULTTUNE = \"core2-64\"\nTCLIBC = \"musl\"\n" },
        { [Item("DEFAULTTUNE", ("Value", "core2-32"))], "TCLIBC:forcevariable = \"musl\"\n", "DEFAULTTUNE:poky = \"core2-64\"\nTCLIBC = \"glibc\"\n" },
    };

    [Theory]
    [MemberData(nameof(Tunes))]
    public void Whoever_sets_the_tune_and_the_libc_all_of_a_product_is_for_the_same_architecture(TaskItem[] variables, string confFile, string distro)
    {
        File.WriteAllText(_folder["meta/conf/distro/poky.conf"], distro);
        var task = Task();
        task.Variables = variables;
        task.ConfFiles = [new TaskItem(_folder.Write("site.conf", confFile))];
        task.ContainerEngine = "podman";
        task.DataPartition = "/data";
        task.UpdateEngine = "rauc";
        task.Containers = [new TaskItem("web.oci.tar")];
        task.References = [Item("../Agent/Agent.csproj", ("YoctoDeploy", "native")), Item("../Web/Web.csproj", ("YoctoDeploy", "container"))];

        Assert.True(task.Execute(), Errors());

        var request = Request();
        Assert.Equal("linux/amd64", Assert.Single(request.Containers).Platform!.ToString());
        Assert.Equal("linux/amd64", request.Platform!.ToString());
        Assert.Equal(["linux-musl-x64", "linux-musl-x64"], request.Applications.Select(a => a.RuntimeIdentifier));
        Assert.Equal(["linux-musl-x64", "linux-musl-x64"], task.Applications.Select(a => a.GetMetadata("RuntimeIdentifier")));
        Assert.NotNull(request.Update);
    }

    [Fact]
    public void The_request_of_a_product_comes_back_from_its_file_as_it_was()
    {
        _folder.Write("shop/docker-compose.yml", "services:\n  web:\n    image: docker.io/library/nginx@sha256:" + new string('0', 64) + "\n");
        _folder.Write("till.kube", "[Kube]\nYaml=till.yml\n[Install]\n");
        _folder.Write("till.yml", "image: localhost/web:1\n");
        _folder.Write("keys/acme.gpg", "");
        var task = Task();
        task.Variables = [Item("DEFAULTTUNE", ("Value", "core2-64"), ("Override", "board"))];
        task.ImageFeatures = [Item("splash", ("Remove", "true"))];
        task.ContainerEngine = "podman";
        task.ContainerUsers = [new TaskItem("app")];
        task.ContainerRegistries = [Item("quay.io", ("Key", "keys/acme.gpg"))];
        task.DataPartition = "/data";
        task.DataPartitionSize = "1G";
        task.ReadOnlyRoot = "true";
        task.ContainerStorage = "/data/containers";
        task.UpdateEngine = "rauc";
        task.Containers = [Item("web.oci.tar", ("Name", "web:1"), ("Platform", "linux/amd64"))];
        task.ComposeFiles = [new TaskItem(_folder["shop/docker-compose.yml"])];
        task.QuadletFiles = [new TaskItem(_folder["till.kube"])];
        task.References = [Item("../Agent/Agent.csproj", ("YoctoDeploy", "native"), ("Environment", "A=1;B=two words"))];

        Assert.True(task.Execute(), Errors());

        var request = Request();
        Assert.Equal(["web.oci.tar", $"docker.io/library/nginx@sha256:{new string('0', 64)}"], request.Containers.Select(c => c.Text));
        Assert.Equal(["app"], request.ContainerHost!.Users);
        Assert.True(request.DataPartition!.HoldsContainers);
        Assert.Equal(("/data", SigningKey.ForDevelopment(_folder["obj/update/development-key.pem"]).KeyFile), (request.ReadOnlyRoot!.MountPoint, request.Update!.Signing.KeyFile));
        Assert.Equal((3, 12), (request.ComposeApplications[0].File.Images[0].Location.Line, request.ComposeApplications[0].File.Images[0].Location.Column));
        Assert.Equal("image: localhost/web:1\n", request.QuadletFiles[0].Yaml!.Text);
        Assert.Equal((Deployment.Native, "B=two words"), (request.Applications[0].Deployment, request.Applications[0].Environment[1]));
        Assert.Equal("recipes-core/images/core-image-minimal.bb", request.BaseRecipe);
        Assert.Equal("board", request.Build.Variables[0].Override);
        request.Write(_folder["again.json"]);
        Assert.Equal(File.ReadAllText(new BuildFolder(_folder["obj"]).Request), File.ReadAllText(_folder["again.json"]));
        // what reads makes nothing
        Assert.False(File.Exists(_folder["obj/update/development-key.pem"]));
    }

    [Fact]
    public void The_request_of_a_product_is_written_when_it_changes()
    {
        Assert.True(Task().Execute());
        var file = new BuildFolder(_folder["obj"]).Request;
        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);

        Assert.True(Task().Execute());
        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(file));

        var task = Task();
        task.Packages = [new TaskItem("crun")];
        Assert.True(task.Execute());
        Assert.NotEqual(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(file));
    }

    [Fact]
    public void What_is_wrong_with_a_product_is_told_at_once_and_leaves_no_request()
    {
        _folder.Write("shop/docker-compose.yml", "services:\n  web:\n    build: .\n");
        _project = Project(
            """<YoctoContainer Include="nowhere.tar" />""",
            """<YoctoCompose Include="shop/docker-compose.yml" />""",
            """<YoctoQuadlet Include="web.service" />""",
            """<ProjectReference Include="../Agent/Agent.csproj" YoctoDeploy="native" RuntimeIdentifier="linux-x64" Name="My Agent" />""",
            """<YoctoPackage Include="Pod_Man" />""");
        var task = Task();
        task.Packages = [new TaskItem("Pod_Man")];
        task.ContainerEngine = "podman";
        task.Containers = [new TaskItem("nowhere.tar")];
        task.ComposeFiles = [new TaskItem(_folder["shop/docker-compose.yml"])];
        task.QuadletFiles = [new TaskItem("web.service")];
        task.References = [Item("../Agent/Agent.csproj", ("YoctoDeploy", "native"), ("RuntimeIdentifier", "linux-x64"), ("Name", "My Agent"))];

        Assert.False(task.Execute());

        Assert.Equal(
            [("YOCTO3006", 7), ("YOCTO5327", 6), ("YOCTO5322", 3), ("YOCTO5331", 5), ("YOCTO5302", 3)],
            _engine.Errors.Select(e => (e.Code, e.LineNumber)));
        Assert.False(File.Exists(new BuildFolder(_folder["obj"]).Request));
    }

    [Fact]
    public void Two_files_of_one_unit_are_refused_at_the_second()
    {
        const string container = "[Container]\nImage=localhost/web:1\n[Install]\nWantedBy=multi-user.target\n";
        var task = Task();
        task.ContainerEngine = "podman";
        task.Containers = [Item("web.oci.tar", ("Name", "web:1"), ("Platform", "linux/amd64"))];
        _folder.Write("till.yml", "image: localhost/web:1\n");
        task.QuadletFiles =
        [
            new TaskItem(_folder.Write("web.container", container)), new TaskItem(_folder.Write("till.kube", "[Kube]\nYaml=till.yml\n[Install]\nWantedBy=multi-user.target\n")),
            new TaskItem(_folder.Write("till.container", container)), new TaskItem(_folder.Write("agent.container", container)),
        ];
        task.References = [Item("../Agent/Agent.csproj", ("YoctoDeploy", "native"), ("RuntimeIdentifier", "linux-x64"))];

        Assert.False(task.Execute());

        Assert.Equal(
            [
                ("YOCTO5336", _folder["till.container"], "'till.kube' and 'till.container' would both be the unit till.service on the device, which would start only one of them. Rename one."),
                ("YOCTO5336", _folder["agent.container"], "'agent' and 'agent.container' would both be the unit agent.service on the device, which would start only one of them. Rename one."),
            ],
            _engine.Errors.Select(e => (e.Code, e.File, e.Message)));
    }

    [Fact]
    public void Containers_without_an_engine_are_refused_each_at_its_line()
    {
        _project = Project(
            """<YoctoContainer Include="web.oci.tar" />""",
            """<YoctoCompose Include="shop/docker-compose.yml" />""",
            """<YoctoQuadlet Include="web.container" />""",
            """<ProjectReference Include="../Web/Web.csproj" YoctoDeploy="container" RuntimeIdentifier="linux-x64" />""");
        var task = Task();
        task.Containers = [new TaskItem("web.oci.tar")];
        task.ComposeFiles = [new TaskItem("shop/docker-compose.yml")];
        task.QuadletFiles = [new TaskItem("web.container")];
        task.References = [Item("../Web/Web.csproj", ("YoctoDeploy", "container"), ("RuntimeIdentifier", "linux-x64"))];

        Assert.False(task.Execute());

        Assert.Equal(
            [("YOCTO5301", 3), ("YOCTO5301", 4), ("YOCTO5301", 5), ("YOCTO5301", 6)],
            _engine.Errors.Select(e => (e.Code, e.LineNumber)));
    }

    [Fact]
    public void An_image_whose_name_is_not_known_yet_may_be_the_one_that_a_service_names()
    {
        _folder.Write("shop/docker-compose.yml", "services:\n  web:\n    image: redis\n");
        var task = Task();
        task.ContainerEngine = "podman";
        task.Containers = [new TaskItem("web.oci.tar")];
        task.ComposeFiles = [new TaskItem(_folder["shop/docker-compose.yml"])];

        Assert.True(task.Execute(), Errors());
    }

    [Fact]
    public void A_machine_that_no_layer_has_is_all_that_is_told()
    {
        var task = Task();
        task.Machine = "bored";
        task.ContainerEngine = "podman";
        task.Containers = [new TaskItem("web.oci.tar")];
        task.UpdateEngine = "rauc";

        Assert.False(task.Execute());

        Assert.Equal("YOCTO3002", Assert.Single(_engine.Errors).Code);
    }

    [Fact]
    public void Two_applications_of_one_name_are_refused_at_the_second()
    {
        _project = Project(
            """<ProjectReference Include="../Agent/Agent.csproj" YoctoDeploy="native" RuntimeIdentifier="linux-x64" />""",
            """<ProjectReference Include="../other/Agent.csproj" YoctoDeploy="native" RuntimeIdentifier="linux-x64" />""");
        var task = Task();
        task.References =
        [
            Item("../Agent/Agent.csproj", ("YoctoDeploy", "native"), ("RuntimeIdentifier", "linux-x64")),
            Item("../other/Agent.csproj", ("YoctoDeploy", "native"), ("RuntimeIdentifier", "linux-x64")),
        ];

        Assert.False(task.Execute());

        var error = Assert.Single(_engine.Errors);
        Assert.Equal(("YOCTO5326", 4), (error.Code, error.LineNumber));
    }

    public void Dispose() => _folder.Dispose();

    private string Errors() => string.Join('\n', _engine.Errors.Select(e => $"{e.Code}: {e.Message}"));

    private ProductRequest Request() => ProductRequest.Read(new BuildFolder(_folder["obj"]).Request);

    /// <summary>The first item is in line 3.</summary>
    private string Project(params string[] items) => _folder.Write("device.yoctoproj",
        $"<Project Sdk=\"Yocto.Sdk\">\n  <ItemGroup>\n{string.Join('\n', items)}\n  </ItemGroup>\n</Project>\n");

    private ReadProduct Task() => new()
    {
        BuildEngine = _engine,
        ProjectFile = _project,
        RestoredLayersFile = _folder["layers.json"],
        IntermediateDirectory = _folder["obj"],
        ProductName = "device",
        Machine = "board",
        Distro = "poky",
        Image = "core-image-minimal",
        ApplicationsDirectory = _folder["obj/applications"],
        DevelopmentKeyFile = _folder["obj/update/development-key.pem"],
        CacheDirectory = _folder["cache"],
    };

    private static TaskItem Item(string include, params (string Name, string Value)[] metadata)
    {
        TaskItem item = new(include);
        foreach (var (name, value) in metadata)
            item.SetMetadata(name, value);
        return item;
    }
}
