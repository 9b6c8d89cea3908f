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

    private static IEnumerable<string> EntriesOf(string page) =>
        Heading().Matches(File.ReadAllText(Path.Combine(SourceTree.Root, "docs", page)))
            .Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\$\((Yocto\w+|Machines?|Distro|Image|RestoreLockedMode|RestoreForceEvaluate|PublishDir)\)")]
    private static partial Regex PropertyReference();

    [GeneratedRegex(@"@\((Yocto\w+|ProjectReference)")]
    private static partial Regex ItemReference();

    [GeneratedRegex(@"^### (\w+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
