using System.Diagnostics;
using System.Globalization;
using System.Text;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Host;

namespace Yocto.Sdk.BuildContainers;

/// <summary>The inside of a build container, where a shell answers one question after another.</summary>
internal sealed class BuildContainerHost : HostSystem, IAsyncDisposable
{
    private const char End = '\u001e';

    // builtins of the shell alone: a container may lack any command
    private const string ListExecutables =
        """IFS=:; for folder in $PATH; do for file in "$folder"/*; do [ -f "$file" ] && [ -x "$file" ] && echo "$file"; done; done; true""";

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    private readonly BuildContainer _container;
    private readonly Process _shell;
    private readonly Task<string> _complaint;
    private readonly SemaphoreSlim _turn = new(1);
    private HashSet<string> _executables = [];
    private Dictionary<string, string[]> _files = [];
    private string? _sh;

    private BuildContainerHost(BuildContainer container, Process shell)
        : base(container.PathVariable, "/", container.IsRoot)
    {
        (_container, _shell) = (container, shell);
        _complaint = shell.StandardError.ReadToEndAsync();
    }

    public override string Name => $"The build container {_container.Image}";

    public override bool WantsSudo => false;

    public override string? Shell => _sh;

    /// <exception cref="YoctoException">There is no such container.</exception>
    public static async Task<BuildContainerHost> StartAsync(BuildContainer container, string folder, CancellationToken cancellation)
    {
        var environment = new Dictionary<string, string> { ["PATH"] = container.PathVariable, ["LC_ALL"] = "C" };
        var command = container.Run(folder, environment, ["/bin/sh"]);
        var shell = Process.Start(new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var system = new BuildContainerHost(container, shell);
        try
        {
            system._executables = [.. await system.LinesOfAsync(ListExecutables, cancellation)];
            foreach (var file in new[] { "etc/os-release", "usr/lib/os-release" })
                system._files[file] = await system.LinesOfAsync($"while IFS= read -r line; do echo \"$line\"; done < /{file}", cancellation);
            system._sh = (await system.RunAsync(["readlink", "-f", "/bin/sh"], cancellation)) is { ExitCode: 0 } link ? link.Output : null;
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    public override string NameOf(string file) => $"{file} of the build container {_container.Image}";

    public override string AdviceToRun(string command) => _container.IsFolder
        ? $"Run in it: {command}."
        : $"Rebuild it with 'dotnet build -t:YoctoMakeBuildContainer', or run in your own Containerfile: {command}.";

    public override IReadOnlyList<string> Lines(string relative) => _files.GetValueOrDefault(relative, []);

    public override string? Find(string command) => command.Contains('/')
        ? _executables.Contains(command) ? command : null
        : PathFolders.Select(f => $"{f}/{command}").FirstOrDefault(_executables.Contains);

    public override async Task<Answer> RunAsync(
        IReadOnlyList<string> command, CancellationToken cancellation, IReadOnlyDictionary<string, string?>? environment = null) =>
        await AskAsync(string.Join(' ', command.Select(Quote)), cancellation);

    public async ValueTask DisposeAsync()
    {
        try
        {
            _shell.StandardInput.Close();
        }
        catch (IOException) // it has ended, and a question was still on its way
        {
        }

        await EndAsync();
        _shell.Dispose();
        _turn.Dispose();
    }

    // a question that was cancelled may never end
    private async Task EndAsync()
    {
        using var limit = new CancellationTokenSource(_patience);
        try
        {
            await _shell.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _shell.Kill(entireProcessTree: true);
        }
    }

    private async Task<string[]> LinesOfAsync(string script, CancellationToken cancellation) =>
        await AskAsync(script, cancellation) is { ExitCode: 0, Output.Length: > 0 } answer ? answer.Output.Split('\n') : [];

    private async Task<Answer> AskAsync(string script, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            await _shell.StandardInput.WriteLineAsync($"( {script} ) </dev/null 2>&1; printf '\\n\\036%s\\n' $?".AsMemory(), cancellation);
            await _shell.StandardInput.FlushAsync(cancellation);
            StringBuilder said = new();
            while (await _shell.StandardOutput.ReadLineAsync(cancellation) is { } line)
            {
                if (line.StartsWith(End))
                    return new Answer(int.Parse(line.AsSpan(1), CultureInfo.InvariantCulture), said.ToString().TrimEnd('\n'), "");
                said.Append(line).Append('\n');
            }
        }
        catch (IOException) // it has ended: its standard error says why
        {
        }
        finally
        {
            _turn.Release();
        }

        var reason = (await _complaint).Trim().Split('\n')[^1];
        throw new YoctoException(BuildContainerErrors.NotStarted.Create(Path.GetFileName(_container.Engine), _container.Image, reason));
    }

    private static string Quote(string word) => $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
