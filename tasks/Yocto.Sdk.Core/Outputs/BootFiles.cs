using Yocto.Sdk.BitBake;

namespace Yocto.Sdk.Outputs;

/// <summary>The files that an image is booted with: its kernel, device trees, bootloader, firmware, which other recipes deploy.</summary>
internal static class BootFiles
{
    private static readonly string[] _kernelImages =
        ["Image", "bzImage", "zImage", "uImage", "vmlinux", "vmlinuz", "fitImage", "linux.bin", "simpleImage", "cuImage"];

    private static readonly string[] _bootloaders =
    [
        "at91bootstrap", "arm-trusted-firmware", "barebox", "bootfiles", "grub", "imx-boot", "opensbi", "optee-os",
        "rpi-bootfiles", "syslinux", "systemd-boot", "trusted-firmware-a", "u-boot",
    ];

    /// <summary>
    /// Of the recipes that the images' <c>image_license.manifest</c> names (<c>license_image.bbclass</c> writes into it which
    /// recipes that the image depends on have deployed something), the kernel's and <c>EXTRA_IMAGEDEPENDS</c>. Without
    /// such a file (for example with a custom target, or with <c>-c image_complete</c>), of all recipes that were built for
    /// this machine.
    /// </summary>
    public static IReadOnlyList<SstateManifest> Manifests(BuildResult build)
    {
        var lists = build.Targets.Select(t => LicenseManifests.DeployedRecipes(build, t)).OfType<IReadOnlyList<string>>().ToList();
        return lists.Count == 0
            ? SstateManifest.FindAll(build, "deploy")
            : [.. lists.SelectMany(l => l)
                .Concat([Kernel(build), Bootloader(build)])
                .Concat(Words(build, "EXTRA_IMAGEDEPENDS").Select(d => Provider(build, d)))
                .OfType<string>()
                .Distinct()
                .Order(StringComparer.Ordinal)
                .Select(r => SstateManifest.Find(build, r, "deploy"))
                .OfType<SstateManifest>()];
    }

    /// <summary>What a file that <c>do_deploy</c> of a recipe left is, by its name.</summary>
    public static Func<string, (OutputKind, string)> TypeOf(BuildResult build, string recipe)
    {
        var isKernel = Kernel(build) is { } kernel ? recipe == kernel : recipe.StartsWith("linux", StringComparison.Ordinal);
        var isBootloader = recipe == Bootloader(build)
            || _bootloaders.Any(b => recipe.StartsWith(b, StringComparison.Ordinal));
        return name => (OutputKind.Artifact, Path.GetExtension(name) switch
        {
            ".dtb" or ".dtbo" => "DeviceTree",
            _ when isBootloader => "Bootloader",
            _ when isKernel && _kernelImages.Any(i => IsNamed(name, i)) => "Kernel",
            _ => "Other",
        });
    }

    private static string? Kernel(BuildResult build) => Provider(build, "virtual/kernel");

    private static string? Bootloader(BuildResult build) => Provider(build, "virtual/bootloader");

    /// <summary>A recipe's name stands for itself; only its preference shows the provider of a virtual name.</summary>
    private static string? Provider(BuildResult build, string name) =>
        build.Variables.GetValueOrDefault("PREFERRED_PROVIDER_" + name) is { Length: > 0 } preferred
            ? preferred
            : name.StartsWith("virtual/", StringComparison.Ordinal) ? null : name;

    private static string[] Words(BuildResult build, string variable) =>
        (build.Variables.GetValueOrDefault(variable) ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static bool IsNamed(string file, string image) =>
        file.StartsWith(image, StringComparison.Ordinal)
        && (file.Length == image.Length || file[image.Length] is '-' or '.');
}
