using YamlDotNet.RepresentationModel;
using Yocto.Sdk.Diagnostics;
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
        var root = yaml.Documents is [var document, ..] ? document.RootNode : null;
        var images = new List<ImageUse>();
        var files = new List<(string Path, YamlNode Node)>();
        foreach (var (name, service) in YamlText.Children(YamlText.Child(root, "services")))
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
            files.AddRange(YamlText.Children(YamlText.Child(root, section)).SelectMany(c => Paths(YamlText.Child(c.Value, "file"))));
        return new Checked<ComposeFile>(new ComposeFile(path, yaml.Text, images, [.. Beside(yaml, files, problems)]), problems);
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
        var folder = System.IO.Path.GetDirectoryName(yaml.File)!;
        if (File.Exists(System.IO.Path.Combine(folder, ".env")))
            yield return ".env";
        foreach (var (written, node) in files.Where(f => f.Path.Length > 0 && !f.Path.StartsWith('/')))
        {
            var relative = System.IO.Path.GetRelativePath(folder, System.IO.Path.GetFullPath(written, folder)).Replace('\\', '/');
            var path = System.IO.Path.Combine(folder, relative);
            if (!relative.StartsWith("..", StringComparison.Ordinal) && relative != "." && (File.Exists(path) || Directory.Exists(path)))
                yield return relative;
            else
                problems.Add(ContainerErrors.NoSuchMount.At(yaml.LocationOf(node), written, System.IO.Path.GetFileName(yaml.File)));
        }
    }
}
