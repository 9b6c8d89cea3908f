using System.Globalization;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.Host;

/// <summary>As whom bitbake runs: OpenEmbedded refuses root.</summary>
/// <param name="LaunchPrefix">The command that changes the identity and then becomes the command after it; may be empty.</param>
/// <param name="User">Its account.</param>
/// <param name="Home">Its home folder.</param>
internal sealed record BuildIdentity(IReadOnlyList<string> LaunchPrefix, string User, string Home)
{
    /// <summary>
    /// Gives a command its own user id, while its files stay root's: inside, 1000 is what root is outside
    /// (util-linux 2.38). In a build container, which has no other files of the host's than the build's own.
    /// </summary>
    public static IReadOnlyList<string> MappedUser { get; } = ["unshare", "--user", "--map-user=1000", "--map-group=1000"];

    /// <summary>One's own; for root a mapped one, or the account that the project names.</summary>
    /// <param name="buildUser"><c>YoctoBuildUser</c>; empty for none.</param>
    /// <param name="mappedUser">The prefix for root without one.</param>
    public static BuildIdentity Choose(HostSystem host, string? buildUser, IReadOnlyList<string>? mappedUser = null)
    {
        if (!host.IsRoot || string.IsNullOrEmpty(buildUser) || buildUser == Environment.UserName)
        {
            var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            return new BuildIdentity(host.IsRoot ? mappedUser ?? MappedUser : [], Environment.UserName, home);
        }

        var account = Account(host, buildUser) ?? throw new YoctoException(HostErrors.NoSuchUser.Create(buildUser));
        // Unlike runuser and su, setpriv leaves no process in between.
        return new BuildIdentity(
            ["setpriv", $"--reuid={account[2]}", $"--regid={account[3]}", "--init-groups", "--no-new-privs"], buildUser, account[5]);
    }

    /// <summary>The account that runs bitbake for root; null where there is none.</summary>
    public static FileAccount? AccountOf(HostSystem host, string? buildUser) =>
        host.IsRoot && !string.IsNullOrEmpty(buildUser) && buildUser != Environment.UserName && Account(host, buildUser) is { } account
            ? new FileAccount(Number(account[2]), [Number(account[3]), .. host.Lines("etc/group").Select(l => l.Split(':'))
                .Where(g => g.Length == 4 && g[3].Split(',').Contains(buildUser)).Select(g => Number(g[2]))])
            : null;

    private static uint Number(string field) => uint.Parse(field, CultureInfo.InvariantCulture);

    /// <summary>The fields of an account in passwd(5): name, password, uid, gid, comment, home, shell; null without one.</summary>
    internal static string[]? Account(HostSystem host, string name) =>
        host.Lines("etc/passwd").Select(l => l.Split(':')).FirstOrDefault(f => f.Length >= 6 && f[0] == name);
}
