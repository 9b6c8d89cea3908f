using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Host;

/// <summary>Whether bitbake, which refuses root, can be another user here.</summary>
internal static class RootCheck
{
    /// <param name="buildUser">The account that the project names for it; null for none.</param>
    /// <param name="mappedUser">The prefix that makes another user of root without one.</param>
    public static async Task<IReadOnlyList<Diagnostic>> RunAsync(
        HostSystem host, Setting? buildUser, IReadOnlyList<string> mappedUser, CancellationToken cancellation)
    {
        if (!host.IsRoot)
            return [];
        if (buildUser is not null)
        {
            return BuildIdentity.Account(host, buildUser.Text) is null
                ? [HostErrors.NoSuchUser.At(buildUser.Origin, buildUser.Text)]
                : [];
        }

        var attempt = await host.RunAsync([.. mappedUser, "true"], cancellation);
        if (attempt.ExitCode == 0)
            return [];
        var canBeAnother = mappedUser != BuildIdentity.MappedUser
            && (await host.RunAsync([.. BuildIdentity.MappedUser, "true"], cancellation)).ExitCode == 0;
        return [(canBeAnother ? HostErrors.Unconfined : HostErrors.Root).Create(attempt.LastLine)];
    }
}
