using Yocto.Sdk.Host;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Host;

public sealed class RootConfinementTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_build_as_root_writes_to_the_projects_repository_and_to_what_the_configuration_names()
    {
        Directory.CreateDirectory(_folder["work/.git"]);
        Directory.CreateDirectory(_folder["work/device"]);
        _folder.Write("build/conf/local.conf", $$"""
            DL_DIR = "/srv/downloads"
            TMPDIR = "${TOPDIR}/tmp"
            TCLIBCAPPEND = ""
            require {{_folder["site.conf"]}}
            require {{_folder["no/such.conf"]}}
            """);
        _folder.Write("site.conf", $$"""
            DISK = "/ssd"
            TMPDIR = "${DISK}/tmp-${UNKNOWN}"
            CCACHE_DIR = "${DISK}/ccache"
            BUILDHISTORY_DIR = "${HOME}/history"
            SOURCE_MIRROR_DIR = "/srv/mirror"
            SSTATE_DIR ?= "/"
            include {{_folder["site.conf"]}}
            """);

        Assert.Equal(
            ["/home/me/history", "/srv/downloads", "/srv/more", "/ssd/ccache", _folder["build"], _folder["work"]],
            Of(_folder["work/device"], "/home/me", "/srv/downloads/", "/srv/more").Folders);
    }

    [Theory]
    [InlineData("home", "home/device")]
    [InlineData("", "home/device")]
    [InlineData("home/device", "home/device")]
    public void The_repository_of_a_home_is_not_the_projects(string repository, string expected)
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, repository, ".git"));
        Directory.CreateDirectory(_folder["home/device"]);

        Assert.Equal([_folder["build"], _folder[expected]], Of(_folder["home/device"], _folder["home"]).Folders);
    }

    [Fact]
    public void A_project_that_may_write_everywhere_is_not_confined()
    {
        Assert.Equal(BuildIdentity.MappedUser, Of(_folder.Path, "/root", "/srv", "/").LaunchPrefix("/usr/bin/python3"));
        Assert.Equal(
            ["/usr/bin/python3", "-I", "-S", "/sdk/confine.py", _folder.Path, "--"], Of(_folder.Path, "/root").LaunchPrefix("/usr/bin/python3"));
    }

    public void Dispose() => _folder.Dispose();

    private RootConfinement Of(string project, string home, params string[] written) =>
        RootConfinement.Of("/sdk/confine.py", project, _folder["build"], written, home);
}
