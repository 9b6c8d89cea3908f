using System.Text.RegularExpressions;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Metadata;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Configuration;

/// <summary>
/// Finds names that can't be right before bitbake is started. What only bitbake can know, for example the provider of a
/// package, is left to it.
/// </summary>
internal static partial class NameCheck
{
    // OpenEmbedded-Core's, which no file defines
    private const string NoDistro = "nodistro";

    // meta-poky comes with the name
    private static readonly string[] _distrosOfItsOwn = [NoDistro, "poky"];

    /// <param name="machine">Where the machine is set, or would be.</param>
    public static IEnumerable<Diagnostic> Problems(BuildConfiguration build, RestoredLayers layers, LayerMetadata metadata, Origin machine) =>
    [
        .. Machine(build.Machine, machine, layers, metadata),
        .. Distro(build.Distro, layers, metadata),
        .. Image(build.Image, metadata),
        .. build.Packages.SelectMany(Package),
        .. Features("YoctoDistroFeature", build.DistroFeatures),
        .. Features("YoctoMachineFeature", build.MachineFeatures),
        .. Features("YoctoImageFeature", build.ImageFeatures),
    ];

    // Only OpenEmbedded-Core asks for a machine and a distro: another distribution has its own ways.
    private static IEnumerable<Diagnostic> Machine(Setting? machine, Origin origin, RestoredLayers layers, LayerMetadata metadata)
    {
        if (layers.CorePath is null)
            yield break;
        if (machine is null)
        {
            var examples = metadata.Machines().Order(StringComparer.Ordinal).Take(8).ToList();
            yield return ConfigurationErrors.NoMachine.At(
                origin,
                examples.Count == 0 ? "" : $", for example {string.Join(", ", examples)}");
        }
        else if (!metadata.HasMachine(machine.Text))
        {
            yield return ConfigurationErrors.UnknownMachine.At(
                origin, machine.Text, NearestNames.Sentence(machine.Text, metadata.Machines()));
        }
    }

    private static IEnumerable<Diagnostic> Distro(Setting? distro, RestoredLayers layers, LayerMetadata metadata)
    {
        if (layers.CorePath is not null && distro is not null && distro.Text != NoDistro && !metadata.HasDistro(distro.Text))
        {
            yield return ConfigurationErrors.UnknownDistro.At(
                distro.Origin, distro.Text, NearestNames.Sentence(distro.Text, [.. metadata.Distros(), .. _distrosOfItsOwn]));
        }
    }

    internal static IEnumerable<Diagnostic> Image(Setting? image, LayerMetadata metadata)
    {
        if (image is null)
            yield break;
        if (!RecipeName().IsMatch(image.Text))
            yield return ConfigurationErrors.NoRecipeName.At(image.Origin, image.Text);
        else if (metadata.HasRecipe(image.Text) || Variants().IsMatch(image.Text) || metadata.Mention(image.Text))
            yield break;
        else
        {
            yield return ConfigurationErrors.UnknownImage.At(
                image.Origin, image.Text, NearestNames.Sentence(image.Text, metadata.Recipes()));
        }
    }

    private static IEnumerable<Diagnostic> Package(Setting package)
    {
        if (PackageName().IsMatch(package.Text))
            yield break;
        var likely = LikelyPackageName(package.Text);
        var advice = package.Text.Any(char.IsWhiteSpace)
            ? " Separate several packages with semicolons."
            : PackageName().IsMatch(likely) ? $" Did you mean '{likely}'?" : "";
        yield return ConfigurationErrors.NoPackageName.At(package.Origin, package.Text, advice);
    }

    private static string LikelyPackageName(string text) => string.Concat(
        text.Select(c => c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c)).Replace('_', '-');

    private static IEnumerable<Diagnostic> Features(string item, IReadOnlyList<Feature> features)
    {
        foreach (var feature in features.Where(f => !FeatureName().IsMatch(f.Name)))
            yield return ConfigurationErrors.NoFeatureName.At(feature.Origin, feature.Name, item);

        var removed = features.Where(f => f.Remove).Select(f => f.Name).ToHashSet();
        foreach (var feature in features.Where(f => !f.Remove && removed.Contains(f.Name)))
            yield return ConfigurationErrors.FeatureAddedAndRemoved.At(feature.Origin, feature.Name, item);
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9.+\-]*\z")]
    private static partial Regex RecipeName();

    // Names that classes make of a recipe: multilib and BBCLASSEXTEND.
    [GeneratedRegex(@"\A(lib(32|64|x32|n32)|nativesdk)-|-(native|cross|initial)\z")]
    private static partial Regex Variants();

    // insane.bbclass, "pkgname"; a reference is bitbake's to expand
    [GeneratedRegex(@"\A[a-z0-9.+\-]+\z|\$\{[^\s""]*\}")]
    private static partial Regex PackageName();

    [GeneratedRegex(@"\A[^\s,""'\\=;]+\z")]
    private static partial Regex FeatureName();
}
