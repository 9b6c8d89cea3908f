using Yocto.Sdk.Oci;

namespace Yocto.Sdk.Metadata;

/// <summary>What a machine's programs are compiled for, in the words of the tools that have to know.</summary>
/// <param name="Platform">OCI's.</param>
/// <param name="DotNet">.NET's: the part of a runtime identifier after <c>linux-</c>; null where .NET has none.</param>
internal sealed record MachineArchitecture(ImagePlatform Platform, string? DotNet)
{
    /// <summary>From the machine's tune, which means the same in every layer; null when the tune does not show it.</summary>
    /// <param name="tuneFeatures"><c>TUNE_FEATURES</c>.</param>
    /// <param name="packageArchitectures"><c>PACKAGE_EXTRA_ARCHS</c>: whose packages the machine runs.</param>
    public static MachineArchitecture? Of(IReadOnlySet<string> tuneFeatures, IReadOnlyList<string> packageArchitectures)
    {
        if (tuneFeatures.Contains("aarch64"))
            return new MachineArchitecture(new ImagePlatform("arm64"), "arm64");
        if (tuneFeatures.Contains("m64") && !tuneFeatures.Contains("powerpc64le"))
            return new MachineArchitecture(new ImagePlatform("amd64"), "x64");
        if (tuneFeatures.Contains("m32"))
            return new MachineArchitecture(new ImagePlatform("386"), null);
        if (tuneFeatures.Contains("riscv64"))
            return new MachineArchitecture(new ImagePlatform("riscv64"), null);
        return tuneFeatures.Contains("arm") || tuneFeatures.Contains("thumb") ? Arm(tuneFeatures, packageArchitectures) : null;
    }

    // The features of a processor's own tune, for example cortexa7, do not name its architecture. .NET and nearly all
    // images for ARM need the hard-float calling convention of ARMv7.
    private static MachineArchitecture Arm(IReadOnlySet<string> tuneFeatures, IReadOnlyList<string> packageArchitectures)
    {
        bool Is(string version) => tuneFeatures.Concat(packageArchitectures).Any(a => a.StartsWith(version, StringComparison.Ordinal));
        var version = Is("armv7") || Is("armv8") ? "v7" : Is("armv6") ? "v6" : "v5";
        return new MachineArchitecture(
            new ImagePlatform("arm", version), version == "v7" && tuneFeatures.Contains("callconvention-hard") ? "arm" : null);
    }
}
