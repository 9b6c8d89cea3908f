using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Configuration;

/// <summary>Finds files that are missing, and paths that bitbake would split or read as a pattern.</summary>
internal static class PathCheck
{
    public static IEnumerable<Diagnostic> Problems(
        BuildConfiguration build, RestoredLayers layers, Func<RestoredLayer, Origin?> originOf) =>
    [
        .. build.ConfFiles.SelectMany(ConfFile),
        .. layers.Layers.SelectMany(layer => Layer(layer, originOf(layer))),
    ];

    private static IEnumerable<Diagnostic> ConfFile(Setting file)
    {
        if (!File.Exists(file.Text))
            yield return ConfigurationErrors.NoConfFile.At(file.Origin, file.Text);
        else if (file.Text.FirstOrDefault(c => char.IsWhiteSpace(c) || c is '$') is var c and not '\0')
            yield return ConfigurationErrors.PathInConf.At(file.Origin, file.Text, Named(c), "file");
    }

    private static IEnumerable<Diagnostic> Layer(RestoredLayer layer, Origin? origin)
    {
        // layer.conf puts LAYERDIR into a ':' list (BBPATH), a word list of patterns (BBFILES) and, mostly, into a
        // regular expression (BBFILE_PATTERN), for which LAYERDIR_RE would be the careful choice.
        var c = layer.Path.FirstOrDefault(c => char.IsWhiteSpace(c) || ":\"'$\\*?[]{}".Contains(c));
        if (c == '\0' && !IsCareful(layer))
            c = layer.Path.FirstOrDefault("+()|^".Contains);
        if (c != '\0')
            yield return ConfigurationErrors.PathInConf.At(origin, layer.Path, Named(c), "folder");
    }

    private static bool IsCareful(RestoredLayer layer)
    {
        var conf = Path.Combine(layer.Path, "conf", "layer.conf");
        return File.Exists(conf) && SmallFile.ReadText(conf).Contains("LAYERDIR_RE", StringComparison.Ordinal);
    }

    private static string Named(char c) => c == ' ' ? "a space" : char.IsWhiteSpace(c) ? "white space" : $"'{c}'";
}
