using System.Globalization;
using System.Xml.Linq;

namespace Yocto.Sdk.Outputs;

/// <summary>An output as MSBuild knows it.</summary>
/// <param name="ItemType"><c>YoctoImage</c> or <c>YoctoArtifact</c>.</param>
/// <param name="Include">The deliverable; absolute.</param>
/// <param name="Metadata">What is unknown is absent.</param>
internal sealed record OutputItem(string ItemType, string Include, IReadOnlyList<KeyValuePair<string, string>> Metadata)
{
    public const string Image = "YoctoImage";
    public const string Artifact = "YoctoArtifact";

    public static IReadOnlyList<OutputItem> AllOf(BuildOutputs outputs) => [.. outputs.Files.Select(f => Of(outputs, f))];

    /// <summary>
    /// A project to import, as NuGet's <c>obj/*.nuget.g.props</c>: so the items of the last build are known without a build.
    /// The outer build of several machines imports it for those that it still has.
    /// </summary>
    public static string ProjectOf(BuildOutputs outputs) =>
        new XElement("Project", new XElement("ItemGroup",
            new XAttribute("Condition", $"'$(_YoctoIsOuterBuild)' != 'true' or @(_YoctoMachine->AnyHaveMetadataValue('Identity', '{outputs.Machine}'))"),
            AllOf(outputs).Select(i => new XElement(i.ItemType,
            new XAttribute("Include", Escape(i.Include)),
            i.Metadata.Select(m => new XAttribute(m.Key, Escape(m.Value))))))) + "\n";

    private static OutputItem Of(BuildOutputs outputs, OutputFile file)
    {
        (string Name, string? Value)[] metadata =
        [
            ("Machine", outputs.Machine),
            ("Image", file.Image),
            ("Recipe", file.Deployed.Recipe),
            ("Type", file.Deployed.Type),
            ("Size", file.Delivered.Size.ToString(CultureInfo.InvariantCulture)),
            ("Sha256", file.Sha256),
            ("Bmap", file.Deployed.Bmap is { } bmap ? outputs.PathOf(bmap) : null),
            ("Manifest", file.Deployed.Manifest is { } manifest ? outputs.PathOf(manifest) : null),
            ("DeployPath", file.Deployed.Path),
        ];
        return new OutputItem(
            file.Deployed.Kind == OutputKind.Image ? Image : Artifact,
            outputs.PathOf(file.Deployed.Name),
            [.. metadata.Where(m => !string.IsNullOrEmpty(m.Value)).Select(m => KeyValuePair.Create(m.Name, m.Value!))]);
    }

    /// <summary>Text in which MSBuild's special characters stand for themselves.</summary>
    public static string Escape(string text) => string.Concat(text.Select(c =>
        "%*?@$();'".Contains(c) ? string.Create(CultureInfo.InvariantCulture, $"%{(int)c:x2}") : c.ToString()));
}
