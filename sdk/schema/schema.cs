#:property PublishAot=false
// usage: dotnet run --file schema.cs -- REFERENCE_FOLDER OUTPUT_FOLDER
// Makes the schemas of the project file from docs/reference: yoctoproj.xsd for editors of XML, and
// Yocto.Defaults.props.buildschema.json, which MSBuild Editor reads beside the file of that name.
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;

XNamespace xs = "http://www.w3.org/2001/XMLSchema";
var (reference, output) = (args[0], args[1]);
var properties = EntriesOf("properties.md");
var items = EntriesOf("items.md");
var outputMetadata = MetadataIn(File.ReadAllText(Path.Combine(reference, "outputs.md")).Split("\n## Metadata\n")[1].Split("\n## ")[0]);

Directory.CreateDirectory(output);
Schema().Save(Path.Combine(output, "yoctoproj.xsd"));
File.WriteAllText(Path.Combine(output, "Yocto.Defaults.props.buildschema.json"), Sidecar().ToJsonString(new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n");

List<Entry> EntriesOf(string page) =>
    [.. Regex.Split(File.ReadAllText(Path.Combine(reference, page)), @"^#{2,3} ", RegexOptions.Multiline).Skip(1)
        .Select(s => s.Split('\n', 2))
        .Where(s => Regex.IsMatch(s[0], @"^\w+$"))
        .Select(s => new Entry(s[0], Plain(string.Join("\n", s[1].Split('\n').Where(l => !l.StartsWith('|')))), [.. MetadataIn(s[1])]))];

IEnumerable<Metadata> MetadataIn(string section) =>
    section.Split('\n').Where(l => l.StartsWith("| `", StringComparison.Ordinal))
        .Select(l => l.Split(" | "))
        .SelectMany(cells => Regex.Matches(cells[0], "`(\\w+)`").Select(m => new Metadata(m.Groups[1].Value, Plain(cells[1].TrimEnd(' ', '|')))));

// "It has the metadata of `YoctoDistroFeature`."
IEnumerable<Metadata> MetadataOf(Entry item) =>
    Regex.Match(item.Text, "has the metadata of `(\\w+)`") is { Success: true } same ? items.Single(i => i.Name == same.Groups[1].Value).Metadata : item.Metadata;

string Plain(string markdown) => Regex.Replace(markdown, @"\[([^\]]*)\]\([^)]*\)", "$1").Trim();

// A text that begins with its values: "`podman`, `docker` or `none`. …", "`true`: …".
string[] ValuesOf(string text) =>
    Regex.IsMatch(text, "^`(true|false)`(:| removes)") ? ["true", "false"]
    : Regex.Match(text, @"^`[^`]+`(?: \(the default\))?(?:(?:, | or )`[^`]+`(?: \(the default\))?)+(?=[.:]|$)") is { Success: true } list
        ? [.. Regex.Matches(list.Value, "`([^`]+)`").Select(m => m.Groups[1].Value)]
        : [];

XDocument Schema() => new(
    new XComment(" The project file of Yocto.Sdk, made from docs/reference. What it does not know passes: properties, items and targets of your own. "),
    new XElement(xs + "schema",
        new XAttribute(XNamespace.Xmlns + "xs", xs.NamespaceName),
        new XElement(xs + "element", new XAttribute("name", "Project"),
            Documentation("An image project of Yocto.Sdk."),
            new XElement(xs + "complexType",
                new XElement(xs + "choice", new XAttribute("minOccurs", "0"), new XAttribute("maxOccurs", "unbounded"),
                    ((string[])["PropertyGroup", "ItemGroup", "ItemDefinitionGroup", "Import", "ImportGroup", "Sdk", "Target", "UsingTask", "Choose", "ProjectExtensions"])
                        .Select(n => new XElement(xs + "element", new XAttribute("ref", n)))),
                Attributes("Sdk", "DefaultTargets", "InitialTargets", "TreatAsLocalProperty", "ToolsVersion"))),
        Group("PropertyGroup"), Group("ItemGroup"), Group("ItemDefinitionGroup"),
        Element("Import", Attributes("Project", "Sdk", "Version", "MinimumVersion", "Condition", "Label")),
        Group("ImportGroup"),
        Element("Sdk", Attributes("Name", "Version", "MinimumVersion")),
        Group("Target", "Name", "DependsOnTargets", "BeforeTargets", "AfterTargets", "Inputs", "Outputs", "Returns", "KeepDuplicateOutputs"),
        Group("UsingTask", "TaskName", "AssemblyFile", "AssemblyName", "TaskFactory", "Runtime", "Architecture", "Override"),
        Group("Choose"), Group("When"), Group("Otherwise"), Group("ProjectExtensions"),
        properties.Where(p => ValuesOf(p.Text).Length > 0).Select(p => ClosedType(ValuesOf(p.Text), TypeName(p.Name))),
        properties.Select(PropertyElement),
        items.Select(ItemElement)));

XElement Element(string name, params object[] content) =>
    new(xs + "element", new XAttribute("name", name), new XElement(xs + "complexType", content));

XElement Group(string name, params string[] attributes) => Element(name, Anything(), Attributes([.. attributes, "Condition", "Label"]));

XElement Anything() => new(xs + "sequence",
    new XElement(xs + "any", new XAttribute("minOccurs", "0"), new XAttribute("maxOccurs", "unbounded"), new XAttribute("processContents", "lax")));

IEnumerable<XElement> Attributes(params string[] names) =>
    names.Select(n => new XElement(xs + "attribute", new XAttribute("name", n), new XAttribute("type", "xs:string")));

XElement Documentation(string text) => new(xs + "annotation", new XElement(xs + "documentation", text));

XElement PropertyElement(Entry property) => new(xs + "element", new XAttribute("name", property.Name), Documentation(property.Text),
    new XElement(xs + "complexType", new XElement(xs + "simpleContent", new XElement(xs + "extension",
        new XAttribute("base", ValuesOf(property.Text).Length > 0 ? TypeName(property.Name) : "xs:string"), Attributes("Condition", "Label")))));

string TypeName(string property) => $"{property}Value";

XElement ItemElement(Entry item)
{
    // Remove is MSBuild's own attribute, and metadata of this name is an element
    string[] own = ["Include", "Exclude", "Remove", "Update", "Condition", "Label", "KeepDuplicates", "KeepMetadata", "RemoveMetadata", "MatchOnMetadata", "MatchOnMetadataOptions"];
    var isOurs = item.Name.StartsWith("Yocto", StringComparison.Ordinal);
    return new XElement(xs + "element", new XAttribute("name", item.Name), Documentation(item.Text),
        new XElement(xs + "complexType",
            Anything(),
            Attributes(own),
            MetadataOf(item).Where(m => !own.Contains(m.Name)).Select(m => new XElement(xs + "attribute", new XAttribute("name", m.Name), Documentation(m.Text), ClosedType(ValuesOf(m.Text)))),
            // MSBuild has metadata of its own for references
            isOurs ? null : new XElement(xs + "anyAttribute", new XAttribute("processContents", "skip"))));
}

// Words, nothing, or what MSBuild expands.
XElement ClosedType(string[] values, string? name = null) => new(xs + "simpleType", name is null ? null : new XAttribute("name", name), values.Length == 0
    ? new XElement(xs + "restriction", new XAttribute("base", "xs:string"))
    : new XElement(xs + "union",
        new XElement(xs + "simpleType", new XElement(xs + "restriction", new XAttribute("base", "xs:token"),
            values.Select(v => new XElement(xs + "enumeration", new XAttribute("value", v))))),
        new XElement(xs + "simpleType", new XElement(xs + "restriction", new XAttribute("base", "xs:token"),
            new XElement(xs + "pattern", new XAttribute("value", ".*[$@%][(].*")),
            values is ["true", "false"] ? new XElement(xs + "pattern", new XAttribute("value", "True|False|on|off|yes|no")) : null, new XElement(xs + "pattern", new XAttribute("value", ""))))));

JsonObject Sidecar() => new()
{
    ["properties"] = new JsonObject(properties.Select(p => Pair(p.Name, p.Text))),
    ["items"] = new JsonObject(items.Where(i => i.Name != "ProjectReference").Select(i => KeyValuePair.Create(i.Name, (JsonNode?)new JsonObject
    {
        ["description"] = i.Text,
        ["metadata"] = new JsonObject((i.Name is "YoctoImage" or "YoctoArtifact" ? outputMetadata : MetadataOf(i)).Select(m => Pair(m.Name, m.Text))),
    }))),
    ["metadata"] = new JsonArray(new JsonObject(items.Single(i => i.Name == "ProjectReference").Metadata.Select(m => Pair(m.Name, m.Text))
        .Prepend(KeyValuePair.Create("$appliesTo", (JsonNode?)"ProjectReference")))),
};

KeyValuePair<string, JsonNode?> Pair(string name, string text)
{
    var description = new JsonObject { ["description"] = text };
    if (ValuesOf(text) is { Length: > 0 } values)
        description["type"] = values is ["true", "false"] ? "bool" : new JsonArray([.. values.Select(v => (JsonNode)v)]);
    return KeyValuePair.Create(name, (JsonNode?)description);
}

internal sealed record Entry(string Name, string Text, IReadOnlyList<Metadata> Metadata);

internal sealed record Metadata(string Name, string Text);
