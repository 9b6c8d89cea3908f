using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;
using Yocto.Sdk.Product.Applications;
using Yocto.Sdk.Product.Containers;
using Yocto.Sdk.Product.Engines;
using Yocto.Sdk.Product.Layer;
using Yocto.Sdk.Testing;
using Yocto.Sdk.Tests.Layers;

namespace Yocto.Sdk.Tests.Product.Applications;

/// <summary>The arguments and variables of an application arrive as they are written, whoever starts it: the device's shell, or systemd.</summary>
public sealed partial class ApplicationWordsTests : IDisposable
{
    private const string Systemd = "/lib/systemd/systemd";

    private static readonly string[] _words =
    [
        "--quiet", "50%", "%F-%q", "%%", "$HOME", "${HOME}", "$$", "$(id)", "`id`", "a;b", ";", "|", "&", "&&", ">x", "<x", "*", "?", "[a]", "~", "#", "# x", "!x",
        "two words", " x ", "", "'", "\"", "it's", "say \"hi\"", "a\\b", "\\", "\\n", "\\x41", "a\\", "tab\tx", "line\nbreak", "\nExecStartPre=/bin/false", "{}", "@libdir@/x",
        "@NAME@", "-", "--", "=", "é ü", "a=b c", ":x", "+x", "@x", "$9", "%i", "% ", "\u00a0x",
    ];

    private static readonly string[] _variables =
    [
        "LEVEL=3", "EMPTY=", "PASSWORD=a\\b\"c", "QUOTED=\"x\"", "SINGLE='x'", "PERCENT=50%F", "DOLLAR=$HOME", "SPACES= x y ", "TAB=a\tb", "BACK=`id`$(id)", "END=x\\", "HASH=#x",
        "PATH=/nowhere", "state=x", "directory=x", "running=x",
    ];

    private readonly TemporaryFolder _folder = new();
    private readonly ProductSources _sources;

    public ApplicationWordsTests()
    {
        _sources = new ProductSources(TestLayers.Of(TestLayers.Core(_folder["meta"])), Path.Combine(SourceTree.Root, "sdk/product"));
        // it tells its words; the script ends with the first start
        foreach (var name in (string[])["start-stop-daemon", "podman"])
        {
            Program(name, $$"""
                case " $* " in *" rm -f "* | *" image inspect "*) exit ;; esac
                {{Env}} -0 > {{_folder["variables"]}}
                printf '%s\0' "$@" > {{_folder["words"]}}
                """);
        }

        Program("logger", "while read -r line; do :; done");
        Program("chown", "");
        Program("sleep", $"{Rm} -f {_folder["run/agent.started"]}");
        Directory.CreateDirectory(_folder["run"]);
        Directory.CreateDirectory(_folder["usr/lib/agent"]);
    }

    private static string Env => "/usr/bin/env";

    private static string Rm => "/bin/rm";

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("dash")]
    [InlineData("bash")]
    public async Task A_native_application_gets_its_words_from_a_script_of_sysvinit(string shell)
    {
        await StartAsync(shell, Native("agent.init"));

        var daemon = Read("words");
        Assert.Equal(["-S", "-c", "agent", "-x", _folder["usr/lib/agent/My Agent"], "--"], daemon[..6]);
        Assert.Equal(_words, daemon[6..]);
        var variables = Read("variables");
        Assert.All(_variables, v => Assert.Contains(v, variables));
        Assert.Contains($"HOME={_folder["var/lib/agent"]}", variables);
    }

    [Theory]
    [InlineData("dash")]
    [InlineData("bash")]
    public async Task An_application_in_a_container_gets_its_words_from_a_script_of_sysvinit(string shell)
    {
        await StartAsync(shell, Container("agent.init"));

        Assert.Equal(ContainerWords, Read("words"));
    }

    [Fact]
    public async Task A_native_application_gets_its_words_from_systemd()
    {
        var (command, variables) = await LoadAsync(Native("agent.service"));

        Assert.Equal([_folder["usr/lib/agent/My Agent"], .. _words], command);
        Assert.All(_variables, v => Assert.Contains(v, variables));
    }

    [Fact]
    public async Task An_application_in_a_container_gets_its_words_from_systemd()
    {
        var (command, _) = await LoadAsync(Container("agent.service"));

        Assert.Equal([_folder["usr/bin/podman"], .. ContainerWords], command);
    }

    private static IEnumerable<string> ContainerWords =>
    [
        "run", "--rm", "--name", "agent", "--network", "host", "-p", "80:80", "-v", "data:/data",
        .. _variables.SelectMany(v => (string[])["--env", v]), "localhost/agent:1", .. _words,
    ];

    private static Application Application(Deployment deployment) =>
        new("agent", deployment, "linux-x64", true, _words, _variables, ["80:80"], ["data:/data"], "host");

    [Fact]
    public void A_recipe_has_the_program_as_a_word_of_its_shell() =>
        Assert.Contains("EXECUTABLE = \"'My Agent'\"\n", Native("application-agent.inc"), StringComparison.Ordinal);

    private string Native(string name) => TextOf(name, NativeApplicationPart.Of(
        Application(Deployment.Native), new PublishedApplication("agent", "My Agent", "1.0", true, _folder["published"]), _sources));

    private string Container(string name) => TextOf(name, ContainerApplicationPart.Of(
        Application(Deployment.Container), new PreloadedImage("agent", "localhost/agent:1", "sha256:1", "/a", "agent"), DeviceEngine.Of("podman", "")!, _sources));

    /// <summary>A file of the recipe, with the paths of the device in the test's folder, as the recipe installs it.</summary>
    private string TextOf(string name, ProductPart part)
    {
        var text = Assert.Single(part.Files, f => Path.GetFileName(f.Path) == name).Text!;
        return InstalledLibraryFolder().Replace(text, "$1/usr/lib/")
            .Replace("/usr/lib/agent", _folder["usr/lib/agent"], StringComparison.Ordinal)
            .Replace("/usr/bin/podman", _folder["usr/bin/podman"], StringComparison.Ordinal)
            .Replace("=/run/", $"={_folder["run/"]}", StringComparison.Ordinal)
            .Replace("=/var/lib/", $"={_folder["var/lib/"]}", StringComparison.Ordinal);
    }

    private void Program(string name, string script)
    {
        var file = _folder.Write($"bin/{name}", $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private string[] Read(string file) => File.ReadAllText(_folder[file]).Split('\0')[..^1];

    private async Task StartAsync(string shell, string script)
    {
        // the shell waits for what it started in the background
        await Cli.Wrap(shell)
            .WithArguments(["-c", $"{script}\nstart\nwait"])
            .WithEnvironmentVariables(e => e.Set("PATH", $"{_folder["bin"]}:{Environment.GetEnvironmentVariable("PATH")}"))
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>What systemd itself makes of a unit: <c>systemd --test</c> loads it and tells.</summary>
    private async Task<(IReadOnlyList<string> Command, IReadOnlyList<string> Variables)> LoadAsync(string unit)
    {
        if (!File.Exists(Systemd))
            Assert.Skip("systemd is not installed");
        const UnixFileMode all = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        _folder.Write("units/agent.service", unit.Replace("RequiresMountsFor", "#", StringComparison.Ordinal));
        Directory.CreateDirectory(_folder["home"]);
        File.SetUnixFileMode(_folder["home"], all);
        File.SetUnixFileMode(_folder.Path, all);
        File.SetUnixFileMode(_folder.Write("usr/lib/agent/My Agent", ""), all);
        File.SetUnixFileMode(_folder.Write("usr/bin/podman", ""), all);
        // it loads units for nobody but an ordinary user
        string[] user = Environment.IsPrivilegedProcess ? ["--reuid=65534", "--regid=65534", "--clear-groups"] : [];
        var run = await Cli.Wrap("setpriv")
            .WithArguments([.. user, Systemd, "--test", "--user", "--unit=agent.service"])
            .WithEnvironmentVariables(e => e.Set("HOME", _folder["home"]).Set("XDG_RUNTIME_DIR", _folder["home"])
                .Set("SYSTEMD_UNIT_PATH", $"{_folder["units"]}:").Set("SYSTEMD_LOG_TARGET", "console"))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        var dump = run.StandardOutput;
        var start = dump.IndexOf("-> Unit agent.service:", StringComparison.Ordinal);
        Assert.True(start >= 0, run.StandardOutput + run.StandardError);
        dump = dump[start..];
        dump = dump.IndexOf("-> Unit ", 1, StringComparison.Ordinal) is var end and > 0 ? dump[..end] : dump;
        var line = CommandLine().Matches(dump).Select(m => m.Groups[1].Value).Last(c => c.Contains("--quiet", StringComparison.Ordinal));
        // $$ becomes $ when it starts the command
        return ([.. Word().Matches(line).Select(w => Escape().Replace(w.Groups[1].Value, Meant) + w.Groups[2].Value).Select(w => w.Replace("$$", "$", StringComparison.Ordinal))],
            [.. Variable().Matches(dump).Select(m => m.Groups[1].Value)]);
    }

    private static string Meant(Match escape) => escape.Groups[1].Value switch
    {
        "n" => "\n",
        "t" => "\t",
        var other => other,
    };

    // what the recipe's sed does
    [GeneratedRegex("^([A-Za-z]*=\"?)@libdir@/", RegexOptions.Multiline)]
    private static partial Regex InstalledLibraryFolder();

    [GeneratedRegex(@"^\s*Command Line: (.*)$", RegexOptions.Multiline)]
    private static partial Regex CommandLine();

    [GeneratedRegex("""
        "((?:[^"\\]|\\.)*)"|([^ ]+)
        """)]
    private static partial Regex Word();

    [GeneratedRegex(@"\\(.)")]
    private static partial Regex Escape();

    [GeneratedRegex(@"^\s*Environment: (.*)$", RegexOptions.Multiline)]
    private static partial Regex Variable();
}
