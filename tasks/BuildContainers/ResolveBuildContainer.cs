using System.Runtime.InteropServices;
using Microsoft.Build.Framework;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;
using Yocto.Sdk.Host;
using Yocto.Sdk.Interop;
using Yocto.Sdk.Layers;

namespace Yocto.Sdk.BuildContainers;

/// <summary>Finds the engine and the image or folder that the project is built in.</summary>
public sealed class ResolveBuildContainer : YoctoTask
{
    internal const string Property = "YoctoBuildContainer";

    // where Docker and podman look for a program whose image says nothing
    private const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>An image's name, or the folder of a root file system.</summary>
    [Required]
    public string Container { get; set; } = "";

    [Required]
    public string BuildContainerFile { get; set; } = "";

    [Required]
    public string RestoredLayersFile { get; set; } = "";

    [Required]
    public string BridgeFile { get; set; } = "";

    public string BuildUser { get; set; } = "";

    /// <summary>The folders that bitbake writes to: the build directory, downloads, sstate.</summary>
    public string[] WrittenFolders { get; set; } = [];

    /// <summary>Files outside the layers that the configuration names.</summary>
    public string[] ReadFiles { get; set; } = [];

    protected override async Task RunAsync(CancellationToken cancellation)
    {
        var host = HostSystem.Current();
        var engine = ContainerEngine.Find(host, OriginOf(Property));
        var project = Path.GetDirectoryName(ProjectFile)!;
        var container = RootFileSystem.IsFolder(Container)
            ? ResolveFolder(engine, Path.TrimEndingDirectorySeparator(Path.GetFullPath(Container, project)))
            : await ResolveImageAsync(engine, cancellation);
        var (isRoot, user) = await UserAsync(host, engine, cancellation);
        var home = BuildIdentity.Choose(host, BuildUser).Home;
        foreach (var folder in WrittenFolders)
            Directory.CreateDirectory(folder);
        var resolved = container with
        {
            IsRoot = isRoot,
            UserOptions = [.. user, $"--tmpfs={home}:mode=1777"],
            Volumes = BuildContainerFolders.Volumes(
                project, RestoredLayers.Read(RestoredLayersFile), WrittenFolders, [Path.GetDirectoryName(BridgeFile)!, .. ReadFiles], home),
        };
        resolved.Write(BuildContainerFile);
    }

    private BuildContainer ResolveFolder(ContainerEngine engine, string folder)
    {
        if (!engine.IsPodman)
            throw new YoctoException(BuildContainerErrors.FolderWantsPodman.At(OriginOf(Property), folder));
        if (!RootFileSystem.Exists(folder))
            throw new YoctoException(BuildContainerErrors.NoRootFileSystem.At(OriginOf(Property), folder));
        return new BuildContainer(engine.Program, folder, IsFolder: true, RootFileSystem.IdentityOf(folder), null, null, DefaultPath, false, [], []);
    }

    /// <summary>The engine is not asked again while its list of images is as it was.</summary>
    private async Task<BuildContainer> ResolveImageAsync(ContainerEngine engine, CancellationToken cancellation)
    {
        if (BuildContainer.Read(BuildContainerFile) is { Index: { } known } last && last.Engine == engine.Program && last.Image == Container
            && FileStatus.Of(known)?.Fingerprint == last.IndexFingerprint)
            return last;

        var index = engine.IsPodman
            ? await engine.AskAsync(["info", "--format={{.Store.GraphRoot}}/{{.Store.GraphDriverName}}-images/images.json"], cancellation)
            : null;
        var fingerprint = index is null ? null : FileStatus.Of(index)?.Fingerprint;
        var answer = await engine.AskAsync(["image", "inspect", "--format={{.Id}}{{range .Config.Env}}\n{{.}}{{end}}", Container], cancellation)
            ?? throw new YoctoException(BuildContainerErrors.NoSuchImage.At(OriginOf(Property), engine.Name, Container));
        var lines = answer.Split('\n');
        var path = Array.Find(lines, l => l.StartsWith("PATH=", StringComparison.Ordinal))?["PATH=".Length..];
        return new BuildContainer(
            engine.Program, Container, IsFolder: false, lines[0], fingerprint is null ? null : index, fingerprint, path ?? DefaultPath, false, [], []);
    }

    private async Task<(bool IsRoot, IReadOnlyList<string> Options)> UserAsync(
        HostSystem host, ContainerEngine engine, CancellationToken cancellation)
    {
        if (!host.IsRoot && engine.IsPodman)
            return (false, ["--userns=keep-id", $"--user={geteuid()}:{getegid()}"]);
        if (host.IsRoot && BuildUser.Length > 0 && BuildUser != Environment.UserName)
        {
            return BuildIdentity.Account(host, BuildUser) is { } account
                ? (false, Numbered(account[2], account[3]))
                : throw new YoctoException(HostErrors.NoSuchUser.At(OriginOf("YoctoBuildUser"), BuildUser));
        }

        // of a docker without root, root is whoever started it
        var isRoot = host.IsRoot
            || (await engine.AskAsync(["info", "--format={{.SecurityOptions}}"], cancellation))?.Contains("rootless", StringComparison.Ordinal) == true;
        return isRoot ? (true, ["--user=0:0"]) : (false, Numbered($"{geteuid()}", $"{getegid()}"));

        // podman adds who has no account in the container; ssh wants one
        IReadOnlyList<string> Numbered(string user, string group) => engine.IsPodman
            ? [$"--user={user}:{group}"]
            : [$"--user={user}:{group}", "--volume=/etc/passwd:/etc/passwd:ro", "--volume=/etc/group:/etc/group:ro"];
    }

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint geteuid();

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint getegid();
}
