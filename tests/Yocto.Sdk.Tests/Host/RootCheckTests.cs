using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Host;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Tests.Host;

public sealed class RootCheckTests : IDisposable
{
    private const string Accounts = "root:x:0:0:root:/root:/bin/bash\nbuilder:x:1001:1002:Build,,,:/srv/builder:/bin/sh\nbroken:x\n";

    private readonly FakeHost _host = new();

    [Fact]
    public async Task Root_with_user_namespaces_needs_nothing()
    {
        _host.Tool("unshare", "[ \"$*\" = '--user --map-user=1000 --map-group=1000 true' ]").Tool("true");

        Assert.Empty(await RunAsync(null));
        Assert.Equal(["unshare", "--user", "--map-user=1000", "--map-group=1000"], BuildIdentity.Choose(_host.System, null).LaunchPrefix);
    }

    [Fact]
    public async Task Root_without_user_namespaces_needs_an_account()
    {
        _host.Tool("unshare", "echo 'unshare: unshare failed: Operation not permitted' >&2; exit 1");

        var problem = Assert.Single(await RunAsync(null));

        Assert.Equal("YOCTO2008", problem.Code);
        Assert.Equal(
            "OpenEmbedded can't be built by root, and this host does not allow root to create a user namespace (unshare: unshare failed: "
            + "Operation not permitted). Set YoctoBuildUser to an account that can write the build directory and the caches, or build as an ordinary user.",
            problem.Message);
    }

    [Theory]
    [InlineData("exit 0", "YOCTO2024", "A build as root must not overwrite the host, and this host does not allow root to make its files read-only for the build "
        + "(no namespace for the build: [Errno 1] Operation not permitted). Set YoctoBuildUser to an account that can write the build directory and the caches, "
        + "or build as an ordinary user. To build without this protection, set YoctoWritableFolders to /.")]
    [InlineData("exit 1", "YOCTO2008", "OpenEmbedded can't be built by root, and this host does not allow root to create a user namespace "
        + "(no namespace for the build: [Errno 1] Operation not permitted). Set YoctoBuildUser to an account that can write the build directory and the caches, or build as an ordinary user.")]
    public async Task Root_whose_build_could_overwrite_the_host_is_refused(string unshare, string code, string message)
    {
        _host.Tool("python3", "echo 'no namespace for the build: [Errno 1] Operation not permitted' >&2; exit 1").Tool("unshare", unshare);

        var problem = Assert.Single(await RunAsync(null, mappedUser: new RootConfinement("confine.py", ["/project"]).LaunchPrefix("python3")));

        Assert.Equal((code, message), (problem.Code, problem.Message));
    }

    [Fact]
    public async Task A_build_user_that_the_host_has_runs_bitbake()
    {
        _host.Etc("passwd", Accounts);

        Assert.Empty(await RunAsync("builder"));

        var identity = BuildIdentity.Choose(_host.System, "builder");
        Assert.Equal(["setpriv", "--reuid=1001", "--regid=1002", "--init-groups", "--no-new-privs"], identity.LaunchPrefix);
        Assert.Equal(("builder", "/srv/builder"), (identity.User, identity.Home));
    }

    [Theory]
    [InlineData("nobody-here")]
    [InlineData("broken")]
    [InlineData("build")]
    public async Task A_build_user_that_the_host_does_not_have_is_an_error_at_the_property(string name)
    {
        var project = _host.Folder.Write("device.yoctoproj", "<Project>\n<YoctoBuildUser>x</YoctoBuildUser>\n</Project>");
        _host.Etc("passwd", Accounts);

        var problem = Assert.Single(await RunAsync(name, new Origin(project, "YoctoBuildUser")));

        Assert.Equal(
            new Diagnostic("YOCTO2009", Severity.Error,
                $"YoctoBuildUser names the account '{name}', which does not exist. Create it with 'useradd --create-home {name}', or name another account.",
                new SourceLocation(project, 2, 2)),
            problem);
        Assert.Equal("YOCTO2009", Assert.Single(Assert.Throws<YoctoException>(() => BuildIdentity.Choose(_host.System, name)).Diagnostics).Code);
    }

    [Fact]
    public async Task An_ordinary_user_builds_as_themselves_whatever_build_user_the_project_names()
    {
        _host.IsRoot = false;

        Assert.Empty(await RunAsync("builder"));

        var identity = BuildIdentity.Choose(_host.System, "builder");
        Assert.Empty(identity.LaunchPrefix);
        Assert.Equal(Environment.UserName, identity.User);
    }

    public void Dispose() => _host.Dispose();

    private Task<IReadOnlyList<Diagnostic>> RunAsync(string? user, Origin? origin = null, IReadOnlyList<string>? mappedUser = null) =>
        RootCheck.RunAsync(
            _host.System, user is null ? null : new Setting(user, origin), mappedUser ?? BuildIdentity.MappedUser, TestContext.Current.CancellationToken);
}
