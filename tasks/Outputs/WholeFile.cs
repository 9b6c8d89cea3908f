using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Outputs;

/// <summary>Writes a file in one step: a reader finds the old content or the new one, whatever interrupts.</summary>
public static class WholeFile
{
    public static void Write(string file, string content)
    {
        var sibling = $"{file}.{Environment.ProcessId}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(sibling, content);
            File.Move(sibling, file, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Delivery.Discard(sibling);
            throw new YoctoException(OutputErrors.NotWritten.Create(file, content.Length, Delivery.Reason(e)), e);
        }
    }
}
