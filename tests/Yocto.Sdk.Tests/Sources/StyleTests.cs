using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Sources;

/// <summary>What the compiler does not look at.</summary>
public sealed class StyleTests
{
    [Fact]
    public async Task CSharp_is_formatted_as_editorconfig_says() =>
        await Linter.AcceptsAsync("dotnet", ["format", "whitespace", "--folder", "--verify-no-changes", "--include", .. await SourceTree.FilesAsync("*.cs")]);

    [Fact]
    public async Task Python_passes_flake8() => await Linter.AcceptsAsync("flake8", await SourceTree.FilesAsync("*.py"));

    [Fact]
    public async Task Scripts_pass_shellcheck()
    {
        var files = await SourceTree.FilesAsync();
        var scripts = files.Where(f => FirstLine(f) is ['#', '!', ..] line && (line.EndsWith("sh", StringComparison.Ordinal)));
        // the checks of a device are run by its sh
        var checks = files.Where(f => f.EndsWith(".sh", StringComparison.Ordinal)).Except(scripts);

        await Linter.AcceptsAsync("shellcheck", scripts);
        await Linter.AcceptsAsync("shellcheck", ["--shell=sh", .. checks]);
    }

    private static string? FirstLine(string file)
    {
        using var reader = new StreamReader(Path.Combine(SourceTree.Root, file));
        return reader.ReadLine();
    }
}
