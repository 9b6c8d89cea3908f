using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Emulator;

/// <summary>Codes 54xx: booting an image and checking it.</summary>
internal static class RunErrors
{
    public static readonly DiagnosticDescriptor NotBuilt = new("YOCTO5401",
        "There is no image to boot yet. Build the project first.");

    public static readonly DiagnosticDescriptor NoQemuMachine = new("YOCTO5402",
        "The machine '{0}' has no settings for QEMU: the build deployed no qemuboot.conf. Build for a QEMU machine, for example qemuarm64, or "
        + "write the image to a medium with -t:YoctoFlash. For your own machine, set IMAGE_CLASSES += \"qemuboot\" and the QB_ variables.");

    public static readonly DiagnosticDescriptor NoBootableImage = new("YOCTO5403",
        "The build made no image that QEMU can boot, only {0}. Add wic or {1} to IMAGE_FSTYPES.");

    public static readonly DiagnosticDescriptor QemuMissing = new("YOCTO5404",
        "{0} is neither in the build's native sysroot ({1}) nor on the PATH. Install QEMU{2}.");

    public static readonly DiagnosticDescriptor BadPortForward = new("YOCTO5405",
        "'{0}' is not a port forward. Write host:guest with ports from 1 to 65535, for example 8080:80, and append /udp for UDP.");

    public static readonly DiagnosticDescriptor DidNotBoot = new("YOCTO5406",
        "The image did not show a login prompt on its serial console within {0} s. The end of its output:{1}");

    public static readonly DiagnosticDescriptor QemuEnded = new("YOCTO5407",
        "{0} ended with code {1}: {2}{3}");

    public static readonly DiagnosticDescriptor NoLogin = new("YOCTO5408",
        "The checks need to log in as root without a password on the serial console, which the image does not allow. Add the image feature {0} "
        + "to the image that you test, for example under a condition on Configuration.");

    public static readonly DiagnosticDescriptor NoChecks = new("YOCTO5409",
        "The project has no checks: {0} contains no .sh and no .http file. Add one there.");

    public static readonly DiagnosticDescriptor CheckFailed = new("YOCTO5410",
        "The check {0} failed{1}");

    public static readonly DiagnosticDescriptor BadProbe = new("YOCTO5411",
        "'{0}' is not an HTTP request. Write a line like 'GET http://device:8080/health'.");

    public static readonly DiagnosticDescriptor BadTimeout = new("YOCTO5418",
        "YoctoTestTimeout is '{0}', which is not a number above 0. Set it to a number of seconds, for example 300.");

    public static readonly DiagnosticDescriptor BadHeader = new("YOCTO5419",
        "'{0}' is not a header of an HTTP request. Write a line like 'Accept: text/plain', and an empty line before the body.");

    public static readonly DiagnosticDescriptor NoQemuName = new("YOCTO5425",
        "'{0}' is not the name of a QEMU program. Set QB_SYSTEM_NAME of the machine to one, for example qemu-system-aarch64.");
}
