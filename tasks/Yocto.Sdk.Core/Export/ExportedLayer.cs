using System.Text;
using Yocto.Sdk.Configuration;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Export;

/// <summary>
/// A product layer that lives without the SDK: an ordinary layer whose <c>conf/templates/default/</c> is what
/// <c>oe-init-build-env</c> takes by TEMPLATECONF ("Creating a Custom Template Configuration Directory" in the manual).
/// </summary>
/// <param name="build">Of a project that has a product layer.</param>
internal sealed class ExportedLayer(BuildConfiguration build, RestoredLayers layers)
{
    private const string Template = "conf/templates/default";

    private string Name => Path.GetFileName(build.Product!.Layer);

    // It contains oe-init-build-env; ##OEROOT## in bitbake's templates.
    private string Root => layers.CorePath ?? Path.GetDirectoryName(layers.BitBakePath)!;

    /// <param name="folder">Absolute; does not exist yet, and appears whole.</param>
    public void Write(string folder)
    {
        var copy = $"{folder}.new-{Guid.NewGuid():n}";
        try
        {
            CopyLayer(copy);
            for (var i = 0; i < build.ConfFiles.Count; i++)
                Add(copy, ConfFileName(i), File.ReadAllText(build.ConfFiles[i].Text));
            Add(copy, $"{Template}/local.conf.sample", Exported(LocalConf.Of(Portable, layers).ToText()));
            Add(copy, $"{Template}/bblayers.conf.sample", BBLayers());
            Add(copy, "README.md", Readme());
            Directory.Move(copy, folder);
        }
        finally
        {
            if (Directory.Exists(copy))
                Directory.Delete(copy, recursive: true);
        }
    }

    // Without the folders of this machine, and without the key.
    private BuildConfiguration Portable => build with
    {
        DownloadDirectory = null,
        SstateDirectory = null,
        ConfFiles = [.. build.ConfFiles.Select((_, i) => new Setting(ConfFileName(i)))],
        Product = build.Product! with { Bundle = null },
    };

    private string ConfFileName(int index) => $"conf/project/{index + 1}-{Path.GetFileName(build.ConfFiles[index].Text)}";

    private void CopyLayer(string copy)
    {
        var layer = build.Product!.Layer;
        foreach (var file in Directory.EnumerateFiles(layer, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(layer, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (IsText(file))
                File.WriteAllText(target, Exported(File.ReadAllText(file)));
            else
                File.Copy(file, target);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(target, File.GetUnixFileMode(file));
        }
    }

    private static bool IsText(string file) => Path.GetExtension(file) is ".conf" or ".bb" or ".bbappend" or ".bbclass" or ".inc";

    private string Exported(string text) =>
        text.Replace(ConfFile.Header(build.Project), $"# Exported by Yocto.Sdk from {build.Project}.\n", StringComparison.Ordinal);

    private static void Add(string folder, string path, string text)
    {
        var file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    private string BBLayers()
    {
        var conf = new ConfFile(build.Project,
        [
            BBLayersConf.Preamble,
            new ConfBlock("The layers, next to each other as README.md lists them",
                [ConfBlock.WordList("BBLAYERS", "?=", [.. layers.Layers.Select(PathOf), $"##OEROOT##/../{Name}"])]),
        ]);
        return Exported(conf.ToText());
    }

    /// <summary>From the folder of <c>oe-init-build-env</c>: each repository next to it, under its name.</summary>
    private string PathOf(RestoredLayer layer)
    {
        if (layer.Repository is null)
            return $"##OEROOT##/../{Path.GetFileName(layer.Path)}";
        var repository = layers.Repositories.First(r => r.Name == layer.Repository);
        var path = Path.GetRelativePath(repository.Path, layer.Path).Replace('\\', '/');
        var root = repository.Path == Root ? "##OEROOT##" : $"##OEROOT##/../{repository.Name}";
        return path == "." ? root : $"{root}/{path}";
    }

    private string Readme()
    {
        var text = new StringBuilder($"""
            # {Name}

            The product layer of `{build.Project}`, exported by Yocto.Sdk. It is an ordinary layer, and Yocto.Sdk is not needed to
            build it. Put this layer and these repositories next to each other in one folder:

            | repository | commit |
            | --- | --- |

            """);
        foreach (var repository in layers.Repositories)
            text.Append($"| `{repository.Name}` from {repository.Url} | `{repository.Commit}` |\n");
        foreach (var own in layers.Layers.Where(l => l.Repository is null))
            text.Append($"| the layer `{Path.GetFileName(own.Path)}`, which is a part of the project | |\n");
        var core = layers.Repositories.FirstOrDefault(r => r.Path == Root)?.Name ?? Path.GetFileName(Root);
        var separate = layers.Repositories.Any(r => r.Name == "bitbake") ? "BITBAKEDIR=$PWD/bitbake " : "";
        text.Append($"""

            Then run

                TEMPLATECONF=$PWD/{Name}/{Template} {separate}. {core}/oe-init-build-env build
                bitbake {build.Product!.Image}

            """);
        if (build.Product.Bundle is { } bundle)
        {
            text.Append($"""

                To make an update of the system, run

                    bitbake {bundle.Recipe}

                It is signed with the key that belongs to `recipes-product/bundles/files/signer.cert.pem`. The key is not a part of this
                layer: set `RAUC_KEY_FILE` in `conf/local.conf` to its file.

                """);
        }

        return text.ToString();
    }
}
