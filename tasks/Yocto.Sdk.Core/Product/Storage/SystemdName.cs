using System.Globalization;
using System.Text;

namespace Yocto.Sdk.Product.Storage;

/// <summary>How a path is written in the name of a systemd unit: systemd.unit(5), "string escaping".</summary>
internal static class SystemdName
{
    public static string Of(string path)
    {
        var name = new StringBuilder();
        foreach (var c in path.Trim('/'))
        {
            if (c == '/')
                name.Append('-');
            else if (char.IsAsciiLetterOrDigit(c) || c is ':' or '_' || (c == '.' && name.Length > 0))
                name.Append(c);
            else
                name.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}");
        }

        return name.ToString();
    }
}
