using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using CliWrap;
using CliWrap.Buffered;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Packed.Tests;

/// <summary>The schemas in the package say what the reference says.</summary>
public sealed partial class SchemaTests(PackedSdk sdk)
{
    [Fact]
    public void Each_property_item_and_metadata_of_the_reference_is_in_both_schemas()
    {
        var elements = XDocument.Parse(Entry("schema/yoctoproj.xsd")).Root!.Elements().Where(e => e.Name.LocalName == "element").ToDictionary(e => (string)e.Attribute("name")!);
        using var sidecar = JsonDocument.Parse(Entry("targets/Yocto.Defaults.props.buildschema.json"));
        foreach (var property in Headings("properties.md"))
        {
            Assert.NotEmpty(elements[property].Value);
            Assert.NotEmpty(sidecar.RootElement.GetProperty("properties").GetProperty(property).GetProperty("description").GetString()!);
        }

        foreach (var item in Headings("items.md"))
            Assert.NotEmpty(elements[item].Value);

        var names = elements.Values.SelectMany(e => e.Descendants()).Where(e => e.Name.LocalName == "attribute").Select(e => (string)e.Attribute("name")!).ToHashSet();
        var metadata = MetadataCell().Matches(Reference("items.md")).SelectMany(m => Word().Matches(m.Value)).Select(m => m.Groups[1].Value).ToList();
        Assert.Contains("RuntimeIdentifier", metadata);
        Assert.Empty(metadata.Except(names));
        foreach (var name in metadata)
            Assert.Contains($"\"{name}\"", sidecar.RootElement.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_samples_and_the_templates_are_valid()
    {
        var root = SourceTree.Root;
        var projects = Directory.GetFiles(root, "*.yoctoproj", SearchOption.AllDirectories)
            .Where(f => f.StartsWith(Path.Combine(root, "samples"), StringComparison.Ordinal) || f.StartsWith(Path.Combine(root, "sdk/templates"), StringComparison.Ordinal)).ToList();
        Assert.True(projects.Count > 7);
        foreach (var project in projects)
            Assert.Equal([], Problems(File.ReadAllText(project)));

        using var folder = new TemporaryFolder();
        var schema = folder.Write("yoctoproj.xsd", Entry("schema/yoctoproj.xsd"));
        Assert.SkipWhen(!Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(p => File.Exists(Path.Combine(p, "xmllint"))), "xmllint is missing.");
        var lint = await Cli.Wrap("xmllint").WithArguments(["--noout", "--schema", schema, .. projects]).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        Assert.True(lint.ExitCode == 0, lint.StandardError);
    }

    [Theory]
    [InlineData("""<ItemGroup><YoctoLayer Include="a" Prority="10" /></ItemGroup>""", "Prority")]
    [InlineData("<PropertyGroup><YoctoContainerEngine>podmann</YoctoContainerEngine></PropertyGroup>", "YoctoContainerEngine")]
    [InlineData("<PropertyGroup><YoctoReadOnlyRoot>ja</YoctoReadOnlyRoot></PropertyGroup>", "YoctoReadOnlyRoot")]
    [InlineData("""<PropertyGroup><YoctoUpdateEngine>swupdate</YoctoUpdateEngine></PropertyGroup>""", "YoctoUpdateEngine")]
    [InlineData("""<PropertyGrup />""", "PropertyGrup")]
    public void A_misspelt_name_and_a_value_that_is_none_of_the_list_are_found_at_their_line(string line, string named)
    {
        var problem = Assert.Single(Problems($"<Project Sdk=\"Yocto.Sdk\">\n{line}\n</Project>"));

        Assert.StartsWith("2: ", problem, StringComparison.Ordinal);
        Assert.Contains(named, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<PropertyGroup><YoctoContainerEngine>$(Engine)</YoctoContainerEngine><YoctoReadOnlyRoot /><MyOwn>1</MyOwn></PropertyGroup>")]
    [InlineData("""<ItemGroup><YoctoVariable Include="INHERIT"><Remove>uninative</Remove></YoctoVariable><MyItem Include="a" Any="b" /></ItemGroup>""")]
    [InlineData("""<ItemGroup><ProjectReference Include="a.csproj" YoctoDeploy="native" ReferenceOutputAssembly="false" /></ItemGroup>""")]
    [InlineData("""<Target Name="Sign" AfterTargets="YoctoCollectOutputs"><Exec Command="sign" /><ItemGroup><YoctoPackage Include="a" /></ItemGroup></Target>""")]
    [InlineData("""<Choose><When Condition="true"><PropertyGroup><Machine>a</Machine></PropertyGroup></When></Choose>""")]
    public void What_MSBuild_allows_beside_it_passes(string content) => Assert.Equal([], Problems($"<Project>{content}</Project>"));

    private List<string> Problems(string project)
    {
        List<string> problems = [];
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema };
        using var schema = new StringReader(Entry("schema/yoctoproj.xsd"));
        settings.Schemas.Add(null, XmlReader.Create(schema));
        settings.ValidationFlags |= XmlSchemaValidationFlags.ReportValidationWarnings;
        settings.ValidationEventHandler += (_, e) =>
        {
            if (e.Severity == XmlSeverityType.Error)
                problems.Add($"{e.Exception.LineNumber}: {e.Message}");
        };
        using var reader = XmlReader.Create(new StringReader(project), settings);
        while (reader.Read())
        {
        }

        return problems;
    }

    private string Entry(string name)
    {
        using var package = ZipFile.OpenRead(sdk.Package);
        using var reader = new StreamReader(package.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    private static string Reference(string page) => File.ReadAllText(Path.Combine(SourceTree.Root, "docs/reference", page));

    private static List<string> Headings(string page) => [.. Heading().Matches(Reference(page)).Select(m => m.Groups[1].Value)];

    [GeneratedRegex(@"^### (\w+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\| `[^|]+", RegexOptions.Multiline)]
    private static partial Regex MetadataCell();

    [GeneratedRegex(@"`(\w+)`")]
    private static partial Regex Word();
}
