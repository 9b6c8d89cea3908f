using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Host;

/// <summary>Whether bitbake, which refuses root, can be another user here.</summary>
public static class RootCheck
{
    /// <summary>Gives a command a uid of its own, while its files stay root's (util-linux 2.38).</summary>
    public static IReadOnlyList<string> MappedUser { get; } = ["unshare", "-U", "--map-user=1000", "--map-group=1000"];

    /// <param name="buildUser">The account to use where user namespaces are forbidden; empty for none.</param>
    public static async Task<IReadOnlyList<Diagnostic>> RunAsync(
        HostSystem host, string buildUser, CancellationToken cancellation)
    {
        if (!host.IsRoot)
            return [];
        var attempt = await host.RunAsync([.. MappedUser, "true"], cancellation);
        if (attempt.ExitCode == 0)
            return [];
        if (buildUser.Length == 0)
            return [HostErrors.Root.Create(attempt.LastLine)];
        return HasAccount(host, buildUser) ? [] : [HostErrors.NoSuchUser.Create(buildUser)];
    }

    private static bool HasAccount(HostSystem host, string name)
    {
        var passwd = host.File("etc/passwd");
        return File.Exists(passwd)
               && File.ReadLines(passwd).Any(line => line.StartsWith($"{name}:", StringComparison.Ordinal));
    }
}
