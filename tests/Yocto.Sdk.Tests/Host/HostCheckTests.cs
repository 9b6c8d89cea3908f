using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Host;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Tests.Host;

public sealed class HostCheckTests : IDisposable
{
    private readonly FakeHost _host = new FakeHost().Tool("unshare").Tool("true");

    [Fact]
    public async Task A_good_host_has_no_problem_and_gives_its_python()
    {
        _host.Etc("os-release", "ID=debian").Python().Tool("gcc").Tool("tar", "echo tar 1.34");

        var result = await RunAsync();

        Assert.Empty(result.Problems);
        Assert.Equal(_host["bin/python3"], result.Python);
        Assert.False(result.CanBeInstalled);
    }

    [Fact]
    public async Task Every_missing_host_tool_is_told_at_once_with_one_command_for_all()
    {
        var project = _host.Folder.Write("device.yoctoproj", "<Project>\n<YoctoHostTool Include=\"mcopy\" />\n</Project>");
        _host.Etc("os-release", "ID=debian").Python(locale: false);

        var result = await RunAsync(
            [new HostTool("mcopy", null, new Origin(project, "YoctoHostTool", "mcopy")), new HostTool("acme", "acme-tools"), new HostTool("unheard-of")]);

        const string command = "Run: apt-get update && apt-get install -y --no-install-recommends acme-tools gcc mtools tar locales "
            + "&& sh -c \"grep -qs '^en_US.UTF-8' /etc/locale.gen || echo 'en_US.UTF-8 UTF-8' >> /etc/locale.gen; locale-gen\" "
            + "(or build with -p:YoctoInstallHostTools=true). Yocto.Sdk does not know the packages that contain unheard-of: install them too.";
        Assert.Equal(
            [
                new Diagnostic("YOCTO2001", Severity.Error, $"The host lacks gcc, tar, which OpenEmbedded needs. {command}"),
                new Diagnostic("YOCTO2002", Severity.Error, $"The host lacks mcopy, which a YoctoHostTool item requires. {command}", new SourceLocation(project, 2, 2)),
                new Diagnostic("YOCTO2002", Severity.Error, $"The host lacks acme, which a YoctoHostTool item requires. {command}"),
                new Diagnostic("YOCTO2002", Severity.Error, $"The host lacks unheard-of, which a YoctoHostTool item requires. {command}"),
                new Diagnostic("YOCTO2007", Severity.Error, $"The host lacks the locale en_US.UTF-8, which bitbake needs. {command}"),
            ], result.Problems);
        Assert.Equal(["acme-tools", "gcc", "mtools", "tar"], result.MissingPackages);
        Assert.True(result.LocaleIsMissing);
        Assert.True(result.CanBeInstalled);
    }

    [Fact]
    public async Task Problems_of_every_kind_with_the_host_come_together()
    {
        _host.Etc("os-release", "ID=debian").Python("3.6.9").Tool("gcc").Tool("tar", "echo tar 1.20").Tool("unshare", "exit 1");
        _host.Folder.Write("root/proc/self/status", "Umask:\t0077\n");

        var result = await RunAsync(buildDirectory: _host["a b"], minimumFreeGiB: 1e9);

        Assert.Equal(
            ["YOCTO2004", "YOCTO2017", "YOCTO2008", "YOCTO2011", "YOCTO2010", "YOCTO2015"], result.Problems.Select(p => p.Code));
        Assert.False(result.CanBeInstalled);
    }

    [Fact]
    public async Task The_command_that_installs_what_is_missing_installs_python()
    {
        _host.Etc("os-release", "ID=fedora").Tool("gcc").Tool("tar", "echo tar 1.34");

        var result = await RunAsync();

        Assert.Equal(
            "The host has no python3 on the PATH, which bitbake needs. Run: dnf install -y python3 (or build with -p:YoctoInstallHostTools=true).",
            Assert.Single(result.Problems).Message);
        Assert.Null(result.Python);
    }

    [Fact]
    public async Task A_distribution_that_is_not_known_gets_no_command_to_install()
    {
        _host.Etc("os-release", "ID=nixos").Python();

        var result = await RunAsync();

        Assert.Equal(
            "The host lacks gcc, tar, which OpenEmbedded needs. Install the packages that contain them. Yocto.Sdk does not know this distribution's packages.",
            Assert.Single(result.Problems).Message);
        Assert.False(result.CanBeInstalled);
    }

    [Fact]
    public async Task The_account_of_the_project_is_checked()
    {
        _host.Etc("os-release", "ID=debian").Python().Tool("gcc").Tool("tar", "echo tar 1.34");

        Assert.Equal(["YOCTO2009"], (await RunAsync(user: new Setting("nobody-here"))).Problems.Select(p => p.Code));
    }

    public void Dispose() => _host.Dispose();

    private Task<HostCheck.Result> RunAsync(
        IReadOnlyList<HostTool>? tools = null, string? buildDirectory = null, Setting? user = null, double minimumFreeGiB = 0) =>
        new HostCheck(_host.System, _host.Layers())
            .RunAsync(buildDirectory ?? _host["build"], tools ?? [], user, null, minimumFreeGiB, TestContext.Current.CancellationToken);
}
