using System.ComponentModel;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;
using Yocto.Sdk.Shells;

namespace Yocto.Sdk.Tasks;

/// <summary>
/// What <c>dotnet run -p:YoctoRun=shell</c> starts: <c>dotnet exec Yocto.Sdk.Tasks.dll shell.json [command …]</c>.
/// </summary>
internal static class Program
{
    private const int Failed = 1;

    private static async Task<int> Main(string[] arguments)
    {
        var log = new ShellLog();
        try
        {
            var request = ShellRequest.Read(arguments[0]) ?? throw new YoctoException(ShellErrors.NotConfigured.Create());
            return await ShellSession.RunAsync(
                request, arguments[1..], log, hasTerminal: !Console.IsInputRedirected && !Console.IsOutputRedirected);
        }
        catch (Exception e) when (e is YoctoException or IOException or UnauthorizedAccessException or Win32Exception)
        {
            IReadOnlyList<Diagnostic> diagnostics = e is YoctoException known
                ? known.Diagnostics
                : [FileErrors.Of(e) ?? OwnFaults.Unexpected.Create(nameof(Program), e.GetType().Name, e.Message.TrimEnd('.') + ".")];
            foreach (var diagnostic in diagnostics)
                log.Report(diagnostic);
            return Failed;
        }
    }
}
