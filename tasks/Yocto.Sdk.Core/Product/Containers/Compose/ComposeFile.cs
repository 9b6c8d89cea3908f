using YamlDotNet.RepresentationModel;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Product.Containers.Compose;

/// <summary>A compose file, with the images that its services run and the files next to it that they read.</summary>
/// <param name="Files">Relative to the compose file's folder; files and folders.</param>
internal sealed record ComposeFile(string Path, string Text, IReadOnlyList<ImageUse> Images, IReadOnlyList<string> Files)
{
    /// <summary>The problems are what can't run on a device.</summary>
    /// <exception cref="YoctoException">It can't be read.</exception>
    public static Checked<ComposeFile> Read(string path, SourceLocation? askedAt)
    {
        var problems = new List<Diagnostic>();
        var yaml = YamlText.Read(path, "compose", askedAt);
        var roots = yaml.Documents.Select(d => d.RootNode).ToList();
        var images = new List<ImageUse>();
        var files = new List<(string Path, YamlNode Node)>();
        foreach (var (name, service) in roots.SelectMany(r => YamlText.Children(YamlText.Child(r, "services"))))
        {
            if (YamlText.Child(service, "build") is { } build)
                problems.Add(ContainerErrors.BuildInCompose.At(yaml.LocationOf(build), name));
            else if (YamlText.Child(service, "image") is YamlScalarNode image)
                images.Add(yaml.ImageAt(image));
            else
                problems.Add(ContainerErrors.ServiceWithoutImage.At(yaml.LocationOf(service), name));
            files.AddRange(EnvironmentFiles(service).Concat(BindMounts(service)));
        }

        foreach (var section in (string[])["configs", "secrets"])
            files.AddRange(roots.SelectMany(r => YamlText.Children(YamlText.Child(r, section))).SelectMany(c => Paths(YamlText.Child(c.Value, "file"))));
        // services share what an anchor or a merge key brings
        return new Checked<ComposeFile>(
            new ComposeFile(path, yaml.Text, [.. images.DistinctBy(i => i.Start)], [.. Beside(yaml, files, problems)]), problems);
    }

    private static IEnumerable<(string Path, YamlNode Node)> EnvironmentFiles(YamlNode service)
    {
        var node = YamlText.Child(service, "env_file");
        return Paths(node).Concat(node is YamlSequenceNode list ? list.SelectMany(e => Paths(YamlText.Child(e, "path"))) : []);
    }

    private static IEnumerable<(string Path, YamlNode Node)> BindMounts(YamlNode service)
    {
        var volumes = YamlText.Child(service, "volumes");
        var written = Paths(volumes).Where(v => v.Path.Contains(':')).Select(v => v with { Path = v.Path.Split(':')[0] });
        var mapped = volumes is YamlSequenceNode list ? list.SelectMany(v => Paths(YamlText.Child(v, "source"))) : [];
        // without a dot it is the name of a volume
        return written.Concat(mapped).Where(v => v.Path.StartsWith('.'));
    }

    private static IEnumerable<(string Path, YamlNode Node)> Paths(YamlNode? node) =>
        YamlText.Scalars(node).Select(s => (s.Value ?? "", (YamlNode)s));

    private static IEnumerable<string> Beside(YamlText yaml, IEnumerable<(string Path, YamlNode Node)> files, List<Diagnostic> problems)
    {
        var (folder, name) = (System.IO.Path.GetDirectoryName(yaml.File)!, System.IO.Path.GetFileName(yaml.File));
        var named = files.Where(f => f.Path.Length > 0 && !f.Path.StartsWith('/'))
            .DistinctBy(f => (f.Path, f.Node.Start.Index))
            .Select(f => (f.Path, Place: yaml.LocationOf(f.Node)));
        if (File.Exists(System.IO.Path.Combine(folder, ".env")))
            named = named.Prepend((".env", new SourceLocation(yaml.File)));
        foreach (var (written, place) in named)
        {
            var path = written.Contains('\0') ? folder : System.IO.Path.GetFullPath(written, folder);
            if (!FolderPath.Contains(folder, path) || FileStatus.Of(path, follow: false) is null)
                problems.Add(ContainerErrors.NoSuchMount.At(place, written, name));
            else if (StrayIn(path, folder) is { } stray)
                problems.Add(ContainerErrors.LinkLeadsOut.At(place, System.IO.Path.GetRelativePath(folder, stray), name));
            else
                yield return System.IO.Path.GetRelativePath(folder, path).Replace('\\', '/');
        }
    }

    /// <summary>A link that leads out of the folder; null when there is none.</summary>
    private static string? StrayIn(string path, string folder) =>
        (Directory.Exists(path) ? FileSearch.All(path).Prepend(path) : [path]).FirstOrDefault(f => !FolderPath.Holds(folder, f));
}
