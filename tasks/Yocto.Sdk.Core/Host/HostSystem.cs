using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;

namespace Yocto.Sdk.Host;

/// <summary>The system that bitbake is going to run on: this machine, or a container.</summary>
/// <param name="pathVariable">The PATH that bitbake gets.</param>
/// <param name="root">The root of its file system: <c>/</c> but in tests.</param>
internal partial class HostSystem(string pathVariable, string root, bool isRoot)
{
    public static HostSystem Current() =>
        new(HostPath.Of(Environment.GetEnvironmentVariable("PATH")), "/", Environment.IsPrivilegedProcess);

    public string PathVariable => pathVariable;

    public IReadOnlyList<string> PathFolders { get; } = pathVariable.Split(':');

    public bool IsRoot => isRoot;

    /// <summary>Its name in a message, at the beginning of a sentence.</summary>
    public virtual string Name => "The host";

    /// <summary>How a message calls a file of it.</summary>
    public virtual string NameOf(string file) => file;

    /// <summary>How a person gets packages into it.</summary>
    /// <param name="command">The package manager's.</param>
    public virtual string AdviceToRun(string command) => $"Run: {command} (or build with -p:YoctoInstallHostTools=true).";

    /// <summary>Whether packages are installed by sudo.</summary>
    public virtual bool WantsSudo => !isRoot;

    /// <summary>The lines of a text file below its root; none where there is no such file.</summary>
    public virtual IReadOnlyList<string> Lines(string relative) =>
        Path.Combine(root, relative) is var file && System.IO.File.Exists(file) ? System.IO.File.ReadAllLines(file) : [];

    /// <summary>What <c>/bin/sh</c> leads to; null where that can't be told.</summary>
    public virtual string? Shell =>
        new FileInfo(Path.Combine(root, "bin/sh")) is { Exists: true } shell ? shell.ResolveLinkTarget(returnFinalTarget: true)?.FullName : null;

    /// <summary>The executable that the PATH gives for a command; null when it gives none.</summary>
    public virtual string? Find(string command) =>
        command.Contains('/')
            ? (IsExecutable(command) ? command : null)
            : PathFolders.Where(Path.IsPathRooted).Select(folder => Path.Combine(folder, command)).FirstOrDefault(IsExecutable);

    /// <summary>Runs a command of this system to its end; a program that can't be started answers with code 127.</summary>
    public virtual async Task<Answer> RunAsync(
        IReadOnlyList<string> command, CancellationToken cancellation, IReadOnlyDictionary<string, string?>? environment = null)
    {
        if (Find(command[0]) is not { } program)
            return new Answer(127, "", $"{command[0]} is not on the PATH");
        try
        {
            var run = await Cli.Wrap(program)
                .WithArguments(command.Skip(1))
                .WithEnvironmentVariables(
                    new Dictionary<string, string?>(environment ?? new Dictionary<string, string?>()) { ["PATH"] = PathVariable })
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(cancellation);
            return new Answer(run.ExitCode, run.StandardOutput, run.StandardError);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return new Answer(127, "", e.Message);
        }
    }

    /// <summary>The version that a tool prints; null when it prints none.</summary>
    /// <param name="launchPrefix">What makes the tool another user's; null for nothing.</param>
    public async Task<Version?> VersionAsync(string tool, CancellationToken cancellation, IReadOnlyList<string>? launchPrefix = null)
    {
        // gcc --version begins with text of its packager
        var question = tool == "gcc" ? "-dumpfullversion" : "--version";
        var answer = await RunAsync([.. launchPrefix ?? [], tool, question], cancellation);
        return Number().Match(answer.Output.Split('\n')[0]) is { Success: true } match ? Version.Parse(match.Value) : null;
    }

    [GeneratedRegex(@"\d+\.\d+(\.\d+){0,2}")]
    private static partial Regex Number();

    private static bool IsExecutable(string file)
    {
        const UnixFileMode execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        var named = new FileInfo(file);
        // .NET says of a link that leads nowhere that it exists
        return named.Exists && (named.ResolveLinkTarget(returnFinalTarget: true) ?? named) is { Exists: true } program
            && (OperatingSystem.IsWindows() || (program.UnixFileMode & execute) != 0);
    }

    public sealed record Answer(int ExitCode, string Output, string Error)
    {
        /// <summary>The last line of its output, for a message.</summary>
        public string LastLine =>
            (Error.Trim() is { Length: > 0 } error ? error : Output.Trim()).Split('\n')[^1].Trim();
    }
}
