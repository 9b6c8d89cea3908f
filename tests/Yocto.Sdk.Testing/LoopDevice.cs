using System.Diagnostics;

namespace Yocto.Sdk.Testing;

/// <summary>A file as a block device, gone with the test; only root can have one.</summary>
public sealed class LoopDevice : IDisposable
{
    private LoopDevice(string path) => Path = path;

    /// <summary>For example <c>/dev/loop3</c>.</summary>
    public string Path { get; }

    /// <summary>Skips the test, with the reason, where none can be had.</summary>
    public static LoopDevice Create(string file, long bytes)
    {
        using (var stream = File.Create(file))
            stream.SetLength(bytes);
        var (path, error) = Run("losetup", "--find", "--show", file);
        Assert.SkipWhen(path is null, $"no loop device can be had here: {error}");
        return new LoopDevice(path!);
    }

    public void Dispose() => Run("losetup", "--detach", Path);

    private static (string? Output, string? Error) Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = process.StandardOutput.ReadToEnd().Trim();
            var error = process.StandardError.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0 ? (output, null) : (null, error);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return (null, e.Message);
        }
    }
}
