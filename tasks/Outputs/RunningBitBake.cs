namespace Yocto.Sdk.Outputs;

/// <summary>
/// Whether a bitbake works in a build directory: its server holds a lock (<c>flock</c>) on <c>bitbake.lock</c> as long as it
/// lives, and writes its process id into it.
/// </summary>
public static class RunningBitBake
{
    /// <summary>Null when none does; else <c> (process n)</c>, or empty text when the file does not say.</summary>
    public static string? In(string buildDirectory)
    {
        var file = Path.Combine(buildDirectory, "bitbake.lock");
        try
        {
            // FileShare.None is flock(LOCK_EX | LOCK_NB) here
            using var free = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return null;
        }
        catch (IOException)
        {
            return ServerOf(file);
        }
    }

    private static string ServerOf(string file)
    {
        try
        {
            using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            return int.TryParse(reader.ReadLine(), out var process) ? $" (process {process})" : "";
        }
        catch (IOException)
        {
            return "";
        }
    }
}
