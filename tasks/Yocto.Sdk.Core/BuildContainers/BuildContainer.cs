using System.Text.Json.Serialization;
using Yocto.Sdk.Files;
using Yocto.Sdk.Host;

namespace Yocto.Sdk.BuildContainers;

/// <summary>
/// The container that bitbake runs in, as <c>build-container.json</c>. Everything that a build reads and writes has
/// the same path inside as outside, and the user who builds stays the same.
/// </summary>
/// <param name="Engine">podman or docker; absolute.</param>
/// <param name="Image">The image's name, or the folder of a root file system; absolute.</param>
/// <param name="IsFolder">It is a folder.</param>
/// <param name="Identity">Changes when its content changes.</param>
/// <param name="Index">The file that changes when a name may stand for another image; null without one.</param>
/// <param name="IndexFingerprint">Of that file, before <paramref name="Identity"/> was asked for.</param>
/// <param name="PathVariable">Its own PATH.</param>
/// <param name="IsRoot">The user who builds is root in it, which OpenEmbedded does not accept.</param>
/// <param name="Options">The engine's options for bitbake's user and for what it sees of the host.</param>
internal sealed record BuildContainer(
    string Engine,
    string Image,
    bool IsFolder,
    string Identity,
    string? Index,
    string? IndexFingerprint,
    string PathVariable,
    bool IsRoot,
    IReadOnlyList<string> Options)
{
    /// <summary>Null where there is none, or no file is named.</summary>
    public static BuildContainer? Read(string? file) =>
        string.IsNullOrEmpty(file) ? null : JsonFile.Read(file, BuildContainerJson.Default.BuildContainer);

    public void Write(string file) => JsonFile.Write(file, this, BuildContainerJson.Default.BuildContainer);

    /// <summary>As whom bitbake runs in it.</summary>
    /// <param name="outside">Who that is outside.</param>
    public BuildIdentity Identify(BuildIdentity outside) => outside with { LaunchPrefix = IsRoot ? BuildIdentity.MappedUser : [] };

    /// <summary>The command of the engine that runs a command in a new container, which is removed when the command ends.</summary>
    /// <param name="folder">The current folder of the command.</param>
    /// <param name="environment">What the container's environment has besides its own. Only what differs from this process's
    /// own variables stands on the command line: those may be secrets.</param>
    /// <param name="terminal">Its standard input and output are this terminal's.</param>
    public IReadOnlyList<string> Run(
        string folder, IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> command, bool terminal = false) =>
    [
        Engine, "run", "--rm", "--interactive", .. terminal ? ["--tty"] : Array.Empty<string>(), "--log-driver=none", "--pids-limit=-1",
        // a fetcher finds what it finds on the host: a proxy, the names of a private network
        "--network=host",
        // no labels on the host's files; and bitbake makes namespaces, for a task without network and for root
        "--security-opt=label=disable", "--security-opt=seccomp=unconfined",
        $"--workdir={folder}",
        .. Options,
        .. environment.Select(v => v.Value == Environment.GetEnvironmentVariable(v.Key) ? $"--env={v.Key}" : $"--env={v.Key}={v.Value}"),
        "--entrypoint=",
        .. IsFolder ? ["--rootfs", $"{Image}:O"] : (string[])["--pull=never", Image],
        .. command,
    ];
}

[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(BuildContainer))]
internal sealed partial class BuildContainerJson : JsonSerializerContext;
