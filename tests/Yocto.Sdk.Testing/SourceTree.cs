using CliWrap;
using CliWrap.Buffered;

namespace Yocto.Sdk.Testing;

/// <summary>The source tree that the running test was built from.</summary>
public static class SourceTree
{
    public static string Root { get; } = Find();

    /// <summary>Why git can't be asked about the tree; null where it can.</summary>
    public static string? WithoutGit =>
        Path.Exists(Path.Combine(Root, ".git")) ? null : "this tree has no git repository to ask for its files";

    /// <summary>The files that belong to the tree, relative to its root. Skips the test where git does not know them.</summary>
    /// <param name="patterns">git's pathspecs, <c>*.md</c> for example.</param>
    public static async Task<IReadOnlyList<string>> FilesAsync(params string[] patterns)
    {
        Assert.SkipWhen(WithoutGit is not null, WithoutGit ?? "");
        var listed = await Cli.Wrap("git")
            .WithArguments(["-C", Root, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", .. patterns])
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        return [.. listed.StandardOutput.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(f => File.Exists(Path.Combine(Root, f)))];
    }

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Yocto.Sdk.sln")))
            folder = Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar))
                ?? throw new DirectoryNotFoundException("The tests run outside their source tree.");
        return folder;
    }
}
