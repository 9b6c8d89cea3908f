using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Host;
using Yocto.Sdk.Tests.Diagnostics;

namespace Yocto.Sdk.Tests.Host;

public sealed class PackageInstallerTests : IDisposable
{
    private readonly RecordingLog _log = new();
    private readonly FakeHost _host = new();

    [Fact]
    public async Task Root_installs_packages_with_one_command_that_asks_nobody()
    {
        _host.Etc("os-release", "ID=debian").Tool("apt-get", Record("[$DEBIAN_FRONTEND]"));

        await InstallAsync(["chrpath", "gawk"]);

        Assert.Equal(
            ["apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends chrpath gawk [noninteractive]"], Calls);
        Assert.Equal(["Running apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends chrpath gawk"], _log.Lines);
    }

    [Fact]
    public async Task Package_lists_that_are_missing_are_fetched_first()
    {
        _host.Etc("os-release", "ID=debian").Tool("apt-get", Record() + $"""

            if [ "$1" = update ]; then : > "{_host["lists"]}"; fi
            if ! [ -f "{_host["lists"]}" ]; then echo "E: Unable to locate package chrpath" >&2; exit 100; fi
            """);

        await InstallAsync(["chrpath"]);

        Assert.Equal(
            [
                "apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends chrpath",
                "apt-get update",
                "apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends chrpath",
            ], Calls);
        Assert.Contains("E: Unable to locate package chrpath\n", _log.Details);
    }

    [Fact]
    public async Task A_package_that_there_is_not_is_a_coded_error()
    {
        _host.Etc("os-release", "ID=debian").Tool("apt-get", "[ \"$1\" = update ] && exit 0; echo 'E: Unable to locate package x' >&2; exit 100");

        var error = Assert.Single((await Assert.ThrowsAsync<YoctoException>(() => InstallAsync(["x"]))).Diagnostics);

        Assert.Equal("YOCTO2021", error.Code);
        Assert.Equal(
            "Installing the missing host tools failed: apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends x "
            + "ended with code 100: E: Unable to locate package x.", error.Message);
    }

    [Fact]
    public async Task The_locale_is_made_after_its_package()
    {
        _host.Etc("os-release", "ID=debian").Tool("apt-get", Record()).Tool("sh", Record());

        await InstallAsync([], withLocale: true);

        Assert.Equal(
            [
                "apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends locales",
                "sh -c grep -qs '^en_US.UTF-8' /etc/locale.gen || echo 'en_US.UTF-8 UTF-8' >> /etc/locale.gen; locale-gen",
            ], Calls);
    }

    [Fact]
    public async Task No_locale_is_made_where_its_package_brings_it()
    {
        _host.Etc("os-release", "ID=fedora").Tool("dnf", Record());

        await InstallAsync(["chrpath"], withLocale: true);

        Assert.Equal(["dnf install -y chrpath glibc-langpack-en"], Calls);
    }

    [Fact]
    public async Task A_host_that_lacks_nothing_installs_nothing()
    {
        _host.Etc("os-release", "ID=debian");

        await InstallAsync([]);

        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task A_user_installs_packages_by_sudo_which_may_not_ask()
    {
        _host.IsRoot = false;
        _host.Tool("sudo", Record()).Tool("dnf");

        Assert.True(await Installer.IsAllowedAsync(TestContext.Current.CancellationToken));
        _host.Etc("os-release", "ID=fedora");
        await InstallAsync(["chrpath"]);

        Assert.Equal(["sudo -n true", "sudo -n DEBIAN_FRONTEND=noninteractive LC_ALL=C dnf install -y chrpath"], Calls);
    }

    [Fact]
    public async Task Root_and_who_may_use_sudo_without_a_password_may_install_packages()
    {
        Assert.True(await Installer.IsAllowedAsync(TestContext.Current.CancellationToken));

        _host.IsRoot = false;
        Assert.False(await Installer.IsAllowedAsync(TestContext.Current.CancellationToken));

        _host.Tool("sudo", "echo 'sudo: a password is required' >&2; exit 1");
        Assert.False(await Installer.IsAllowedAsync(TestContext.Current.CancellationToken));
    }

    public void Dispose() => _host.Dispose();

    private string[] Calls => File.ReadAllLines(_host["calls"]);

    private PackageInstaller Installer => new(_host.System, Distribution.Of(_host.Etc("os-release", "ID=debian").System)!, _log);

    private string Record(string more = "") => $"echo \"${{0##*/}} $*{(more.Length > 0 ? " " + more : "")}\" >> \"{_host["calls"]}\"";

    private Task InstallAsync(IReadOnlyList<string> packages, bool withLocale = false) =>
        new PackageInstaller(_host.System, Distribution.Of(_host.System)!, _log)
            .InstallAsync(packages, withLocale, TestContext.Current.CancellationToken);
}
