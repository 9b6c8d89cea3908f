using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Host;

namespace Yocto.Sdk.Device.Run;

/// <summary>Where the emulator is: in the sysroot that the build made for it, else on the PATH, as runqemu looks for it.</summary>
public static class QemuProgram
{
    public static string Find(string name, QemuBootConf conf, HostSystem host)
    {
        var sysroot = conf.PathOf("STAGING_BINDIR_NATIVE");
        if (sysroot is not null && host.Find(Path.Combine(sysroot, name)) is { } built)
            return built;
        return host.Find(name) ?? throw new YoctoException(RunErrors.QemuMissing.Create(name, sysroot ?? "none",
            Distribution.Of(host) is { } distribution && distribution.PackageOf(name) is { } package
                ? $": {distribution.InstallLine([package], host.IsRoot)}" : ""));
    }
}
