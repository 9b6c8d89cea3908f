using System.Text.RegularExpressions;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Product.Engines;
using Yocto.Sdk.Product.Layer;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Product.Containers.Quadlet;

/// <summary>Reads a project's Quadlet files, and checks whether the device's podman reads them too.</summary>
internal sealed partial class QuadletReader(AvailableLayers layers, DeviceEngine engine)
{
    private static readonly Version _firstWithQuadlet = new(4, 4);

    public Checked<IReadOnlyList<QuadletFile>> Read(IReadOnlyList<QuadletSettings> settings)
    {
        var files = new List<QuadletFile>();
        var problems = new List<Diagnostic>();
        var refusal = settings.Count > 0 && engine.IsPodman ? Refusal() : null;
        foreach (var (item, path) in settings)
        {
            var location = item.Origin is { } origin ? ProjectText.Locate(origin) : null;
            if (!QuadletFile.Reads(item.Text))
                problems.Add(ContainerErrors.NotAQuadlet.At(location, item.Text));
            else if (!engine.IsPodman)
                problems.Add(ContainerErrors.QuadletEngine.At(location, item.Text));
            else if (refusal is not null)
                problems.Add(ContainerErrors.NoQuadlet.At(location, item.Text, refusal));
            else
            {
                try
                {
                    files.Add(QuadletFile.Read(path, location));
                }
                catch (YoctoException e)
                {
                    problems.AddRange(e.Diagnostics);
                }
            }
        }

        problems.AddRange(files.Where(f => f is { IsApplication: true, Starts: false })
            .Select(f => ContainerErrors.QuadletNotStarted.At(new SourceLocation(f.Path), Path.GetFileName(f.Path))));
        problems.AddRange(
            from name in files.SelectMany(f => (string[])[f.Path, .. f.Yaml is { } yaml ? [yaml.File] : (string[])[]]).Distinct().GroupBy(f => Path.GetFileName(f))
            from other in name.Skip(1)
            select ContainerErrors.QuadletTwice.At(new SourceLocation(other), name.Key, name.First(), other));
        return new Checked<IReadOnlyList<QuadletFile>>(files, problems);
    }

    /// <summary>Why the release's podman can't read Quadlet files, as the end of a sentence; null when it can, or when that is unknown.</summary>
    private string? Refusal()
    {
        if (layers.Metadata.RecipeFile("podman") is not { } recipe)
            return null;
        var version = VersionOf(recipe.Path);
        return version is not null && version < _firstWithQuadlet ? $"the layers have {version} ({Path.GetFileName(recipe.Path)})" : null;
    }

    // meta-virtualization's recipe is podman_git.bb with a PV, which some releases begin with a "v"
    private Version? VersionOf(string recipe)
    {
        var match = InName().Match(Path.GetFileNameWithoutExtension(recipe));
        if (!match.Success)
            match = PackageVersion().Match(layers.AssignmentsOf("podman").LastOrDefault(a => a.Name == "PV")?.Value ?? "");
        return Version.TryParse(match.Groups[1].Value, out var version) ? version : null;
    }

    [GeneratedRegex(@"_v?([0-9]+\.[0-9]+)")]
    private static partial Regex InName();

    [GeneratedRegex(@"^v?([0-9]+\.[0-9]+)")]
    private static partial Regex PackageVersion();
}
