using Yocto.Sdk.Host;

namespace Yocto.Sdk.Tests.Host;

public sealed class HostSystemTests : IDisposable
{
    private readonly FakeHost _host = new FakeHost().Tool("tool", "echo out $1; echo first >&2; echo last >&2; exit 3");

    [Fact]
    public void A_command_of_the_host_is_the_first_executable_of_its_PATH()
    {
        _host.Folder.Write("bin/text", "no program");
        Directory.CreateDirectory(_host["bin/folder"]);
        File.CreateSymbolicLink(_host["bin/dangling"], _host["nowhere"]);
        File.CreateSymbolicLink(_host["bin/link"], "tool");

        Assert.Equal(_host["bin/tool"], _host.System.Find("tool"));
        Assert.Null(_host.System.Find("text"));
        Assert.Null(_host.System.Find("folder"));
        Assert.Null(_host.System.Find("nothing"));
        Assert.Null(_host.System.Find("dangling"));
        Assert.Equal(_host["bin/link"], _host.System.Find("link"));
        Assert.Equal(_host["bin/tool"], _host.System.Find(_host["bin/tool"]));
        Assert.Null(_host.System.Find(_host["bin/text"]));
        Assert.Null(new HostSystem(".:relative", "/", true).Find("tool"));
    }

    [Fact]
    public async Task A_command_of_the_host_is_run_to_its_end()
    {
        var answer = await _host.System.RunAsync(["tool", "a b"], TestContext.Current.CancellationToken);

        Assert.Equal(new HostSystem.Answer(3, "out a b\n", "first\nlast\n"), answer);
        Assert.Equal("last", answer.LastLine);
    }

    [Fact]
    public async Task A_command_of_the_host_sees_the_hosts_own_PATH()
    {
        _host.Tool("show", "echo $PATH $ADDED");

        var answer = await _host.System.RunAsync(["show"], TestContext.Current.CancellationToken, new Dictionary<string, string?> { ["ADDED"] = "x" });

        Assert.Equal($"{_host.System.PathVariable} x\n", answer.Output);
        Assert.Equal($"{_host.System.PathVariable} x", answer.LastLine);
    }

    [Fact]
    public async Task A_command_that_is_not_there_or_can_not_run_answers_as_a_shell_would()
    {
        File.SetUnixFileMode(_host.Folder.Write("bin/broken", "#!/no/such/interpreter\n"), UnixFileMode.UserRead | UnixFileMode.UserExecute);

        Assert.Equal(new HostSystem.Answer(127, "", "nothing is not on the PATH"), await _host.System.RunAsync(["nothing"], TestContext.Current.CancellationToken));
        Assert.Equal(127, (await _host.System.RunAsync(["broken"], TestContext.Current.CancellationToken)).ExitCode);
    }

    public void Dispose() => _host.Dispose();
}
