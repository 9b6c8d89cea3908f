using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Yocto.Sdk.Stamp;

/// <summary>The files whose names are not UTF-8. .NET lists them and can't find them again; GNU find can.</summary>
internal static class NamesInBytes
{
    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A line for each, of the path, a byte a character, and the file system's words about it.</summary>
    public static IEnumerable<string> StatusBelow(string folder, IReadOnlySet<string> excluded)
    {
        var kept = excluded.Select(e => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(Path.GetRelativePath(folder, e))) + "/").ToList();
        if (Find(folder) is not { } found)
        {
            yield return $"\ufffd\t{Guid.NewGuid()}";
            yield break;
        }

        var lines = found.AsMemory();
        for (int end; (end = lines.Span.IndexOf((byte)0)) >= 0; lines = lines[(end + 1)..])
        {
            var path = lines[..lines.Span.IndexOf((byte)'\t')];
            if (IsUtf8(path.Span))
                continue;
            var name = Encoding.Latin1.GetString(path.Span);
            if (!name.Split('/').Any(n => n is ".git" or "__pycache__") && !name.EndsWith(".pyc", StringComparison.Ordinal)
                && !kept.Exists(k => name.StartsWith(k, StringComparison.Ordinal)))
                yield return Encoding.Latin1.GetString(lines[..end].Span);
        }
    }

    private static bool IsUtf8(ReadOnlySpan<byte> text)
    {
        try
        {
            _strict.GetCharCount(text);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    /// <summary>Null where there is no such find: then these files may have changed each time.</summary>
    private static byte[]? Find(string folder)
    {
        try
        {
            using var find = Process.Start(new ProcessStartInfo("find", [".", "-mindepth", "1", "-printf", @"%P\t%s %T@ %C@ %i %m %l\0"])
            {
                WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
            })!;
            var errors = find.StandardError.ReadToEndAsync();
            using var output = new MemoryStream();
            find.StandardOutput.BaseStream.CopyTo(output);
            errors.Wait();
            find.WaitForExit();
            return find.ExitCode == 0 ? output.ToArray() : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
