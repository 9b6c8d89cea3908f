using Yocto.Sdk.Device.Containers.Images;

namespace Yocto.Sdk.Device.Architectures;

/// <summary>What a machine's programs are compiled for, in the words of the tools that have to know.</summary>
/// <param name="Platform">OCI's.</param>
/// <param name="DotNet">.NET's: the part of a runtime identifier after <c>linux-</c>; null where .NET has none.</param>
public sealed record MachineArchitecture(ImagePlatform Platform, string? DotNet)
{
    /// <summary>By the features of the machine's tune, which mean the same in every layer; null when they tell nothing.</summary>
    public static MachineArchitecture? Of(IReadOnlySet<string> tuneFeatures)
    {
        if (tuneFeatures.Contains("aarch64"))
            return new MachineArchitecture(new ImagePlatform("arm64"), "arm64");
        if (tuneFeatures.Contains("m64") && !tuneFeatures.Contains("powerpc64le"))
            return new MachineArchitecture(new ImagePlatform("amd64"), "x64");
        if (tuneFeatures.Contains("m32"))
            return new MachineArchitecture(new ImagePlatform("386"), null);
        if (tuneFeatures.Contains("riscv64"))
            return new MachineArchitecture(new ImagePlatform("riscv64"), null);
        return tuneFeatures.Contains("arm") || tuneFeatures.Contains("thumb") ? Arm(tuneFeatures) : null;
    }

    // .NET and nearly all images for ARM want the hard-float calling convention of ARMv7
    private static MachineArchitecture Arm(IReadOnlySet<string> tuneFeatures)
    {
        var version = tuneFeatures.Contains("armv7a") || tuneFeatures.Contains("armv7ve") || tuneFeatures.Contains("armv8a") ? "v7"
            : tuneFeatures.Contains("armv6") ? "v6" : "v5";
        return new MachineArchitecture(
            new ImagePlatform("arm", version), version == "v7" && tuneFeatures.Contains("callconvention-hard") ? "arm" : null);
    }
}
