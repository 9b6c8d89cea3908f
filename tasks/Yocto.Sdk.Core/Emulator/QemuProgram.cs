using System.Text.RegularExpressions;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Host;

namespace Yocto.Sdk.Emulator;

/// <summary>Where the emulator is: in the sysroot that the build made for it, or on the PATH, as in runqemu.</summary>
internal static partial class QemuProgram
{
    /// <param name="install">Installs it where it is missing.</param>
    public static async Task<string> FindAsync(
        QemuBootConf conf, HostSystem host, bool install, IBuildLog log, CancellationToken cancellation)
    {
        var name = conf["QB_SYSTEM_NAME"];
        // the file is of the deploy directory, and a path would name any program
        if (!Name().IsMatch(name))
            throw new YoctoException(RunErrors.NoQemuName.Create(name));
        if (Find(name, conf, host) is { } found)
            return found;
        var distribution = Distribution.Of(host);
        if (install && distribution?.PackageOf(name) is { } missing)
        {
            var installer = new PackageInstaller(host, distribution, log);
            if (await installer.IsAllowedAsync(cancellation))
                await installer.InstallAsync([missing], withLocale: false, cancellation);
        }

        return Find(name, conf, host) ?? throw new YoctoException(RunErrors.QemuMissing.Create(name, SysrootOf(conf) ?? "none",
            distribution?.PackageOf(name) is { } package ? $": {distribution.InstallLine([package], host.IsRoot)}" : ""));
    }

    /// <param name="program">Its name or its path.</param>
    public static bool IsX86(string program) => Path.GetFileName(program) is "qemu-system-x86_64" or "qemu-system-i386";

    [GeneratedRegex(@"^qemu-system-[A-Za-z0-9_]+$")]
    private static partial Regex Name();

    private static string? SysrootOf(QemuBootConf conf) => conf.PathOf("STAGING_BINDIR_NATIVE");

    private static string? Find(string name, QemuBootConf conf, HostSystem host) =>
        SysrootOf(conf) is { } sysroot && host.Find(Path.Combine(sysroot, name)) is { } built ? built : host.Find(name);
}
