using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Yocto.Sdk.Files;

/// <summary>A lock among processes and threads that the operating system takes back when its holder dies.</summary>
internal sealed class FileLock : IDisposable
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(50);

    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>Waits for the lock.</summary>
    /// <param name="onWait">Called once with the holder if another process holds it.</param>
    /// <param name="account">Whose file it is; null for one's own.</param>
    /// <exception cref="IOException">The path is a symbolic link, or the file can't be made.</exception>
    public static async Task<FileLock> AcquireAsync(
        string path, Action<string> onWait, CancellationToken cancellation, FileAccount? account = null)
    {
        for (var first = true; ; first = false)
        {
            try
            {
                using var _ = FileAccount.Assume(account);
                // again each time, for a clean takes the folder with it
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                // .NET takes flock(LOCK_EX | LOCK_NB) for FileShare.None
                var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
                if (HasName(file, path))
                {
                    Sign(file);
                    return new FileLock(file);
                }

                // a clean took it away meanwhile
                file.Dispose();
            }
            catch (IOException e) when (IsHeld(e))
            {
                if (first)
                    onWait(HolderOf(path));
            }

            await Task.Delay(_interval, cancellation);
        }
    }

    /// <summary>False where the file system keeps no locks: .NET goes on without.</summary>
    public bool Excludes => IsHeld(_file.Name);

    // Who locks a file that has lost its name excludes nobody.
    private static bool HasName(FileStream file, string path)
    {
        if (!OperatingSystem.IsLinux())
            return true;
        var named = FileStatus.Of(path, follow: false);
        if (named is { IsSymlink: true })
        {
            file.Dispose();
            throw new IOException($"'{path}' is a symbolic link. A lock must be a file.");
        }

        return named is { } n && FileStatus.Of(FileAccount.PathOf(file.SafeFileHandle)) is { } opened && (n.Inode, n.Device) == (opened.Inode, opened.Device);
    }

    // For people who wait: a full disk costs them the name, and nobody the lock.
    private static void Sign(FileStream file)
    {
        try
        {
            file.SetLength(0);
            file.Write(Encoding.UTF8.GetBytes(Self()));
        }
        catch (IOException)
        {
        }
    }

    /// <summary>Whether a process holds it now.</summary>
    public static bool IsHeld(string path)
    {
        try
        {
            using var free = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return IsHeld(e);
        }
    }

    /// <summary>What the file holds, though it is locked.</summary>
    public static string Read(string path)
    {
        try
        {
            using var reader = new StreamReader(OpenUnlocked(path));
            return reader.ReadToEnd().Trim();
        }
        catch (IOException)
        {
            return "";
        }
    }

    /// <summary>The file stays: another process may have it open already, and a third would lock a new one.</summary>
    public void Dispose()
    {
        try
        {
            _file.SetLength(0);
        }
        catch (IOException)
        {
        }

        _file.Dispose();
    }

    // EWOULDBLOCK on Linux and macOS, ERROR_SHARING_VIOLATION on Windows
    private static bool IsHeld(Exception e) =>
        e.GetType() == typeof(IOException) && e.HResult is 11 or 35 or unchecked((int)0x80070020);

    // every FileStream that opens a file by its name takes its own lock
    private static FileStream OpenUnlocked(string path) => OperatingSystem.IsWindows()
        ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)
        : Libc.Open(path, 0) is var file and >= 0
            ? new FileStream(new SafeFileHandle(file, ownsHandle: true), FileAccess.Read)
            : throw new FileNotFoundException(null, path);

    private static string HolderOf(string path) => Read(path) is { Length: > 0 } holder ? holder : "another process";

    // Others may read it: no command line, which may hold a secret.
    private static string Self() => string.Create(CultureInfo.InvariantCulture,
        $"process {Environment.ProcessId} of {Environment.UserName} in {Environment.CurrentDirectory}, since {DateTime.Now:HH:mm:ss}");
}
