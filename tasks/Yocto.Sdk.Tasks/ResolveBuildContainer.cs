using Microsoft.Build.Framework;
using Yocto.Sdk.BuildContainers;
using Yocto.Sdk.Host;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Tasks;

/// <summary>Finds the container that the project is built in.</summary>
public sealed class ResolveBuildContainer : BuildTask
{
    internal const string Property = "YoctoBuildContainer";

    [Required]
    public string Container { get; set; } = "";

    [Required]
    public string RestoredLayersFile { get; set; } = "";

    public string[] WrittenFolders { get; set; } = [];

    public string[] ReadPaths { get; set; } = [];

    /// <summary>Show it the keys and logins of the user's home.</summary>
    public string Credentials { get; set; } = "";

    protected override async Task RunAsync(CancellationToken cancellation)
    {
        var project = Path.GetDirectoryName(ProjectFile)!;
        // a container has no root of the host's
        List<string> written = [.. WrittenFolders.Select(f => Path.GetFullPath(f, project)).Where(f => f != "/")];
        // what an engine finds missing, it makes as root or refuses
        foreach (var folder in written)
            Directory.CreateDirectory(folder);
        var request = new BuildContainerRequest(
            new Setting(Container, OriginOf(Property)),
            BuildUser.Length == 0 ? null : new Setting(BuildUser, OriginOf("YoctoBuildUser")),
            project,
            RestoredLayers.Read(RestoredLayersFile),
            written,
            [.. ReadPaths.Select(f => Path.GetFullPath(f, project))],
            IsOn("YoctoBuildContainerCredentials", Credentials));
        var last = BuildContainer.Read(Folder.BuildContainer);
        var container = await new BuildContainerResolver(HostSystem.Current(), request).ResolveAsync(last, cancellation);
        container.Write(Folder.BuildContainer);
    }
}
