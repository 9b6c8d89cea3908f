using Yocto.Sdk.Files;

namespace Yocto.Sdk.Emulator;

/// <summary>
/// An image's <c>qemuboot.conf</c>: how its machine is booted in QEMU, as <c>qemuboot.bbclass</c> writes it and
/// <c>scripts/runqemu</c> reads it (an INI file with one section; its paths are relative to the deploy directory).
/// </summary>
/// <param name="Folder">The deploy directory; absolute.</param>
public sealed record QemuBootConf(string Folder, IReadOnlyDictionary<string, string> Variables)
{
    public static QemuBootConf Read(string file) => Parse(SmallFile.ReadText(file), Path.GetDirectoryName(Path.GetFullPath(file))!);

    /// <summary>Python's <c>configparser</c> writes names in lower case, and goes on with a value in an indented line.</summary>
    public static QemuBootConf Parse(string text, string folder)
    {
        var variables = new Dictionary<string, List<string>>(StringComparer.OrdinalIgnoreCase);
        string? name = null;
        foreach (var line in text.Split('\n').Where(l => l.Trim().Length > 0 && !l.StartsWith('[') && !l.StartsWith('#')))
        {
            if (char.IsWhiteSpace(line[0]) && name is not null)
                variables[name].Add(line.Trim());
            else if (line.IndexOf('=', StringComparison.Ordinal) is var equals and > 0)
                variables[name = line[..equals].Trim()] = [line[(equals + 1)..].Trim()];
        }

        return new QemuBootConf(folder, variables.ToDictionary(v => v.Key, v => string.Join(' ', v.Value), variables.Comparer));
    }

    /// <summary>Empty when it is not set.</summary>
    public string this[string variable] => Variables.GetValueOrDefault(variable, "");

    /// <summary>The words of a variable that holds options.</summary>
    public IReadOnlyList<string> Words(string variable) =>
        this[variable].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The absolute path that a variable names; null when it is not set, or is <c>none</c>.</summary>
    public string? PathOf(string variable) =>
        Path.GetFileName(this[variable]) is "" or "none" || this[variable].Contains('\0') ? null : Path.GetFullPath(this[variable], Folder);
}
