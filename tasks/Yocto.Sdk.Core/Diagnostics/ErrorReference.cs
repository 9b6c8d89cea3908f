namespace Yocto.Sdk.Diagnostics;

/// <summary>Links a code to its entry in <c>docs/errors.md</c>, which the package contains next to the tasks.</summary>
internal static class ErrorReference
{
    private static readonly string? _page = FindPage();

    public static string? LinkTo(string code) =>
        _page is null ? null : $"{new Uri(_page)}#{code.ToLowerInvariant()}";

    // tasks/net10.0/Yocto.Sdk.Tasks.dll in the package, tasks/bin/Debug/net10.0/… in the source tree
    private static string? FindPage()
    {
        for (var folder = Path.GetDirectoryName(typeof(ErrorReference).Assembly.Location);
             !string.IsNullOrEmpty(folder);
             folder = Path.GetDirectoryName(folder))
        {
            var page = Path.Combine(folder, "docs", "errors.md");
            if (File.Exists(page))
                return page;
        }

        return null;
    }
}
