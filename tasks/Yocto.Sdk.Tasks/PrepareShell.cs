using Microsoft.Build.Framework;
using Yocto.Sdk.Shells;

namespace Yocto.Sdk.Tasks;

/// <summary>Writes down how a shell in the build directory is opened, for <c>dotnet run -p:YoctoRun=shell</c>.</summary>
public sealed class PrepareShell : BitBakeTask
{
    /// <summary>The interpreter that the host check found.</summary>
    [Required]
    public string Python { get; set; } = "";

    public string Machine { get; set; } = "";

    protected override Task RunAsync(CancellationToken cancellation)
    {
        new ShellRequest(
            $"{Path.GetFileNameWithoutExtension(ProjectFile)} {Machine}".TrimEnd(),
            RestoredLayersFile,
            Path.TrimEndingDirectorySeparator(BuildDirectory),
            BridgeFile,
            Python,
            BuildUser,
            Confinement(),
            ReadContainer()).Write(Folder.Shell);
        return Task.CompletedTask;
    }
}
