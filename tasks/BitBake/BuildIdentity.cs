using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.BitBake;

/// <summary>As whom bitbake runs: OpenEmbedded refuses root.</summary>
/// <param name="LaunchPrefix">The command that changes the identity and then becomes the command after it; may be empty.</param>
/// <param name="User">Its account.</param>
/// <param name="Home">Its home folder.</param>
public sealed record BuildIdentity(IReadOnlyList<string> LaunchPrefix, string User, string Home)
{
    // Root's files stay root's: inside, uid 1000 is what root is outside. util-linux 2.38 or later.
    private static readonly string[] _mappedUser = ["unshare", "--user", "--map-user=1000", "--map-group=1000"];

    /// <summary>For the process that asks.</summary>
    /// <param name="buildUser"><c>YoctoBuildUser</c>: an account's name; empty for one's own.</param>
    public static BuildIdentity Choose(string? buildUser) =>
        Choose(buildUser, Environment.UserName, Environment.IsPrivilegedProcess, OwnHome(), PasswordFile);

    internal static BuildIdentity Choose(string? buildUser, string self, bool isRoot, string home, IEnumerable<string> accounts)
    {
        if (string.IsNullOrEmpty(buildUser) || buildUser == self)
            return new BuildIdentity(isRoot ? _mappedUser : [], self, home);

        // name:password:uid:gid:comment:home:shell
        var account = accounts.Select(l => l.Split(':')).FirstOrDefault(f => f.Length >= 6 && f[0] == buildUser)
            ?? throw new YoctoException(BitBakeErrors.UnknownBuildUser.Create(buildUser));
        // Unlike runuser and su, setpriv leaves no process of its own in between.
        string[] prefix = isRoot
            ? ["setpriv", $"--reuid={account[2]}", $"--regid={account[3]}", "--init-groups"]
            : ["sudo", "--non-interactive", $"--user={buildUser}", "--preserve-env"];
        return new BuildIdentity(prefix, buildUser, account[5]);
    }

    private static string OwnHome() => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    private static IEnumerable<string> PasswordFile => File.Exists("/etc/passwd") ? File.ReadLines("/etc/passwd") : [];
}
