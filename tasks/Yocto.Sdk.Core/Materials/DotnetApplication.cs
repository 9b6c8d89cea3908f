using Yocto.Sdk.Files;

namespace Yocto.Sdk.Materials;

/// <summary>A C# project that was published for the device.</summary>
/// <param name="Name">Of its recipe, or the one by which its container is known.</param>
/// <param name="IsNative">In the device's own system, and not in a container.</param>
/// <param name="PackageFolders">Where NuGet keeps packages; absolute.</param>
internal sealed record DotnetApplication(string Name, string Version, bool IsNative, DotnetPackages Packages, IReadOnlyList<string> PackageFolders)
{
    /// <param name="publishFolder">Absolute.</param>
    /// <param name="assembly">The project's AssemblyName.</param>
    /// <param name="assets"><c>project.assets.json</c>; absolute.</param>
    /// <param name="runtimeIdentifier">That it was published for.</param>
    public static DotnetApplication Read(string name, string version, bool isNative, string publishFolder, string assembly, string assets, string runtimeIdentifier)
    {
        // a file of one's own tools, which lists all that the application and its analyzers brought
        var restored = File.Exists(assets) ? File.ReadAllBytes(assets) : null;
        var dependencies = Path.Combine(publishFolder, $"{assembly}.deps.json");
        var packages = File.Exists(dependencies) ? DotnetPackages.OfDependencies(SmallFile.ReadBytes(dependencies))
            : restored is null ? new DotnetPackages([])
            : DotnetPackages.OfAssets(restored, runtimeIdentifier);
        return new DotnetApplication(name, version, isNative, packages, restored is null ? [] : DotnetPackages.FoldersOf(restored));
    }
}
