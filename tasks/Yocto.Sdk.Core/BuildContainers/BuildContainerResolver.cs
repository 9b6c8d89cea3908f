using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;
using Yocto.Sdk.Host;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.BuildContainers;

/// <summary>Finds the engine, and the image or folder, that a project is built in.</summary>
internal sealed class BuildContainerResolver(HostSystem host, BuildContainerRequest request)
{
    // where Docker and podman look for a program if the image sets no PATH
    private const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private readonly HostEngine _engine = HostEngine.Find(host, request.Container.Origin);

    /// <param name="last">Of the last build: while the engine's list of images is as it was, the engine is not asked again.</param>
    public async Task<BuildContainer> ResolveAsync(BuildContainer? last, CancellationToken cancellation)
    {
        var (isRoot, user) = await UserAsync(cancellation);
        var home = BuildIdentity.Choose(host, request.BuildUser?.Text).Home;
        var container = UserFolder.Matches(request.Container.Text) ? ResolveFolder() : await ResolveImageAsync(last, cancellation);
        return container with
        {
            IsRoot = isRoot,
            Options = [.. user, .. BuildContainerFolders.Options(request, home)],
        };
    }

    private BuildContainer ResolveFolder()
    {
        var origin = request.Container.Origin;
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(request.Container.Text, request.ProjectDirectory));
        if (!_engine.IsPodman)
            throw new YoctoException(BuildContainerErrors.FolderWantsPodman.At(origin, folder));
        if (!RootFileSystem.Exists(folder))
            throw new YoctoException(BuildContainerErrors.NoRootFileSystem.At(origin, folder));
        return new BuildContainer(_engine.Program, folder, IsFolder: true, RootFileSystem.IdentityOf(folder), null, null, DefaultPath, false, []);
    }

    private async Task<BuildContainer> ResolveImageAsync(BuildContainer? last, CancellationToken cancellation)
    {
        var name = request.Container.Text;
        if (last?.Index is { } known && last.Engine == _engine.Program && last.Image == name && FileStatus.Of(known)?.Fingerprint == last.IndexFingerprint)
            return last;

        var index = _engine.IsPodman
            ? await _engine.AskAsync(["info", "--format={{.Store.GraphRoot}}/{{.Store.GraphDriverName}}-images/images.json"], cancellation)
            : null;
        var fingerprint = index is null ? null : FileStatus.Of(index)?.Fingerprint;
        var answer = await _engine.AskAsync(["image", "inspect", """--format={{.Id}}{{range .Config.Env}}{{"\n"}}{{.}}{{end}}""", name], cancellation)
            ?? throw new YoctoException(BuildContainerErrors.NoSuchImage.At(request.Container.Origin, _engine.Name, name));
        var lines = answer.Split('\n');
        var path = Array.Find(lines, l => l.StartsWith("PATH=", StringComparison.Ordinal))?["PATH=".Length..];
        return new BuildContainer(
            _engine.Program, name, IsFolder: false, lines[0], fingerprint is null ? null : index, fingerprint, path ?? DefaultPath, false, []);
    }

    /// <summary>Whether the user who builds is root in the container, and the options that set the user.</summary>
    private async Task<(bool IsRoot, IReadOnlyList<string> Options)> UserAsync(CancellationToken cancellation)
    {
        if (!host.IsRoot && _engine.IsPodman)
            return (false, ["--userns=keep-id", .. Numbered($"{Libc.EffectiveUser()}", $"{Libc.EffectiveGroup()}")]);
        if (host.IsRoot && request.BuildUser is { } user && user.Text != Environment.UserName)
        {
            return BuildIdentity.Account(host, user.Text) is { } account
                ? (false, Numbered(account[2], account[3]))
                : throw new YoctoException(HostErrors.NoSuchUser.At(user.Origin, user.Text));
        }

        // in rootless docker, root is the user who started it
        var isRoot = host.IsRoot
            || (await _engine.AskAsync(["info", "--format={{.SecurityOptions}}"], cancellation))?.Contains("rootless", StringComparison.Ordinal) == true;
        return isRoot ? (true, ["--user=0:0"]) : (false, Numbered($"{Libc.EffectiveUser()}", $"{Libc.EffectiveGroup()}"));
    }

    /// <summary>podman itself adds a user who has no account in the container; ssh needs one.</summary>
    private IReadOnlyList<string> Numbered(string user, string group) => _engine.IsPodman
        ? [$"--user={user}:{group}"]
        : [$"--user={user}:{group}", "--volume=/etc/passwd:/etc/passwd:ro", "--volume=/etc/group:/etc/group:ro"];
}
