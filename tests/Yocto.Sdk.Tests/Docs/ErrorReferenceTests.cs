using System.Reflection;
using System.Text.RegularExpressions;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Docs;

public sealed partial class ErrorReferenceTests
{
    private static readonly IReadOnlyList<DiagnosticDescriptor> _descriptors =
    [
        .. typeof(DiagnosticDescriptor).Assembly.GetTypes()
            .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(f => f.FieldType == typeof(DiagnosticDescriptor))
            .Select(f => (DiagnosticDescriptor)f.GetValue(null)!),
    ];

    [Fact]
    public void Every_error_code_has_one_entry_and_every_entry_a_code()
    {
        var entries = Entry().Matches(File.ReadAllText(Path.Combine(SourceTree.Root, "docs/errors.md")))
            .Select(m => m.Groups[1].Value);
        var codes = _descriptors.Select(d => d.Code)
            .Concat(Directory.GetFiles(Path.Combine(SourceTree.Root, "sdk/targets"))
                .SelectMany(f => CodeAttribute().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value)).Distinct());

        Assert.Equal(codes.Order(StringComparer.Ordinal), entries.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_error_code_belongs_to_one_message() =>
        Assert.Empty(_descriptors.GroupBy(d => d.Code).Where(g => g.Count() > 1).Select(g => g.Key));

    [Fact]
    public void An_error_message_is_one_or_more_sentences() =>
        Assert.All(_descriptors, d => Assert.Matches(@"[.})]$", d.MessageFormat));

    [GeneratedRegex(@"^### (YOCTO\d{4})$", RegexOptions.Multiline)]
    private static partial Regex Entry();

    [GeneratedRegex(@"Code=""(YOCTO\d{4})""")]
    private static partial Regex CodeAttribute();
}
