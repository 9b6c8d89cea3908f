using System.Text;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.BitBake;

/// <summary>The end of a task's log file.</summary>
internal static class TaskLog
{
    private const int TailBytes = 16 * 1024;
    private const int LineLength = 400;

    /// <summary>At most <paramref name="count"/> lines; none where there is no log.</summary>
    /// <param name="account">As whom it is opened; null for oneself.</param>
    public static IReadOnlyList<string> Tail(string? file, int count = 20, FileAccount? account = null)
    {
        if (file is null)
            return [];
        try
        {
            using var _ = FileAccount.Assume(account);
            // A log can be gigabytes.
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var start = Math.Max(0, stream.Length - TailBytes);
            stream.Seek(start, SeekOrigin.Begin);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            var lines = reader.ReadToEnd().Split('\n').Select(l => l.TrimEnd()).ToList();
            if (start > 0)
                lines.RemoveAt(0);
            // BitBake's own notes would crowd out the output of the task's commands
            return [.. lines.Where(l => l.Length > 0 && !l.StartsWith("DEBUG: ", StringComparison.Ordinal)).TakeLast(count).Select(Shorten)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string Shorten(string line) => Cut(Secrets.Scrub(line)); // half of a secret is not recognised as one

    private static string Cut(string line) => line.Length <= LineLength ? line : line[..LineLength] + " …";
}
