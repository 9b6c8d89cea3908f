using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Host;

/// <summary>Gives the account that runs bitbake for root the folders that it writes, and reports those that it can't use.</summary>
/// <param name="BuildDirectory">Ours to give away; a cache only where it does not exist yet.</param>
internal sealed record BuildUserFolders(string BuildDirectory, string DownloadDirectory, string SstateDirectory, string BitBakePath)
{
    public async Task<IReadOnlyList<Diagnostic>> PrepareAsync(HostSystem host, string account, CancellationToken cancellation)
    {
        List<string> given = [BuildDirectory, Path.Combine(BuildDirectory, "yocto-sdk"),
            .. new[] { DownloadDirectory, SstateDirectory }.Where(f => f.Length > 0 && !Directory.Exists(f))];
        foreach (var folder in given)
            Directory.CreateDirectory(folder);
        await host.RunAsync(["chown", $"{account}:", .. given], cancellation);

        List<Diagnostic> problems = [];
        foreach (var (property, test, use, folder) in new[]
        {
            ("YoctoBuildDirectory", "-w", "write", BuildDirectory),
            ("YoctoDownloadDirectory", "-w", "write", DownloadDirectory),
            ("YoctoSstateDirectory", "-w", "write", SstateDirectory),
            ("YoctoLayersDirectory", "-r", "read", BitBakePath),
        })
        {
            string[] question = [.. BuildIdentity.Choose(host, account).LaunchPrefix, "test", test, folder];
            if (folder.Length > 0 && (await host.RunAsync(question, cancellation)).ExitCode != 0)
                problems.Add(HostErrors.AccountMayNot.Create(account, use, folder, property) with { Property = property });
        }

        return problems;
    }
}
