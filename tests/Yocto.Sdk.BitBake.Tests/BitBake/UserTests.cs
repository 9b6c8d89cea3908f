using CliWrap;
using CliWrap.Buffered;

namespace Yocto.Sdk.BitBake.Tests.BitBake;

/// <summary>Builds by an account that is not root: an ordinary user's, and root's that lets one run bitbake.</summary>
public sealed class UserTests(PreparedHost host) : IAsyncLifetime
{
    // root's are nobody else's
    private const string Caches = "-p:YoctoCacheDirectory=cache/";

    private static readonly (string, string?)[] _ordinaryPath = [("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")];

    private readonly string _name = $"yocto-test-{Environment.ProcessId}";
    private string? _refusal;

    public async ValueTask InitializeAsync() => _refusal = Environment.IsPrivilegedProcess
        ? await RunAsync("useradd", "--create-home", "--shell", "/bin/sh", _name)
        : "only root can make an account";

    public async ValueTask DisposeAsync()
    {
        if (_refusal is null)
            await RunAsync("userdel", "--remove", _name);
    }

    [Fact]
    public async Task Root_lets_an_account_run_bitbake()
    {
        using var project = await CreateAsync();

        var build = (await project.BuildAsync($"-p:YoctoBuildUser={_name} {Caches}", _ordinaryPath)).Succeeded();

        Assert.Equal([], build.Warnings);
        AssertWhoWorked(project);
        Assert.DoesNotContain("RunBitBake", (await project.BuildAsync($"-p:YoctoBuildUser={_name} {Caches}", _ordinaryPath)).Succeeded().Tasks);
    }

    [Fact]
    public async Task An_ordinary_user_builds_as_who_they_are_with_the_systems_own_tools()
    {
        using var project = await CreateAsync();
        Directory.CreateDirectory(project["home"]);
        Assert.Null(await RunAsync("chown", "--recursive", $"{_name}:", project.Folder));

        var build = (await project.StartAs(_name, Caches).End).Succeeded();

        Assert.Equal([], build.Warnings);
        AssertWhoWorked(project);
        Assert.DoesNotContain("RunBitBake", (await project.StartAs(_name, Caches).End).Succeeded().Tasks);
    }

    private void AssertWhoWorked(TinyProject project) =>
        Assert.Equal($"{_name}\n/usr/sbin/mkfs\n", File.ReadAllText(project["bin/Debug/qemux86-64/who.txt"]));

    private async Task<TinyProject> CreateAsync()
    {
        await host.RequireAsync("scarthgap");
        Assert.SkipWhen(_refusal is not null, $"needs an account of its own: {_refusal}");
        var project = new TinyProject(host);
        File.SetUnixFileMode(project.Folder, File.GetUnixFileMode(project.Folder) | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        project.Recipe("who", """
            do_deploy() {
                id -un > ${DEPLOYDIR}/who.txt
                readlink ${TMPDIR}/hosttools/mkfs >> ${DEPLOYDIR}/who.txt
            }
            addtask deploy after do_unpack before do_build
            """);
        project.Declare("""<YoctoVariable Include="HOSTTOOLS" Append=" mkfs" /><YoctoHostTool Include="mkfs" />""", "<Image>who</Image>");
        return project;
    }

    /// <returns>Why it failed; null when it did not.</returns>
    private static async Task<string?> RunAsync(string command, params string[] arguments)
    {
        try
        {
            var run = await Cli.Wrap(command).WithArguments(arguments).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
            return run.ExitCode == 0 ? null : run.StandardError.Trim();
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return e.Message;
        }
    }
}
