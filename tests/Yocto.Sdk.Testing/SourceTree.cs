namespace Yocto.Sdk.Testing;

/// <summary>The source tree that the running test was built from.</summary>
public static class SourceTree
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Yocto.Sdk.sln")))
            folder = Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar))
                ?? throw new DirectoryNotFoundException("The tests run outside their source tree.");
        return folder;
    }
}
