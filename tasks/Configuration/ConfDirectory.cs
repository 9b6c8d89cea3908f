using System.Text;
using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Configuration;

/// <summary>The <c>conf</c> folder of a build directory.</summary>
/// <param name="buildDirectory">Absolute; made when it is missing.</param>
public sealed class ConfDirectory(string buildDirectory)
{
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public string Path { get; } = System.IO.Path.Combine(buildDirectory, "conf");

    /// <summary>Writes the file only if its content differs: bitbake's caches go by the files' times.</summary>
    /// <returns>Whether it was written.</returns>
    public bool Write(string name, ConfFile conf)
    {
        var file = System.IO.Path.Combine(Path, name);
        var content = _utf8.GetBytes(conf.ToText());
        try
        {
            if (File.Exists(file) && File.ReadAllBytes(file).AsSpan().SequenceEqual(content))
                return false;
            Directory.CreateDirectory(Path);
            var temporary = $"{file}.{Environment.ProcessId}.tmp";
            File.WriteAllBytes(temporary, content);
            File.Move(temporary, file, overwrite: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new YoctoException(ConfigurationErrors.CannotWrite.Create(Path, e.Message), e);
        }
    }
}
