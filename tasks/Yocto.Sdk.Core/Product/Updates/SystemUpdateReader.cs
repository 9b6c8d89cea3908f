using System.Text.RegularExpressions;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Product.Layer;
using Yocto.Sdk.Product.Storage;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Product.Updates;

/// <summary>Checks a project's settings for updates against its machine and its layers.</summary>
/// <param name="isSupported">Whether the machine has a layout of two slots; asked where the project has updates.</param>
/// <param name="developmentKey">The file of the key that is made where the project names none; absolute.</param>
internal sealed partial class SystemUpdateReader(
    AvailableLayers layers, string product, string machine, Func<bool> isSupported, string developmentKey)
{
    private const int MinimumSize = 64;
    private const int DefaultSize = 1024;

    private static readonly Version _firstWithMinimum = new(1, 12);

    private readonly List<Diagnostic> _problems = [];

    /// <param name="data">Null also where the project asks for an impossible one.</param>
    /// <param name="asksForData">Whether the project asks for a data partition, possible or not.</param>
    public Checked<SystemUpdate> Read(SystemUpdateSettings settings, DataPartition? data, bool asksForData) =>
        new(UpdateOf(settings, data, asksForData), _problems);

    private SystemUpdate? UpdateOf(SystemUpdateSettings settings, DataPartition? data, bool asksForData)
    {
        if (settings.Engine is null)
        {
            foreach (var (name, value) in settings.OfEngine())
                _problems.Add(UpdateErrors.NoEngine.At(value.Origin, name));
        }

        if (settings.Engine is null or { Text: "none" })
            return null;
        if (settings.Engine.Text != "rauc")
        {
            _problems.Add(UpdateErrors.UnknownEngine.At(settings.Engine.Origin, settings.Engine.Text));
            return null;
        }

        if (!isSupported())
            _problems.Add(UpdateErrors.NoLayout.At(settings.Engine.Origin, machine));
        if (!asksForData)
            _problems.Add(UpdateErrors.NoDataPartition.At(settings.Engine.Origin));
        CheckRauc(settings.Engine);
        if (settings.Compatible is { } compatible && !DeviceName().IsMatch(compatible.Text))
            _problems.Add(UpdateErrors.BadCompatible.At(compatible.Origin, compatible.Text));
        var size = settings.SlotSize is null ? DefaultSize : PartitionSize.MebibytesOf(settings.SlotSize.Text);
        if (size < MinimumSize)
            _problems.Add(UpdateErrors.BadSlotSize.At(settings.SlotSize!.Origin, settings.SlotSize.Text, MinimumSize, $"{DefaultSize}M"));
        if (settings.MinimumVersion is { } minimum)
            CheckMinimum(minimum);
        var signing = _problems.Count > 0 ? null : SigningOf(settings);
        return signing is null || data is null ? null
            : new SystemUpdate(
                product, settings.Compatible?.Text ?? $"{product}-{machine}", size, settings.MinimumVersion?.Text, data.MountPoint, signing, ConfigurationRecipe);
    }

    // up to mickledore the recipe of rauc has its configuration
    private string ConfigurationRecipe => layers.HasRecipe("rauc-conf") ? "rauc-conf" : "rauc_%";

    private void CheckRauc(Setting engine)
    {
        if (layers.Metadata.Find("classes-recipe/bundle.bbclass") is null && layers.Metadata.Find("classes/bundle.bbclass") is null)
            _problems.Add(UpdateErrors.NoRauc.At(engine.Origin, "Add <YoctoLayer Include=\"meta-rauc\" />."));
        else if (!layers.Facts.HasRauc)
            _problems.Add(UpdateErrors.NoRauc.At(engine.Origin, $"meta-rauc has it for dunfell, and from kirkstone on, but the release is {layers.Restored.Release}."));
    }

    private void CheckMinimum(Setting minimum)
    {
        if (!MinimumVersion().IsMatch(minimum.Text))
            _problems.Add(UpdateErrors.BadMinimumVersion.At(minimum.Origin, minimum.Text));
        else if (RaucVersion() is { } version && version < _firstWithMinimum)
            _problems.Add(UpdateErrors.NoMinimumVersion.At(minimum.Origin, version));
    }

    // an older RAUC refuses a system.conf with a key that it does not know; bitbake prefers a release to rauc_git
    private Version? RaucVersion() => layers.Metadata.RecipeFiles("rauc")
        .Select(recipe => NumberedRecipe().Match(recipe.Path))
        .Where(number => number.Success)
        .Select(number => Version.Parse(number.Groups[1].Value))
        .FirstOrDefault();

    private SigningKey? SigningOf(SystemUpdateSettings settings)
    {
        var key = KeyOf(settings);
        if (key is null || settings.TrustedRoots is null)
            return key;
        var (roots, problems) = SigningKey.ReadRoots(settings.TrustedRoots);
        _problems.AddRange(problems);
        return roots is null ? null : key with { OtherRoots = roots };
    }

    private SigningKey? KeyOf(SystemUpdateSettings settings)
    {
        switch (settings)
        {
            case { Key: { } key, Certificate: { } certificate }:
                var (signing, problems) = SigningKey.Read(key, certificate);
                _problems.AddRange(problems);
                return signing;
            case { Key: { } key }:
                _problems.Add(UpdateErrors.HalfAKey.At(key.Origin, "YoctoUpdateCertificate"));
                return null;
            case { Certificate: { } certificate }:
                _problems.Add(UpdateErrors.HalfAKey.At(certificate.Origin, "YoctoUpdateKey"));
                return null;
            default:
                _problems.Add(UpdateErrors.DevelopmentKey.At(settings.Engine!.Origin, developmentKey));
                return SigningKey.ForDevelopment(developmentKey);
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9 ._\-]{0,99}\z")]
    private static partial Regex DeviceName();

    // as RAUC reads it
    [GeneratedRegex(@"\A[0-9]{1,9}(?:\.[0-9]{1,9}){0,2}(?:-[0-9A-Za-z.\-]+)?\z")]
    private static partial Regex MinimumVersion();

    [GeneratedRegex(@"\brauc_([0-9]{1,9}\.[0-9]{1,9})")]
    private static partial Regex NumberedRecipe();
}
