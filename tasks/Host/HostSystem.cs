using CliWrap;
using CliWrap.Buffered;

namespace Yocto.Sdk.Host;

/// <summary>The machine that bitbake is going to run on.</summary>
/// <param name="PathVariable">The PATH that bitbake gets.</param>
/// <param name="Root">The root of its file system: <c>/</c> but in tests.</param>
public sealed record HostSystem(string PathVariable, string Root, bool IsRoot)
{
    public static HostSystem Current() =>
        new(HostPath.Of(Environment.GetEnvironmentVariable("PATH")), "/", Environment.IsPrivilegedProcess);

    public IReadOnlyList<string> PathFolders { get; } = PathVariable.Split(':');

    public string File(string relative) => Path.Combine(Root, relative);

    /// <summary>The executable that the PATH gives for a command; null when it gives none.</summary>
    public string? Find(string command) =>
        command.Contains('/')
            ? (IsExecutable(command) ? command : null)
            : PathFolders.Where(Path.IsPathRooted).Select(folder => Path.Combine(folder, command)).FirstOrDefault(IsExecutable);

    /// <summary>Runs a command of this host to its end; a program that can't be started answers with code 127.</summary>
    public async Task<Answer> RunAsync(
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

    private static bool IsExecutable(string file)
    {
        const UnixFileMode execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return System.IO.File.Exists(file) && (OperatingSystem.IsWindows() || (System.IO.File.GetUnixFileMode(file) & execute) != 0);
    }

    public sealed record Answer(int ExitCode, string Output, string Error)
    {
        /// <summary>The last line of what it said, for a message.</summary>
        public string LastLine =>
            (Error.Trim() is { Length: > 0 } error ? error : Output.Trim()).Split('\n')[^1].Trim();
    }
}
