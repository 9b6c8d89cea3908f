using Yocto.Sdk.Host;

namespace Yocto.Sdk.Tests.Host;

public sealed class SurroundingsCheckTests : IDisposable
{
    private readonly FakeHost _host = new();

    [Fact]
    public void A_usual_host_is_right()
    {
        _host.Folder.Write("root/proc/self/status", "Name:\tdotnet\nUmask:\t0022\nState:\tR\n");
        Shell("/usr/bin/dash");

        Assert.Empty(SurroundingsCheck.Problems(_host.System));
    }

    [Fact]
    public void A_host_that_tells_nothing_is_taken_as_right() => Assert.Empty(SurroundingsCheck.Problems(_host.System));

    [Theory]
    [InlineData("0002", false)]
    [InlineData("0022", false)]
    [InlineData("0007", true)]
    [InlineData("0027", true)]
    [InlineData("0077", true)]
    [InlineData("0222", true)]
    public void A_umask_that_hides_files_is_an_error(string umask, bool told)
    {
        _host.Folder.Write("root/proc/self/status", $"Umask:\t{umask}\n");

        Assert.Equal(
            !told ? [] : [("YOCTO2015", $"The umask is {umask}, which takes read or execute permission from group or others. Run 'umask 022' before the build.")],
            SurroundingsCheck.Problems(_host.System).Select(p => (p.Code, p.Message)));
    }

    [Theory]
    [InlineData("/usr/bin:.", "the relative path '.'")]
    [InlineData("bin:/usr/bin", "the relative path 'bin'")]
    [InlineData("/usr/bin::/bin", "an empty element")]
    public void A_PATH_that_depends_on_the_current_folder_is_an_error(string path, string told)
    {
        var problem = Assert.Single(SurroundingsCheck.Problems(new HostSystem(path, _host["root"], true)));

        Assert.Equal(("YOCTO2016", true), (problem.Code, problem.Message.StartsWith($"The PATH contains {told}, ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("/usr/bin/bash", true)]
    [InlineData("/usr/bin/dash", true)]
    [InlineData("/bin/busybox", false)]
    [InlineData("/usr/bin/zsh", false)]
    public void A_shell_that_is_neither_dash_nor_bash_is_an_error(string target, bool right)
    {
        Shell(target);

        Assert.Equal(
            right ? [] : ["YOCTO2018"], SurroundingsCheck.Problems(_host.System).Select(p => p.Code));
    }

    public void Dispose() => _host.Dispose();

    private void Shell(string target)
    {
        _host.Folder.Write($"root{target}", "");
        Directory.CreateDirectory(_host["root/bin"]);
        File.CreateSymbolicLink(_host["root/bin/sh"], _host[$"root{target}"]);
    }
}
