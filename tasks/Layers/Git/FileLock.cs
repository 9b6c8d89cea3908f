using System.Globalization;

namespace Yocto.Sdk.Layers.Git;

/// <summary>A lock among processes and threads that the operating system takes back when its holder dies.</summary>
internal sealed class FileLock : IDisposable
{
    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <param name="onWait">Called once, with the process id of the holder, when somebody else holds it.</param>
    public static async Task<FileLock> AcquireAsync(string path, Action<string> onWait, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        for (var first = true; ; first = false)
        {
            try
            {
                var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                file.SetLength(0);
                file.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
                file.Flush();
                return new FileLock(file);
            }
            catch (IOException e) when (IsHeld(e))
            {
                if (first)
                    onWait(HolderOf(path));
            }

            await Task.Delay(50, cancellation);
        }
    }

    public void Dispose() => _file.Dispose();

    // EWOULDBLOCK on Linux and macOS, ERROR_SHARING_VIOLATION on Windows
    private static bool IsHeld(IOException e) =>
        e.GetType() == typeof(IOException) && e.HResult is 11 or 35 or unchecked((int)0x80070020);

    private static string HolderOf(string path)
    {
        try
        {
            // ReadWrite sharing is the one way to open it that takes no lock itself.
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file);
            return $"process {reader.ReadToEnd()}";
        }
        catch (IOException)
        {
            return "another process";
        }
    }
}
