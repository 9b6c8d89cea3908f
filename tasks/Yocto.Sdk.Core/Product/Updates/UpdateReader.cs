using System.Text.RegularExpressions;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Product.Layer;
using Yocto.Sdk.Product.Storage;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Product.Updates;

/// <summary>Checks a project's settings for updates against its machine and its layers.</summary>
/// <param name="isSupported">Whether the machine has a layout of two slots.</param>
/// <param name="developmentKey">The file of the key that is made where the project names none; absolute.</param>
public sealed partial class UpdateReader(
    ProductSources sources, string product, string machine, Func<bool> isSupported, string developmentKey, ICollection<Diagnostic> problems)
{
    private const int MinimumSize = 64;
    private const int DefaultSize = 1024;

    /// <summary>Null when the project has no updates, or none that can be.</summary>
    /// <param name="hasDataPartition">Also where it is an impossible one.</param>
    public SystemUpdate? Read(UpdateSettings settings, DataPartition? data, bool hasDataPartition)
    {
        if (settings.Engine is null)
        {
            foreach (var (name, value) in settings.OfEngine())
                problems.Add(UpdateErrors.NoEngine.At(value.Origin, name));
        }

        if (settings.Engine is null or { Text: "none" })
            return null;
        if (settings.Engine.Text != "rauc")
        {
            problems.Add(UpdateErrors.UnknownEngine.At(settings.Engine.Origin, settings.Engine.Text));
            return null;
        }

        var before = problems.Count;
        if (!isSupported())
            problems.Add(UpdateErrors.NoLayout.At(settings.Engine.Origin, machine));
        if (!hasDataPartition)
            problems.Add(UpdateErrors.NoDataPartition.At(settings.Engine.Origin));
        CheckRauc(settings.Engine);
        if (settings.Compatible is { } compatible && !DeviceName().IsMatch(compatible.Text))
            problems.Add(UpdateErrors.BadCompatible.At(compatible.Origin, compatible.Text));
        var size = settings.SlotSize is null ? DefaultSize : PartitionSize.MebibytesOf(settings.SlotSize.Text);
        if (size < MinimumSize)
            problems.Add(UpdateErrors.BadSlotSize.At(settings.SlotSize!.Origin, settings.SlotSize.Text, MinimumSize, $"{DefaultSize}M"));
        var signing = problems.Count > before ? null : SigningOf(settings);
        return signing is null || data is null ? null
            : new SystemUpdate(product, settings.Compatible?.Text ?? $"{product}-{machine}", size, data.MountPoint, signing);
    }

    private void CheckRauc(Setting engine)
    {
        if (sources.Metadata.Find("classes-recipe/bundle.bbclass") is null && sources.Metadata.Find("classes/bundle.bbclass") is null)
            problems.Add(UpdateErrors.NoRauc.At(engine.Origin, "Add <YoctoLayer Include=\"meta-rauc\" />."));
        else if (!sources.Facts.HasRauc)
            problems.Add(UpdateErrors.NoRauc.At(engine.Origin, $"meta-rauc has it for dunfell, and from kirkstone on, but the release is {sources.Layers.Release}."));
    }

    private SigningKey? SigningOf(UpdateSettings settings)
    {
        switch (settings)
        {
            case { Key: { } key, Certificate: { } certificate }:
                return SigningKey.Read(key, certificate, problems);
            case { Key: { } key }:
                problems.Add(UpdateErrors.HalfAKey.At(key.Origin, "YoctoUpdateCertificate"));
                return null;
            case { Certificate: { } certificate }:
                problems.Add(UpdateErrors.HalfAKey.At(certificate.Origin, "YoctoUpdateKey"));
                return null;
            default:
                problems.Add(UpdateErrors.DevelopmentKey.At(settings.Engine!.Origin, developmentKey));
                return SigningKey.ForDevelopment(developmentKey);
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9 ._\-]{0,99}\z")]
    private static partial Regex DeviceName();
}
