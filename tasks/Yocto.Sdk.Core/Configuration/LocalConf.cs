using System.Globalization;
using Yocto.Sdk.Language;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Configuration;

/// <summary>
/// <c>conf/local.conf</c>: what the project sets, and nothing that a distro decides. The order lets each block overrule
/// those above it: properties, the product's, features, packages, variables, and last the project's own conf files.
/// </summary>
internal static class LocalConf
{
    public static ConfFile Of(BuildConfiguration build, RestoredLayers layers)
    {
        var syntax = OverrideSyntax.Of(layers.BitBakeVersion);
        return new ConfFile(build.Project,
        [
            .. Property("Machine", "MACHINE", build.Machine),
            .. Property("Distro", "DISTRO", build.Distro),
            .. Property("YoctoDownloadDirectory", "DL_DIR", build.DownloadDirectory is { } downloads ? new Setting(downloads) : null),
            .. Sstate(build.SstateDirectory),
            .. Priorities(layers),
            .. build.Product?.Configuration ?? [],
            .. Property("YoctoUpdateKey", "RAUC_KEY_FILE", build.Product?.Bundle is { } bundle ? new Setting(bundle.KeyFile) : null),
            .. Features("YoctoDistroFeature", "DISTRO_FEATURES", "DISTRO_FEATURES", build.DistroFeatures, syntax),
            .. Features("YoctoMachineFeature", "MACHINE_FEATURES", "MACHINE_FEATURES", build.MachineFeatures, syntax),
            .. build.Product is null ? Image(build, syntax) : [],
            .. build.Variables.Select(variable =>
                new ConfBlock($"YoctoVariable {variable.Name}", [variable.ToLine(syntax)]) { Origins = [new(variable.Name, variable.Origin)] }),
            .. build.ConfFiles.Select(file => new ConfBlock("YoctoConf", [$"require {file.Text}"]) { Origins = [file] }),
        ]);
    }

    private static IEnumerable<ConfBlock> Property(string property, string variable, Setting? value)
    {
        if (value is not null)
            yield return new ConfBlock(property, [$"{variable} = {ConfValue.Quote(value.Text)}"]) { Origins = [value] };
    }

    // Objects that many projects share need the one database that knows which of them are equivalent. bitbake 2.18 warns
    // of anything else. Older ones don't read the variable.
    private static IEnumerable<ConfBlock> Sstate(string? directory)
    {
        if (directory is not null)
        {
            yield return new ConfBlock("YoctoSstateDirectory",
                [$"SSTATE_DIR = {ConfValue.Quote(directory)}", "BB_HASHSERVE_DB_DIR ?= \"${SSTATE_DIR}\""]);
        }
    }

    // layer.conf is read before local.conf and bitbake asks for the priorities after both.
    private static IEnumerable<ConfBlock> Priorities(RestoredLayers layers) =>
        from layer in layers.Layers
        where layer is { Priority: not null, Collection: not null }
        let priority = string.Create(CultureInfo.InvariantCulture, $"{layer.Priority}")
        select new ConfBlock($"YoctoLayer {layer.Include}", [$"BBFILE_PRIORITY_{layer.Collection} = \"{priority}\""]);

    private static IEnumerable<ConfBlock> Features(
        string item, string addTo, string removeFrom, IReadOnlyList<Feature> features, OverrideSyntax syntax)
    {
        List<string> lines =
        [
            .. Words(syntax.Name(addTo, "append"), features.Where(f => !f.Remove).Select(f => f.Name)),
            .. Words(syntax.Name(removeFrom, "remove"), features.Where(f => f.Remove).Select(f => f.Name)),
        ];
        if (lines.Count > 0)
            yield return new ConfBlock(item, lines) { Origins = [.. features.Select(f => new Setting(f.Name, f.Origin))] };
    }

    // In the product image's recipe, if there is one.
    private static IEnumerable<ConfBlock> Image(BuildConfiguration build, OverrideSyntax syntax) =>
    [
        .. Features("YoctoImageFeature", "EXTRA_IMAGE_FEATURES", "IMAGE_FEATURES", build.ImageFeatures, syntax),
        .. Packages(build, syntax),
    ];

    // Only for the project's image: a plain IMAGE_INSTALL:append reaches every image that bitbake builds on the way,
    // for example an initramfs or a container.
    private static IEnumerable<ConfBlock> Packages(BuildConfiguration build, OverrideSyntax syntax)
    {
        var name = syntax.Name("IMAGE_INSTALL", "append", build.Image is null ? null : $"pn-{build.Image.Text}");
        var lines = Words(name, build.Packages.Select(package => package.Text)).ToList();
        if (lines.Count > 0)
            yield return new ConfBlock("YoctoPackage", lines) { Origins = build.Packages };
    }

    private static IEnumerable<string> Words(string name, IEnumerable<string> words)
    {
        var distinct = words.Distinct().ToList();
        return distinct.Count == 0 ? [] : [ConfBlock.WordList(name, "=", distinct, leadingSpace: true)];
    }
}
