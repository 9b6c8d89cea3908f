using System.Collections;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Yocto.Sdk.BitBake;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;
using Yocto.Sdk.Host;
using Yocto.Sdk.Layers;

namespace Yocto.Sdk.Shells;

/// <summary>
/// A shell, or one command, on this terminal in the build's own environment: as the user who builds, with the rights of
/// the build, in the build container. Meanwhile no build works in the build directory.
/// </summary>
internal static class ShellSession
{
    private const int SigTerm = 15;
    private static readonly TimeSpan _lastProcesses = TimeSpan.FromSeconds(20);

    /// <param name="command">Empty for an interactive shell.</param>
    /// <param name="hasTerminal">Somebody sits at the standard input and output.</param>
    /// <returns>The exit code of the command.</returns>
    public static async Task<int> RunAsync(ShellRequest request, IReadOnlyList<string> command, IBuildLog log, bool hasTerminal)
    {
        var host = HostSystem.Current();
        var folder = request.BuildDirectory;
        var account = BuildIdentity.AccountOf(host, request.BuildUser);
        using var held = await BuildDirectoryLock.AcquireForShellAsync(folder, log, account, CancellationToken.None);
        await LeftoverServer.WaitForEndAsync(folder, log, CancellationToken.None);

        if (command.Count == 0)
            log.Status($"A shell in {folder}, with bitbake, devtool and bitbake-layers. No build runs here until you leave it with 'exit'.");
        var start = StartOf(request, command, host, account, hasTerminal);
        using (var signals = new Signals())
        {
            using var process = Process.Start(start)!;
            signals.Child = process.Id;
            await process.WaitForExitAsync();
            await LeftoverServer.SeeOffAsync(folder, _lastProcesses);
            // a server that was to stay, or a bitbake in the background
            await LeftoverServer.WaitForEndAsync(folder, log, CancellationToken.None);
            return process.ExitCode;
        }
    }

    private static ProcessStartInfo StartOf(
        ShellRequest request, IReadOnlyList<string> command, HostSystem host, FileAccount? account, bool hasTerminal)
    {
        var layers = RestoredLayers.Read(request.RestoredLayersFile);
        var outside = BuildIdentity.Choose(host, request.BuildUser, request.Confinement.LaunchPrefix(request.Python));
        var identity = request.Container?.Identify(outside) ?? outside;
        var inherited = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string?)e.Value ?? "");
        var environment = ShellEnvironment.Compose(request, layers, identity, inherited);
        var files = ShellFiles.In(request.BuildDirectory);
        files.Write(request, layers.BitBakePath, environment["PATH"], account);
        if (host.IsRoot && request.BuildUser.Length == 0 && request.Container is null && !request.Confinement.IsOff)
            request.Confinement.MakeFolders();

        // env looks on the PATH of the shell
        IReadOnlyList<string> inner = command.Count > 0 ? ["env", .. command] : ["bash", "--rcfile", files.StartFile, "-i"];
        IReadOnlyList<string> whole = request.Container is null
            ? [.. identity.LaunchPrefix, .. inner]
            : request.Container.Run(
                request.BuildDirectory, environment, [.. identity.LaunchPrefix, request.Python, request.BridgeFile, "--first-process", .. inner], hasTerminal);
        var start = new ProcessStartInfo(host.Find(whole[0]) ?? whole[0], whole.Skip(1)) { WorkingDirectory = request.BuildDirectory };
        if (request.Container is null)
        {
            start.Environment.Clear();
            foreach (var (name, value) in environment)
                start.Environment[name] = value;
        }

        return start;
    }

    /// <summary>A terminal sends its signals to the command too: this process stays for its end.</summary>
    private sealed class Signals : IDisposable
    {
        private readonly List<PosixSignalRegistration> _registrations = [];

        public Signals()
        {
            foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGHUP])
                _registrations.Add(PosixSignalRegistration.Create(signal, context => context.Cancel = true));
            _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
            {
                context.Cancel = true;
                if (Child is { } child)
                    _ = Libc.Kill(child, SigTerm);
            }));
        }

        public int? Child { get; set; }

        public void Dispose() => _registrations.ForEach(r => r.Dispose());
    }
}
