using Microsoft.Build.Framework;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Tasks;

/// <summary>A task that turns the project's properties and items into metadata for the restored layers.</summary>
public abstract class ConfigurationTask : YoctoTask
{
    /// <summary><c>yocto.layers.json</c>; absolute.</summary>
    [Required]
    public string RestoredLayersFile { get; set; } = "";

    public string Image { get; set; } = "";

    public ITaskItem[] Packages { get; set; } = [];

    public ITaskItem[] ImageFeatures { get; set; } = [];

    protected IReadOnlyList<Setting> ReadPackages() =>
        [.. Packages.Select(item => new Setting(item.ItemSpec, OriginOf(item, "YoctoPackage")))];

    protected IReadOnlyList<Feature> ReadImageFeatures() => ReadFeatures(ImageFeatures, "YoctoImageFeature");

    protected IReadOnlyList<Feature> ReadFeatures(ITaskItem[] items, string itemType) =>
        [.. items.Select(item => new Feature(
            item.ItemSpec,
            IsOn(item, itemType, "Remove"),
            OriginOf(item, itemType)))];

    /// <summary>A property's value and its place; null when it is empty.</summary>
    protected Setting? Property(string name, string value) =>
        value.Trim() is { Length: > 0 } text ? new Setting(text, OriginOf(name)) : null;

    /// <summary>Reports the warnings, and ends the task when there is an error: all of them in one go.</summary>
    protected void Settle(IReadOnlyList<Diagnostic> problems)
    {
        if (problems.Any(problem => problem.Severity == Severity.Error))
            throw new YoctoException(problems);
        foreach (var warning in problems)
            Report(warning);
    }
}
