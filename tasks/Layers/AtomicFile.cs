namespace Yocto.Sdk.Layers;

internal static class AtomicFile
{
    /// <summary>Writes a file whole or not at all, and only when its content changes.</summary>
    /// <returns>Whether it was written.</returns>
    public static bool WriteIfChanged(string file, string text)
    {
        if (File.Exists(file) && File.ReadAllText(file) == text)
            return false;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var temporary = $"{file}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllText(temporary, text);
            File.Move(temporary, file, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }

        return true;
    }
}
