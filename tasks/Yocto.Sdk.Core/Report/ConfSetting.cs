namespace Yocto.Sdk.Report;

/// <summary>A statement of the generated <c>local.conf</c>.</summary>
/// <param name="Source">The property or item that it comes from, as the file's own comment names it.</param>
internal sealed record ConfSetting(string Source, string Text)
{
    /// <summary>Of a file as the build writes it: a comment before each block, and statements that may have several lines.</summary>
    public static IReadOnlyList<ConfSetting> AllOf(string conf)
    {
        var settings = new List<ConfSetting>();
        var (source, statement) = ("", "");
        foreach (var line in conf.Split('\n'))
        {
            if (statement.Length == 0 && line.StartsWith('#'))
            {
                source = line.TrimStart('#', ' ');
                continue;
            }

            statement += line.TrimEnd('\\').Trim() + " ";
            if (line.EndsWith('\\'))
                continue;
            if (statement.Trim() is { Length: > 0 } text)
                settings.Add(new ConfSetting(source, text));
            statement = "";
        }

        return settings;
    }
}
