using System.Text.Json;
using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.BitBake;

/// <summary>
/// One bitbake in one build directory: a second one of BitBake's own would wait without a word. The lock is the
/// operating system's on a file beside the build directory, and ends with the process that holds it.
/// </summary>
public sealed class BuildDirectoryLock : IDisposable
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(250);

    private readonly FileStream _file;
    private readonly string _holderFile;

    private BuildDirectoryLock(FileStream file, string holderFile)
    {
        _file = file;
        _holderFile = holderFile;
    }

    /// <summary>Waits for the lock, and says for whom.</summary>
    public static async Task<BuildDirectoryLock> AcquireAsync(string buildDirectory, IBuildLog log, CancellationToken cancellation)
    {
        Directory.CreateDirectory(buildDirectory);
        var name = Path.TrimEndingDirectorySeparator(buildDirectory);
        var holderFile = $"{name}.holder";
        for (var waited = false; ; waited = true)
        {
            if (TryOpen($"{name}.lock") is { } file)
            {
                File.WriteAllText(holderFile, JsonSerializer.Serialize(LockHolder.Self()));
                return new BuildDirectoryLock(file, holderFile);
            }

            if (!waited)
                log.Status($"Waiting for {LockHolder.Read(holderFile)?.ToString() ?? "another build"}, which builds in {buildDirectory}.");
            await Task.Delay(_interval, cancellation);
        }
    }

    public void Dispose()
    {
        // Never the lock file: another process may have it open already, and a third would lock a new one.
        File.Delete(_holderFile);
        _file.Dispose();
    }

    // .NET takes flock(LOCK_EX) for FileShare.None.
    private static FileStream? TryOpen(string file)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e is not DirectoryNotFoundException && File.Exists(file))
        {
            return null;
        }
    }
}

/// <param name="Since">In UTC.</param>
internal sealed record LockHolder(int Pid, string Command, DateTime Since)
{
    public static LockHolder Self() => new(
        Environment.ProcessId,
        string.Join(' ', Environment.GetCommandLineArgs().Select((a, i) => i == 0 ? Path.GetFileName(a) : a).Take(6)),
        DateTime.UtcNow);

    public static LockHolder? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<LockHolder>(File.ReadAllText(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    public override string ToString() => $"process {Pid} ({Command}), since {Since.ToLocalTime():HH:mm:ss}";
}
