namespace Yocto.Sdk.Git;

/// <summary>The few files that make a folder a git repository, written without a process.</summary>
internal static class BareRepository
{
    public static void Create(string folder, bool bare = true, string? extraConfig = null)
    {
        Directory.CreateDirectory(Path.Combine(folder, "objects", "pack"));
        Directory.CreateDirectory(Path.Combine(folder, "objects", "info"));
        Directory.CreateDirectory(Path.Combine(folder, "refs", "heads"));
        File.WriteAllText(Path.Combine(folder, "config"),
            $"[core]\n\trepositoryformatversion = 0\n\tfilemode = {(OperatingSystem.IsWindows() ? "false" : "true")}\n"
            + $"\tbare = {(bare ? "true" : "false")}\n{extraConfig}");
        File.WriteAllText(Path.Combine(folder, "HEAD"), "ref: refs/heads/none\n");
    }
}
