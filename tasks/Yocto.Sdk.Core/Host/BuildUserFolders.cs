using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.Host;

/// <summary>Gives the account that runs bitbake for root the folders that it writes, and reports what it can't use.</summary>
/// <param name="Caches">Folders by the property that names each; given away only where they do not exist yet.</param>
/// <param name="KeyFile">That signs updates; null for none.</param>
/// <param name="DevelopmentKeyFile">The one that the SDK made, which is given away.</param>
internal sealed record BuildUserFolders(
    string BuildDirectory, IReadOnlyDictionary<string, string> Caches, string BitBakePath, string? KeyFile, string DevelopmentKeyFile)
{
    /// <summary>The build directory is the account's, and all in it: root does there what the account could do, and no more.</summary>
    public static void GiveBuildDirectory(string folder, FileAccount account)
    {
        Directory.CreateDirectory(folder);
        account.Give(folder);
    }

    public async Task<IReadOnlyList<Diagnostic>> PrepareAsync(HostSystem host, string account, CancellationToken cancellation)
    {
        foreach (var folder in Caches.Values.Where(f => f.Length > 0 && !Directory.Exists(f)))
        {
            Directory.CreateDirectory(folder);
            BuildIdentity.AccountOf(host, account)?.Give(folder);
        }

        if (KeyFile == DevelopmentKeyFile)
            BuildIdentity.AccountOf(host, account)?.Give(DevelopmentKeyFile);

        List<Diagnostic> problems = [];
        (string, string, string, string?)[] uses =
        [
            ("YoctoBuildDirectory", "-w", "write", BuildDirectory),
            .. Caches.Select(c => (c.Key, "-w", "write", (string?)c.Value)),
            ("YoctoLayersDirectory", "-r", "read", BitBakePath),
            ("YoctoUpdateKey", "-r", "read", KeyFile),
        ];
        foreach (var (property, test, use, path) in uses)
        {
            if (!string.IsNullOrEmpty(path)
                && (await host.RunAsync([.. BuildIdentity.Choose(host, account).LaunchPrefix, "test", test, path], cancellation)).ExitCode != 0)
                problems.Add(HostErrors.AccountMayNot.Create(account, use, path, property) with { Property = property });
        }

        return problems;
    }
}
