using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Host;

/// <summary>Compares the versions of a few tools with the oldest that OpenEmbedded-Core takes.</summary>
internal static class ToolVersionCheck
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
        HostSystem host, string tool, Version oldest, CancellationToken cancellation) =>
        await host.VersionAsync(tool, cancellation) is { } version && version < oldest
            ? HostErrors.ToolTooOld.Create(host.NameOf(tool), version, oldest)
            : null;
}
