using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Host;

/// <summary>Installs host packages with the distribution's own package manager, without prompts.</summary>
internal sealed class PackageInstaller(HostSystem host, Distribution distribution, IBuildLog log)
{
    private static readonly Dictionary<string, string?> _quiet = new() { ["DEBIAN_FRONTEND"] = "noninteractive", ["LC_ALL"] = "C" };

    /// <summary>Whether this is root, or sudo asks for no password.</summary>
    public async Task<bool> IsAllowedAsync(CancellationToken cancellation) =>
        host.IsRoot || (await host.RunAsync(["sudo", "-n", "true"], cancellation)).ExitCode == 0;

    /// <param name="withLocale">Makes the locale en_US.UTF-8 as well.</param>
    public async Task InstallAsync(IReadOnlyList<string> packages, bool withLocale, CancellationToken cancellation)
    {
        List<string> wanted = [.. packages];
        if (withLocale && distribution.LocalePackage is { } localePackage)
            wanted.Add(localePackage);
        if (wanted.Count > 0)
        {
            IReadOnlyList<string> install =
                [distribution.Install[0], .. distribution.Patience ?? [], .. distribution.Install.Skip(1), .. wanted.Distinct()];
            // A fresh container has no package lists, and a stale one names files that are gone.
            if (distribution.Update is null)
                await RunAsync(install, cancellation);
            else if (!await TryAsync(install, cancellation))
            {
                await RunAsync(distribution.Update, cancellation);
                await RunAsync(install, cancellation);
            }
        }

        if (withLocale && distribution.Locale is { } makeLocale)
            await RunAsync(makeLocale, cancellation);
    }

    private async Task<bool> TryAsync(IReadOnlyList<string> command, CancellationToken cancellation) =>
        (await StartAsync(command, cancellation)).ExitCode == 0;

    private async Task RunAsync(IReadOnlyList<string> command, CancellationToken cancellation)
    {
        var answer = await StartAsync(command, cancellation);
        if (answer.ExitCode != 0)
        {
            throw new YoctoException(
                HostErrors.InstallFailed.Create(string.Join(' ', command), answer.ExitCode, answer.LastLine.TrimEnd('.') + "."));
        }
    }

    private async Task<HostSystem.Answer> StartAsync(IReadOnlyList<string> command, CancellationToken cancellation)
    {
        IReadOnlyList<string> whole = host.IsRoot
            ? command
            : ["sudo", "-n", .. _quiet.Select(v => $"{v.Key}={v.Value}"), .. command];
        log.Status($"Running {string.Join(' ', whole)}");
        var answer = await host.RunAsync(whole, cancellation, _quiet);
        log.Detail(answer.Output);
        log.Detail(answer.Error);
        return answer;
    }
}
