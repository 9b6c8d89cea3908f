using System.Text.RegularExpressions;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Product.Engines;
using Yocto.Sdk.Product.Layer;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Product.Containers.Compose;

/// <summary>Reads a project's compose files, and checks whether they can be what it makes of them.</summary>
internal sealed partial class ComposeReader(AvailableLayers layers, DeviceEngine engine)
{
    public Checked<IReadOnlyList<ComposeApplication>> Read(IReadOnlyList<ComposeSettings> settings)
    {
        var applications = new List<ComposeApplication>();
        var problems = new List<Diagnostic>();
        var names = new Dictionary<string, string>();
        foreach (var (item, path, given) in settings)
        {
            var location = item.Origin is { } origin ? ProjectText.Locate(origin) : null;
            var name = NameOf(given, path);
            if (!ApplicationName.IsLegal(name))
                problems.Add(ContainerErrors.ApplicationName.At(location, name));
            if (!names.TryAdd(name, item.Text))
                problems.Add(ContainerErrors.ApplicationTwice.At(location, name, names[name], item.Text));
            try
            {
                var (file, found) = ComposeFile.Read(path, location);
                problems.AddRange(found);
                applications.Add(new ComposeApplication(name, file!, Package, Command));
            }
            catch (YoctoException e)
            {
                problems.AddRange(e.Diagnostics);
            }
        }

        return new Checked<IReadOnlyList<ComposeApplication>>(applications, problems);
    }

    /// <summary>The item's name, or the name that compose itself would use: the folder's.</summary>
    public static string NameOf(string metadata, string file)
    {
        var stem = Path.GetFileNameWithoutExtension(file);
        return metadata.Length > 0 ? metadata
            : Conventional().IsMatch(stem) ? Path.GetFileName(Path.GetDirectoryName(file)!).ToLowerInvariant()
            : stem.ToLowerInvariant();
    }

    // compose of docker was Python up to kirkstone, and is a part of docker's command line since
    private bool IsOfDockersCommand => layers.Metadata.HasRecipe("docker-compose");

    private string Package => engine.IsPodman ? "podman-compose" : IsOfDockersCommand ? "docker-compose" : "python3-docker-compose";

    private string Command => engine.IsPodman ? "podman-compose" : IsOfDockersCommand ? "docker compose" : "docker-compose";

    [GeneratedRegex(@"\A(docker-|podman-)?compose\z", RegexOptions.IgnoreCase)]
    private static partial Regex Conventional();
}
