using System.Text.Json;

namespace Yocto.Sdk.BitBake;

/// <summary>The variables that a <see cref="BuildResult"/> holds.</summary>
internal static class BuildQuestions
{
    /// <summary>Global ones, as <c>bitbake-getvar NAME</c> would print them.</summary>
    public static IReadOnlyList<string> Variables { get; } =
    [
        "TOPDIR", "TMPDIR", "DEPLOY_DIR", "DEPLOY_DIR_IMAGE", "DEPLOY_DIR_SPDX", "LICENSE_DIRECTORY", "SDK_DEPLOY",
        "DL_DIR", "SSTATE_DIR", "SSTATE_MANIFESTS", "MACHINE", "MACHINE_ARCH", "TARGET_ARCH", "BUILD_ARCH", "SDKMACHINE",
        "SDK_ARCH", "DISTRO", "DISTRO_VERSION", "DISTRO_CODENAME", "PREFERRED_PROVIDER_virtual/kernel",
        "PREFERRED_PROVIDER_virtual/bootloader", "EXTRA_IMAGEDEPENDS", "IMAGE_FSTYPES", "KERNEL_IMAGETYPE",
        "KERNEL_DEVICETREE", "INHERIT", "PKGDATA_DIR",
    ];

    /// <summary>Those of each target's recipe.</summary>
    public static IReadOnlyList<string> RecipeVariables { get; } =
    [
        "PN", "PV", "PACKAGE_ARCH", "BASENAME", "IMAGE_BASENAME", "IMAGE_LINK_NAME", "IMAGE_NAME_SUFFIX", "IMAGE_FSTYPES",
        "IMAGE_TYPES", "IMGDEPLOYDIR", "DEPLOY_DIR_IMAGE", "DEPLOYDIR", "LICENSE_DIRECTORY", "SPDXIMAGEDEPLOYDIR", "STAMP",
        "WORKDIR", "TOOLCHAIN_OUTPUTNAME", "SDKDEPLOYDIR", "SSTATE_PKGARCH", "KERNEL_IMAGETYPE", "KERNEL_DEVICETREE",
        "EXTRA_IMAGEDEPENDS", "WKS_FILE",
    ];

    /// <summary>As the bridge reads them; nothing is asked where nothing is built.</summary>
    public static string For(BitBakeMode mode) => mode == BitBakeMode.Build
        ? JsonSerializer.Serialize(new { variables = Variables, recipeVariables = RecipeVariables })
        : "{}";
}
