using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Host;

/// <summary>Asks the python3 that bitbake would get whether it runs this release, and whether the locale is there.</summary>
internal static class PythonCheck
{
    // What bitbake itself does at its start; one process answers both questions.
    private const string Script = """
        import sys, locale
        print("%d.%d.%d" % sys.version_info[:3])
        try:
            locale.setlocale(locale.LC_ALL, "en_US.UTF-8")
            print("locale")
        except locale.Error:
            print("no locale")
        import bz2, ctypes, json, multiprocessing, sqlite3, ssl, xml.etree.ElementTree, zlib
        """;

    /// <param name="Interpreter">The file that the PATH gives for python3; null when it gives none.</param>
    /// <param name="HasLocale">Whether en_US.UTF-8 can be set; true also when nothing could be asked.</param>
    public sealed record Result(string? Interpreter, bool HasLocale, IReadOnlyList<Diagnostic> Problems);

    /// <param name="prefix">The command that makes another account of root.</param>
    public static async Task<Result> RunAsync(
        HostSystem host, CoreRequirements core, string bitBakeVersion, IReadOnlyList<string> prefix, CancellationToken cancellation)
    {
        if (host.Find("python3") is not { } python)
            return new Result(null, true, []);

        var answer = await host.RunAsync([.. prefix, python, "-c", Script], cancellation);
        var lines = answer.Output.Split('\n', StringSplitOptions.TrimEntries);
        if (!Version.TryParse(lines[0], out var version))
            return new Result(python, true, [HostErrors.BrokenPython.Create(host.NameOf(python), Reason(answer))]);

        List<Diagnostic> problems = [];
        var release = new Version(version.Major, version.Minor);
        if (release < core.OldestPython)
            problems.Add(HostErrors.PythonTooOld.Create(host.NameOf(python), version, bitBakeVersion, core.OldestPython));
        else if (core.NewestPython is not null && release > core.NewestPython)
            problems.Add(HostErrors.PythonTooNew.Create(host.NameOf(python), version, bitBakeVersion, core.NewestPython));
        else if (answer.ExitCode != 0)
            problems.Add(HostErrors.BrokenPython.Create(host.NameOf(python), Reason(answer)));
        return new Result(python, lines.Contains("locale"), problems);
    }

    private static string Reason(HostSystem.Answer answer) =>
        answer.LastLine is { Length: > 0 } line ? line : $"it ended with code {answer.ExitCode} and printed nothing";
}
