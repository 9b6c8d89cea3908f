using System.Diagnostics;
using System.Globalization;

namespace Yocto.Sdk.Testing;

/// <summary>A file system in memory of the test's own, unmounted with the test; only root can have one.</summary>
public sealed class TemporaryMount : IDisposable
{
    private TemporaryMount(string folder) => Folder = folder;

    public string Folder { get; }

    /// <summary>Skips the test, with the reason, where none can be had.</summary>
    public static TemporaryMount Create(string folder, int bytes = 1 << 20)
    {
        Directory.CreateDirectory(folder);
        var mounted = Run("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={bytes}"), "tmpfs", folder);
        Assert.SkipWhen(mounted is not null, $"no file system can be mounted here: {mounted}");
        return new TemporaryMount(folder);
    }

    public void ForbidWrites() => Assert.Null(Run("mount", "-o", "remount,ro", Folder));

    public void Dispose() => Run("umount", Folder);

    private static string? Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            var error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : error.Trim();
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return e.Message;
        }
    }
}
