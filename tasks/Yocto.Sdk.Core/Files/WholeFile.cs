using System.Text;

namespace Yocto.Sdk.Files;

/// <summary>Writes a file in one step: a reader finds the old content or the new one, whatever interrupts.</summary>
public static class WholeFile
{
    public static void Write(string file, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var sibling = $"{file}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = File.Create(sibling))
            {
                stream.Write(new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(content));
                // a rename that outlives a power cut must not be of an empty file
                stream.Flush(flushToDisk: true);
            }

            File.Move(sibling, file, overwrite: true);
        }
        finally
        {
            File.Delete(sibling);
        }
    }

    /// <summary>Leaves the file and its time alone when it holds that content.</summary>
    /// <returns>Whether it was written.</returns>
    public static bool WriteIfChanged(string file, string content)
    {
        if (File.Exists(file) && File.ReadAllText(file) == content)
            return false;
        Write(file, content);
        return true;
    }
}
