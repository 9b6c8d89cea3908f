using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Yocto.Sdk.Files;

/// <summary>
/// Another account as whom a process of root's opens, makes and removes files: where the account may have put a link to one
/// of root's files in the way, it leads no further than the account itself gets.
/// </summary>
/// <param name="User">Its number.</param>
/// <param name="Groups">Their numbers, its own first.</param>
internal sealed record FileAccount(uint User, IReadOnlyList<uint> Groups)
{
    // what is no number of a user: setfsuid(2) then only answers
    private const uint Nobody = uint.MaxValue;

    private static readonly bool _isX64 = RuntimeInformation.ProcessArchitecture == Architecture.X64;

    // SYS_setgroups changes this thread; setgroups(3) changes all threads
    private static readonly nint _setGroups = _isX64 ? 116 : 159;

    // O_NOFOLLOW and O_CLOEXEC
    private static readonly int _itself = (_isX64 ? 0x20000 : 0x8000) | 0x80000;

    /// <summary>As long as the result lives, this thread's files are opened as the account; null changes nothing.</summary>
    /// <exception cref="UnauthorizedAccessException">This process may not do that.</exception>
    public static Access Assume(FileAccount? account) => new(account);

    /// <summary>Whether this thread's files are another account's. A program that it starts has root's own rights again.</summary>
    public static bool IsAssumed => OperatingSystem.IsLinux() && Libc.SetFileUser(Nobody) != Libc.EffectiveUser();

    /// <summary>Opens a file as the account, to read it.</summary>
    public SafeFileHandle Open(string file)
    {
        using var _ = Assume(this);
        return File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
    }

    /// <summary>Makes a folder or a file of root's the account's; what a link leads to stays root's.</summary>
    public void Give(string path)
    {
        using var opened = new SafeFileHandle(Libc.Open(path, _itself), ownsHandle: true);
        if (!opened.IsInvalid && FileStatus.Of(PathOf(opened)) is { Owner: 0 })
            _ = Libc.Chown(opened, User, Groups[0]);
    }

    /// <summary>A path of an open file, whatever has happened to its name.</summary>
    public static string PathOf(SafeFileHandle opened) =>
        string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{opened.DangerousGetHandle()}");

    /// <summary>Of one thread, and of those that it starts meanwhile: it can't live across an <c>await</c>.</summary>
    public readonly ref struct Access
    {
        private readonly uint[]? _groups;
        private readonly uint _group;

        public Access(FileAccount? account)
        {
            if (account is null)
                return;
            _groups = new uint[Libc.GetGroups(0, null)];
            _ = Libc.GetGroups(_groups.Length, _groups);
            Set(account.Groups);
            _group = Libc.SetFileGroup(account.Groups[0]);
            _ = Libc.SetFileUser(account.User);
            if (Libc.SetFileUser(Nobody) == account.User)
                return;
            Dispose();
            throw new UnauthorizedAccessException("Root may not open files as another account.");
        }

        public void Dispose()
        {
            if (_groups is null)
                return;
            _ = Libc.SetFileUser(Libc.EffectiveUser());
            _ = Libc.SetFileGroup(_group);
            Set(_groups);
        }

        private static void Set(IReadOnlyList<uint> groups) => Libc.SystemCall(_setGroups, groups.Count, [.. groups]);
    }
}
