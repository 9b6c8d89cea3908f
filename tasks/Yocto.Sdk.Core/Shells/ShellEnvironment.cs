using Yocto.Sdk.BitBake;
using Yocto.Sdk.Host;
using Yocto.Sdk.Layers;

namespace Yocto.Sdk.Shells;

/// <summary>
/// The environment of a shell: the build's own, so that what bitbake reads there is what a build reads, and what a person
/// at a terminal wants.
/// </summary>
internal static class ShellEnvironment
{
    // bitbake passes none of these on to the metadata
    private static readonly string[] _ofPerson =
    [
        "COLORTERM", "DISPLAY", "EDITOR", "GIT_AUTHOR_EMAIL", "GIT_AUTHOR_NAME", "GIT_COMMITTER_EMAIL", "GIT_COMMITTER_NAME",
        "GIT_EDITOR", "LESS", "NO_COLOR", "PAGER", "VISUAL", "WAYLAND_DISPLAY", "XAUTHORITY", "XDG_RUNTIME_DIR",
    ];

    /// <summary>The variables in full.</summary>
    /// <param name="inherited">The environment of whoever opens it.</param>
    public static IReadOnlyDictionary<string, string> Compose(
        ShellRequest request, RestoredLayers layers, BuildIdentity identity, IReadOnlyDictionary<string, string> inherited)
    {
        var environment = new Dictionary<string, string>(BitBakeEnvironment.Compose(
            layers.Facts, layers.BitBakePath, layers.CorePath, BitBakeEnvironment.ByteCodeFolderIn(request.BuildDirectory), identity,
            request.Container is null ? inherited : new Dictionary<string, string>(inherited) { ["PATH"] = request.Container.PathVariable }));
        foreach (var name in _ofPerson.Where(n => inherited.ContainsKey(n) && !environment.ContainsKey(n)))
            environment[name] = inherited[name];
        environment["PATH"] = $"{ShellFiles.In(request.BuildDirectory).Programs}:{environment["PATH"]}";
        // what OpenEmbedded's own start script sets, and devtool asks for
        environment["BUILDDIR"] = request.BuildDirectory;
        return environment;
    }
}
