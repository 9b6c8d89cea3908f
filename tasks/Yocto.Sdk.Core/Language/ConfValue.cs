using System.Globalization;
using System.Text;

namespace Yocto.Sdk.Language;

/// <summary>Writes a text as the right side of an assignment, so that bitbake reads that text.</summary>
internal static class ConfValue
{
    /// <summary>
    /// Between quotes the parser knows no escapes: a value runs from the first quote of the line to the last, unless the
    /// line has exactly three of them (<c>__config_regexp__</c> of bitbake's <c>ConfHandler.py</c>, unchanged since
    /// 1.40). A text that fits none of that is written as an inline Python string: bitbake goes on expanding what an
    /// expression returns, so that <c>${…}</c> in the text means what it means elsewhere.
    /// </summary>
    public static string Quote(string text)
    {
        if (!text.Any(MustEscape))
        {
            if (!text.Contains('"'))
                return $"\"{text}\"";
            if (!text.Contains('\''))
                return $"'{text}'";
            if (text.Count(c => c == '"') > 1)
                return $"\"{text}\"";
            if (text.Count(c => c == '\'') > 1)
                return $"'{text}'";
        }

        return $"\"${{@{PythonString(text)}}}\"";
    }

    // Line breaks end an assignment, and Python reads \r as one; the other control characters are there for readers.
    private static bool MustEscape(char c) => char.IsControl(c) && c != '\t';

    private static string PythonString(string text)
    {
        var literal = new StringBuilder("'");
        foreach (var c in text)
        {
            literal.Append(c switch
            {
                '\n' => @"\n",
                '\r' => @"\r",
                '\\' => @"\\",
                // '{' and '}' would make the literal look like an expression, '"' would end the value
                '\'' or '"' or '{' or '}' => Hexadecimal(c),
                _ when MustEscape(c) => Hexadecimal(c),
                _ => c.ToString(),
            });
        }

        return literal.Append('\'').ToString();
    }

    private static string Hexadecimal(char c) => string.Create(CultureInfo.InvariantCulture, $@"\x{(int)c:x2}");
}
