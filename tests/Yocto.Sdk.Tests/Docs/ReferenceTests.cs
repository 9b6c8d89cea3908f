using System.Text.RegularExpressions;
using System.Xml.Linq;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Docs;

/// <summary>The reference names exactly what the SDK's props and targets read and define.</summary>
public sealed partial class ReferenceTests
{
    private static readonly IReadOnlyList<XDocument> _files =
    [
        .. Directory.GetFiles(Path.Combine(SourceTree.Root, "sdk/targets")).Select(f => XDocument.Load(f)),
    ];

    private static readonly string _text = string.Join('\n', _files);

    [Fact]
    public void Every_property_is_in_the_reference()
    {
        var read = PropertyReference().Matches(_text).Select(m => m.Groups[1].Value)
            .Where(p => !p.EndsWith("DependsOn", StringComparison.Ordinal) && p is not ("YoctoSdkRoot" or "YoctoTasksAssembly"));

        Assert.Equal(read.Distinct().Order(StringComparer.Ordinal), EntriesOf("reference/properties.md"));
    }

    [Fact]
    public void Every_item_is_in_the_reference()
    {
        var named = ItemReference().Matches(_text).Select(m => m.Groups[1].Value)
            .Concat(_files.SelectMany(f => f.Descendants("Output")).Select(o => (string?)o.Attribute("ItemName") ?? ""))
            .Where(i => i is "ProjectReference" || i.StartsWith("Yocto", StringComparison.Ordinal));

        Assert.Equal(named.Distinct().Order(StringComparer.Ordinal), EntriesOf("reference/items.md"));
    }

    [Fact]
    public void Every_target_is_in_the_reference()
    {
        // Microsoft.Common's protocol between projects, and a command that only says that it means nothing here.
        string[] protocol =
        [
            "GetTargetFrameworks", "GetTargetPath", "GetTargetPathWithTargetPlatformMoniker", "GetNativeManifest",
            "GetCopyToOutputDirectoryItems", "CoreBuild", "CoreClean", "Pack",
        ];
        var defined = _files.SelectMany(f => f.Descendants("Target")).Select(t => (string)t.Attribute("Name")!)
            .Where(t => !t.StartsWith('_')).Except(protocol);

        Assert.Equal(defined.Distinct().Order(StringComparer.Ordinal), EntriesOf("reference/targets.md"));
    }

    [Fact]
    public void Every_extension_point_is_in_the_reference()
    {
        var read = DependsOnReference().Matches(_text).Select(m => m.Groups[1].Value);

        Assert.Equal(
            read.Distinct().Order(StringComparer.Ordinal),
            DependsOnEntry().Matches(Page("reference/targets.md")).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    /// <summary>A value that the project gives to <c>XDependsOn</c> stays, and the file of the target X shows what X depends on.</summary>
    [Fact]
    public void A_list_of_steps_includes_itself_in_the_file_of_its_target()
    {
        foreach (var file in _files)
        {
            foreach (var steps in file.Descendants("PropertyGroup").Elements().Where(e => DependsOnName().IsMatch(e.Name.LocalName)))
            {
                Assert.StartsWith($"$({steps.Name.LocalName});", steps.Value, StringComparison.Ordinal);
                var target = Assert.Single(file.Descendants("Target"), t => (string?)t.Attribute("Name") + "DependsOn" == steps.Name.LocalName);
                Assert.Equal($"$({steps.Name.LocalName})", (string?)target.Attribute("DependsOnTargets"));
            }
        }
    }

    /// <summary>A new item must not be lost in silence where a target of the user's adds it.</summary>
    [Fact]
    public void Every_item_that_a_build_reads_is_in_the_reference()
    {
        // the outputs, and what is read when an image is booted or checked
        string[] others = ["YoctoImage", "YoctoArtifact", "YoctoPortForward", "YoctoCveStatus", "YoctoCveReport"];
        var checkedItems = ItemType().Matches(_files.Single(f => f.Descendants("_YoctoBuildItems").Any()).Root!.Value).Select(m => m.Groups[1].Value);

        Assert.Equal(EntriesOf("reference/items.md").Except(others), checkedItems.Order(StringComparer.Ordinal));
    }

    private static string Page(string page) => File.ReadAllText(Path.Combine(SourceTree.Root, "docs", page));

    private static IEnumerable<string> EntriesOf(string page) =>
        Heading().Matches(Page(page)).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\$\((Yocto\w+|Machines?|Distro|Image|RestoreLockedMode|RestoreForceEvaluate|PublishDir)\)")]
    private static partial Regex PropertyReference();

    [GeneratedRegex(@"@\((Yocto\w+|ProjectReference)")]
    private static partial Regex ItemReference();

    [GeneratedRegex(@"\$\((Yocto\w+DependsOn)\)")]
    private static partial Regex DependsOnReference();

    [GeneratedRegex("^Yocto\\w+DependsOn$")]
    private static partial Regex DependsOnName();

    [GeneratedRegex(@"^\| `(?:\w+)` \| `(\w+DependsOn)` \|", RegexOptions.Multiline)]
    private static partial Regex DependsOnEntry();

    [GeneratedRegex(@"->'(\w+) %\(Identity\)'")]
    private static partial Regex ItemType();

    [GeneratedRegex(@"^### (\w+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
