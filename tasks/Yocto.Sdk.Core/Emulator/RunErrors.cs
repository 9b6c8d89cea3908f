using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Emulator;

/// <summary>Codes 54xx: booting an image, checking it and writing it to a medium.</summary>
public static class RunErrors
{
    public static readonly DiagnosticDescriptor NotBuilt = new("YOCTO5401",
        "There is no image to boot yet. Build the project first.");

    public static readonly DiagnosticDescriptor NoQemuMachine = new("YOCTO5402",
        "The machine '{0}' says nothing of QEMU: its image came without a qemuboot.conf. Boot a QEMU machine, qemuarm64 say, or "
        + "write the image to a medium with -t:YoctoFlash. A machine of your own gets one by IMAGE_CLASSES += \"qemuboot\" and its QB_ variables.");

    public static readonly DiagnosticDescriptor NoBootableImage = new("YOCTO5403",
        "The build made no image that QEMU could boot: it made {0}. Add wic or {1} to IMAGE_FSTYPES.");

    public static readonly DiagnosticDescriptor QemuMissing = new("YOCTO5404",
        "{0} is neither in the build's native sysroot ({1}) nor on the PATH. Install QEMU{2}.");

    public static readonly DiagnosticDescriptor BadPortForward = new("YOCTO5405",
        "'{0}' is no port forward. Write host:guest, 8080:80 say, with /udp after it for UDP; ports are numbers from 1 to 65535.");

    public static readonly DiagnosticDescriptor DidNotBoot = new("YOCTO5406",
        "The image did not come to a login on its serial console within {0} s. The last that it wrote:{1}");

    public static readonly DiagnosticDescriptor QemuEnded = new("YOCTO5407",
        "{0} ended with code {1}: {2}{3}");

    public static readonly DiagnosticDescriptor NoLogin = new("YOCTO5408",
        "The image lets nobody log in as root without a password on its serial console, and the checks need that. Give the image "
        + "of the test the image feature {0}, in a Configuration of its own perhaps.");

    public static readonly DiagnosticDescriptor NoChecks = new("YOCTO5409",
        "The project has no checks: {0} holds neither a .sh nor a .http file. Put some there.");

    public static readonly DiagnosticDescriptor CheckFailed = new("YOCTO5410",
        "The check {0} failed{1}");

    public static readonly DiagnosticDescriptor BadProbe = new("YOCTO5411",
        "This is no request that a probe could send: {0}");

    public static readonly DiagnosticDescriptor NoSuchDevice = new("YOCTO5412",
        "'{0}' is no removable block device of this machine.{1}");

    public static readonly DiagnosticDescriptor DeviceUnset = new("YOCTO5413",
        "Say which medium to write to: -p:YoctoDevice=/dev/… .{0}");

    public static readonly DiagnosticDescriptor DeviceInUse = new("YOCTO5414",
        "{0} is in use: {1} is mounted at {2}. Unmount it, and make sure that it is the right one.");

    public static readonly DiagnosticDescriptor DeviceTooSmall = new("YOCTO5415",
        "{0} holds {1} bytes, and the image needs {2}.");

    public static readonly DiagnosticDescriptor NothingToFlash = new("YOCTO5416",
        "The build made no image of a whole medium (wic, sdimg or the like): it made {0}. Add wic to IMAGE_FSTYPES.");

    public static readonly DiagnosticDescriptor FlashFailed = new("YOCTO5417",
        "Writing to {0} failed: {1}");

    public static readonly DiagnosticDescriptor BadTimeout = new("YOCTO5418",
        "'{0}' is no number of seconds. Set YoctoTestTimeout to one, 300 say.");
}
