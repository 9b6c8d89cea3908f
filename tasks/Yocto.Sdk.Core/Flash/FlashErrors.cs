using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Flash;

/// <summary>Codes 54xx: writing an image to a medium.</summary>
internal static class FlashErrors
{
    public static readonly DiagnosticDescriptor NoSuchDevice = new("YOCTO5412",
        "'{0}' is not a removable block device of this machine.{1}");

    public static readonly DiagnosticDescriptor DeviceUnset = new("YOCTO5413",
        "YoctoDevice is not set. Set it to the medium to write to (-p:YoctoDevice=/dev/…).{0}");

    public static readonly DiagnosticDescriptor DeviceInUse = new("YOCTO5414",
        "{0} is in use: {1}. Make sure that it is the right medium, then release it.");

    public static readonly DiagnosticDescriptor DeviceTooSmall = new("YOCTO5415",
        "{0} has {1} bytes, but the image needs {2}. Use a larger medium.");

    public static readonly DiagnosticDescriptor NothingToFlash = new("YOCTO5416",
        "The build made no image of a whole medium, such as wic or sdimg, only {0}. Add wic to IMAGE_FSTYPES.");

    public static readonly DiagnosticDescriptor FlashFailed = new("YOCTO5417",
        "Writing to {0} failed: {1}");

    public static readonly DiagnosticDescriptor DeviceChanged = new("YOCTO5420",
        "{0} was changed for another medium a moment ago. Nothing was written. Make sure that it is the right one, and run the command again.");
}
