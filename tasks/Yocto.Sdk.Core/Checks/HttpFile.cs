using System.Globalization;
using System.Text.RegularExpressions;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Emulator;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Checks;

/// <summary>
/// A <c>.http</c> file as editors know it, with the answer that must come after each request:
/// <code>
/// ### the sensor is up
/// GET http://device:8080/health
/// Accept: text/plain
///
/// HTTP 200
/// Healthy
/// </code>
/// <c>device</c> is the booted device; 200 is expected unless a status follows; lines after the status must occur in the body.
/// </summary>
internal static partial class HttpFile
{
    public static IReadOnlyList<HttpProbe> Parse(string text, string file, string name)
    {
        List<HttpProbe> probes = [];
        List<Diagnostic> errors = [];
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var start = 0; start < lines.Length;)
        {
            var end = Array.FindIndex(lines, start + 1, l => l.StartsWith("###", StringComparison.Ordinal));
            if (end < 0)
                end = lines.Length;
            if (Request(lines, start, end, file, name, probes.Count + 1, errors) is { } probe)
                probes.Add(probe);
            start = end;
        }

        return errors.Count == 0 ? probes : throw new YoctoException(errors);
    }

    private static HttpProbe? Request(
        string[] lines, int start, int end, string file, string name, int number, List<Diagnostic> errors)
    {
        var title = lines[start].StartsWith("###", StringComparison.Ordinal) ? lines[start].TrimStart('#').Trim() : "";
        var at = Array.FindIndex(lines, start, end - start, l => l.Trim().Length > 0 && !IsComment(l));
        if (at < 0)
            return null;

        var location = new SourceLocation(file, at + 1);
        if (RequestLine().Match(lines[at]) is not { Success: true } request
            || !Uri.TryCreate(request.Groups["url"].Value, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            errors.Add(RunErrors.BadProbe.At(location, lines[at].Trim()));
            return null;
        }

        var answer = Array.FindIndex(lines, at + 1, end - at - 1, l => AnswerLine().IsMatch(l));
        var rest = lines[(at + 1)..(answer < 0 ? end : answer)];
        var headers = new List<(string, string)>();
        foreach (var (line, i) in rest.TakeWhile(l => l.Trim().Length > 0).Select((l, i) => (l, i)).Where(l => !IsComment(l.l)))
        {
            if (HeaderLine().Match(line) is { Success: true } header)
                headers.Add((header.Groups["name"].Value, header.Groups["value"].Value.Trim()));
            else
                errors.Add(RunErrors.BadHeader.At(new SourceLocation(file, at + i + 2), line.Trim()));
        }

        return new HttpProbe(
            $"{name}: {(title.Length > 0 ? title : number.ToString(CultureInfo.InvariantCulture))}",
            location,
            request.Groups["method"].Value,
            url,
            headers,
            string.Join('\n', rest.SkipWhile(l => l.Trim().Length > 0)).Trim(),
            answer < 0 ? 200 : int.Parse(AnswerLine().Match(lines[answer]).Groups["status"].Value, CultureInfo.InvariantCulture),
            answer < 0 ? [] : [.. lines[(answer + 1)..end].Where(l => l.Trim().Length > 0 && !IsComment(l)).Select(l => l.Trim())]);
    }

    private static bool IsComment(string line) => line.StartsWith('#') || line.StartsWith("//", StringComparison.Ordinal);

    [GeneratedRegex(@"^(?<method>GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) (?<url>\S+)( HTTP/\S+)?\s*$")]
    private static partial Regex RequestLine();

    [GeneratedRegex(@"^(?<name>[A-Za-z0-9!#$%&'*+.^_`|~\-]+)[ \t]*:(?<value>[^\0]*)$")]
    private static partial Regex HeaderLine();

    [GeneratedRegex(@"^HTTP(/\S+)? (?<status>[0-9]{3})\b")]
    private static partial Regex AnswerLine();
}
