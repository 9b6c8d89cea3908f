using System.Text.RegularExpressions;
using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Host;

/// <summary>Compares the versions of a few tools with the oldest that OpenEmbedded-Core takes.</summary>
public static partial class ToolVersionCheck
{
    public static async Task<IReadOnlyList<Diagnostic>> RunAsync(
        HostSystem host, CoreRequirements core, CancellationToken cancellation)
    {
        var problems = await Task.WhenAll(core.ToolVersions
            .Where(tool => host.Find(tool.Key) is not null)
            .Select(tool => CheckAsync(host, tool.Key, tool.Value, cancellation)));
        return [.. problems.OfType<Diagnostic>()];
    }

    private static async Task<Diagnostic?> CheckAsync(
        HostSystem host, string tool, Version oldest, CancellationToken cancellation)
    {
        // gcc --version begins with what its packager wants to say
        var question = tool == "gcc" ? "-dumpfullversion" : "--version";
        var answer = await host.RunAsync([tool, question], cancellation);
        var match = Number().Match(answer.Output.Split('\n')[0]);
        return match.Success && Version.Parse(match.Value) is var version && version < oldest
            ? HostErrors.ToolTooOld.Create(host.NameOf(tool), version, oldest)
            : null;
    }

    [GeneratedRegex(@"\d+\.\d+(\.\d+){0,2}")]
    private static partial Regex Number();
}
