using Yocto.Sdk.BuildContainers;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Project;
using Yocto.Sdk.Tests.Host;

namespace Yocto.Sdk.Tests.BuildContainers;

public sealed class BuildContainerResolverTests : IDisposable
{
    private StubEngine _engine = new();

    [Fact]
    public async Task An_image_is_known_by_its_id_and_has_its_own_path()
    {
        var container = await _engine.ResolveAsync("yocto-build");

        Assert.Equal((_engine.Program, "yocto-build", false, "sha256:1234", "/opt/bin:/bin"),
            (container.Engine, container.Image, container.IsFolder, container.Identity, container.PathVariable));
        Assert.Equal("/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", (await _engine.ResolveAsync("silent")).PathVariable);
    }

    [Fact]
    public async Task The_engine_is_asked_again_when_its_images_change_and_not_before()
    {
        var first = await _engine.ResolveAsync("yocto-build");
        Assert.Equal(2, _engine.TakeCalls().Count);

        Assert.Equivalent(first, await _engine.ResolveAsync("yocto-build", first), strict: true);
        Assert.Equal([], _engine.TakeCalls());

        Assert.Equal("sha256:5678", (await _engine.ResolveAsync("silent", first)).Identity);
        _engine.TakeCalls();
        _engine.ChangeImages();
        await _engine.ResolveAsync("yocto-build", first);
        Assert.Equal(2, _engine.TakeCalls().Count);
    }

    [Fact]
    public async Task An_engine_that_keeps_no_list_is_asked_each_time()
    {
        Use(new StubEngine("docker"));
        var first = await _engine.ResolveAsync("yocto-build");
        _engine.TakeCalls();

        await _engine.ResolveAsync("yocto-build", first);

        Assert.StartsWith("image inspect ", Assert.Single(_engine.TakeCalls()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rootfs/")]
    [InlineData("./rootfs")]
    [InlineData("../project/rootfs")]
    public async Task A_build_container_in_a_folder_is_spelled_as_a_layer_is(string written)
    {
        _engine.Folder.Write("project/rootfs/bin/sh", "");

        var container = await _engine.ResolveAsync(written);

        Assert.Equal((_engine.Folder["project/rootfs"], true), (container.Image, container.IsFolder));
        Assert.Equal([], _engine.TakeCalls());
        _engine.Folder.Write("project/rootfs/usr/bin/python3", "");
        Assert.NotEqual(container.Identity, (await _engine.ResolveAsync(written, container)).Identity);
    }

    [Fact]
    public async Task Root_is_root_in_a_build_container_and_sees_the_project_the_layers_and_what_is_asked_for()
    {
        var container = await _engine.ResolveAsync("yocto-build");

        Assert.True(container.IsRoot);
        Assert.Equal("--user=0:0", container.Options[0]);
        Assert.Matches("^--tmpfs=/.+:mode=1777$", container.Options[1]);
        string Volume(string path, string mode = "") => $"--volume={_engine.Folder[path]}:{_engine.Folder[path]}{mode}";
        Assert.Equal(
            [Volume("downloads"), Volume("layers/poky"), Volume("project"), Volume("sdk/bridge", ":ro")],
            container.Options.Where(o => o.Contains(_engine.Folder.Path, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_repository_of_a_project_is_mounted_in_its_build_container()
    {
        Directory.CreateDirectory(_engine.Folder[".git"]);

        var container = await _engine.ResolveAsync("yocto-build");

        var folder = _engine.Folder.Path;
        Assert.Equal([$"--volume={folder}:{folder}"], container.Options.Where(o => o.Contains(folder, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_project_that_is_the_home_is_not_hidden()
    {
        _engine.Host.Etc("passwd", $"builder:x:1001:1002:Build,,,:{_engine.Folder["project"]}:/bin/sh\n");

        var container = await _engine.ResolveAsync("yocto-build", buildUser: "builder");

        Assert.DoesNotContain(container.Options, o => o.StartsWith("--tmpfs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_home_that_is_a_repository_is_not_mounted()
    {
        Directory.CreateDirectory(_engine.Folder["home/.git"]);
        Directory.CreateDirectory(_engine.Folder["home/device"]);
        _engine.Host.Etc("passwd", $"builder:x:1001:1002:Build,,,:{_engine.Folder["home"]}:/bin/sh\n");

        var container = await _engine.ResolveAsync("yocto-build", buildUser: "builder", project: "home/device");

        Assert.Equal(
            [$"--tmpfs={_engine.Folder["home"]}:mode=1777", $"--volume={_engine.Folder["home/device"]}:{_engine.Folder["home/device"]}"],
            container.Options.Where(o => o.Contains(_engine.Folder["home"], StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(false, ".gitconfig", ".ssh/known_hosts")]
    [InlineData(true, ".git-credentials", ".gitconfig", ".netrc", ".ssh")]
    public async Task Keys_and_logins_are_in_a_build_container_only_if_the_project_asks(bool credentials, params string[] seen)
    {
        foreach (var file in new[] { ".ssh/id_rsa", ".ssh/known_hosts", ".gitconfig", ".git-credentials", ".netrc" })
            _engine.Folder.Write($"home/{file}", "");
        _engine.Host.Etc("passwd", $"builder:x:1001:1002:Build,,,:{_engine.Folder["home"]}:/bin/sh\n");

        var container = await _engine.ResolveAsync("yocto-build", buildUser: "builder", credentials: credentials);

        Assert.Equal(
            seen.Select(f => $"--volume={_engine.Folder[$"home/{f}"]}:{_engine.Folder[$"home/{f}"]}:ro"),
            container.Options.Where(o => o.StartsWith($"--volume={_engine.Folder["home"]}", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_path_that_the_engine_would_split_is_refused()
    {
        var refusal = (await Assert.ThrowsAsync<YoctoException>(() => _engine.ResolveAsync("yocto-build", project: "a:b"))).Diagnostics.Single();

        Assert.Equal(("YOCTO2038", 2), (refusal.Code, refusal.Location!.Line));
    }

    [Fact]
    public async Task An_ordinary_user_of_podman_keeps_their_id()
    {
        Use(new StubEngine(asRoot: false));

        var container = await _engine.ResolveAsync("yocto-build");

        Assert.False(container.IsRoot);
        Assert.Equal("--userns=keep-id", container.Options[0]);
        Assert.Matches(@"^--user=\d+:\d+$", container.Options[1]);
    }

    [Fact]
    public async Task In_rootless_docker_root_is_the_user_who_started_it()
    {
        Use(new StubEngine("docker", asRoot: false));

        Assert.True((await _engine.ResolveAsync("yocto-build")).IsRoot);
    }

    [Theory]
    [InlineData("podman", "--user=1001:1002 --tmpfs=/srv/builder:mode=1777")]
    [InlineData("docker", "--user=1001:1002 --volume=/etc/passwd:/etc/passwd:ro --volume=/etc/group:/etc/group:ro --tmpfs=/srv/builder:mode=1777")]
    public async Task Root_lets_an_account_run_bitbake_in_a_build_container(string engine, string options)
    {
        Use(new StubEngine(engine));
        _engine.Host.Etc("passwd", "builder:x:1001:1002:Build,,,:/srv/builder:/bin/sh\n");

        var container = await _engine.ResolveAsync("yocto-build", buildUser: "builder");

        Assert.False(container.IsRoot);
        Assert.StartsWith(options, string.Join(' ', container.Options), StringComparison.Ordinal);
        var refusal = await _engine.RefusalAsync("yocto-build", buildUser: "nobody-here");
        Assert.Equal(("YOCTO2009", new SourceLocation(_engine.Project, 3, 2)), (refusal.Code, refusal.Location));
    }

    [Theory]
    [InlineData("podman", "no-such", "YOCTO2032", "podman has no image 'no-such'. Build it for this project's release with 'dotnet build -t:YoctoMakeBuildContainer', or fetch it with 'podman pull no-such'. If it is a folder, write './no-such'.")]
    [InlineData("podman", "/no/such", "YOCTO2033", "The folder /no/such is not a root file system: it has no bin/sh. Create one there, for example with debootstrap, or name an image.")]
    [InlineData("docker", "/srv/rootfs", "YOCTO2034", "/srv/rootfs is a folder, but docker can only run images. Install podman, or set YoctoBuildContainer to the name of an image.")]
    public async Task A_build_container_that_is_not_there_is_an_error_at_the_property(string engine, string container, string code, string message)
    {
        Use(new StubEngine(engine));

        Assert.Equal(new Diagnostic(code, Severity.Error, message, new SourceLocation(_engine.Project, 2, 2)), await _engine.RefusalAsync(container));
    }

    [Fact]
    public async Task An_engine_that_does_not_work_says_why()
    {
        var refusal = await _engine.RefusalAsync("asleep");

        Assert.Equal(("YOCTO2031", "podman does not answer: Cannot connect to the daemon. Is it running?"), (refusal.Code, refusal.Message));
    }

    [Fact]
    public void Podman_goes_before_docker_and_a_host_without_both_is_an_error()
    {
        using var host = new FakeHost().Etc("os-release", "ID=debian");
        var origin = new Origin(_engine.Project, "YoctoBuildContainer");

        var refusal = Assert.Single(Assert.Throws<YoctoException>(() => HostEngine.Find(host.System, origin)).Diagnostics);
        Assert.Equal(
            new Diagnostic("YOCTO2030", Severity.Error,
                "The project builds in a container, but the PATH has neither podman nor docker. Install one of them: "
                + "apt-get update && apt-get install -y --no-install-recommends podman.",
                new SourceLocation(_engine.Project, 2, 2)),
            refusal);
        Assert.Equal("docker", HostEngine.Find(host.Tool("docker").System, origin).Name);
        Assert.Equal("podman", HostEngine.Find(host.Tool("podman").System, origin).Name);
    }

    public void Dispose() => _engine.Dispose();

    private void Use(StubEngine engine)
    {
        _engine.Dispose();
        _engine = engine;
    }
}
