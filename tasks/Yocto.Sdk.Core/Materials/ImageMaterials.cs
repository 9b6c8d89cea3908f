using System.Globalization;
using Yocto.Sdk.BitBake;
using Yocto.Sdk.Files;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Oci;
using Yocto.Sdk.Outputs;
using Yocto.Sdk.Product.Containers;

namespace Yocto.Sdk.Materials;

/// <summary>Joins all that is in an image: bitbake's packages, the boot files of other recipes, applications and containers.</summary>
/// <param name="containers">What the product preloads.</param>
/// <param name="applications">The C# projects that were published for it.</param>
/// <param name="work">A folder for unpacked containers, which is made and removed; absolute.</param>
/// <param name="account">That ran bitbake for root, as whom is read what it left; null otherwise.</param>
internal sealed class ImageMaterials(
    BuildResult build, RestoredLayers layers, IReadOnlyList<PreloadedImage> containers, IReadOnlyList<DotnetApplication> applications,
    ImagePlatform? platform, string work, FileAccount? account)
{
    private const string Product = "image";

    // global, and of the image's recipe: what was set up differently shows in them
    private static readonly string[] _configuration = ["MACHINE", "DISTRO", "DISTRO_VERSION", "DISTRO_FEATURES", "MACHINE_FEATURES"];
    private static readonly string[] _imageConfiguration = ["IMAGE_FEATURES", "IMAGE_INSTALL", "IMAGE_FSTYPES"];

    private readonly SpdxLicenses _licenses = SpdxLicenses.Of(layers.CorePath);
    private readonly NuGetFolders _nuGet = new([.. applications.SelectMany(a => a.PackageFolders).Distinct()]);
    private readonly Dictionary<string, SpdxFacts> _facts = new(StringComparer.Ordinal);

    /// <param name="manifest">The image's list of packages; absolute.</param>
    /// <param name="made">In seconds since 1970; null for no time.</param>
    public async Task<BillOfMaterials> OfAsync(BuiltTarget image, string manifest, long? made, CancellationToken cancellation)
    {
        var (packages, materials) = ReadPackages(manifest);
        foreach (var container in containers.Where(c => packages.Any(p => p.Name == $"container-{c.Slug}")))
        {
            var files = await ContainerFiles.ReadAsync(container.Archive, work, platform!, ContainerMaterial.IsRead, cancellation);
            var own = applications.FirstOrDefault(a => a.Name == container.Source);
            Join(materials, $"container-{container.Slug}", new ContainerMaterial(_licenses, _nuGet).Of(container, files, own?.Packages));
        }

        foreach (var application in applications.Where(a => a.IsNative))
            Join(materials, $"application-{application.Name}", Of(application));

        return new BillOfMaterials(
            new Material(Product, "operating-system", image.Recipe, build.Variables.GetValueOrDefault("DISTRO_VERSION"))
            {
                Properties = [.. Configuration(image), .. Repositories()],
                Needs = [.. materials.Select(m => m.Reference)],
            },
            [.. materials.OrderBy(m => m.Reference, StringComparer.Ordinal)],
            made);
    }

    /// <summary>What bitbake's package carries lies beside it, and the package needs it.</summary>
    private static void Join(List<Material> materials, string package, Material content)
    {
        var carrier = materials.FindIndex(m => m.Type == "library" && m.Name == package);
        if (carrier < 0)
            return;
        materials[carrier] = materials[carrier] with { Needs = [.. materials[carrier].Needs, content.Reference] };
        materials.Add(content);
    }

    private (IReadOnlyList<InstalledPackage> Packages, List<Material> Materials) ReadPackages(string manifest)
    {
        using var _ = FileAccount.Assume(account);
        var pkgdata = InstalledPackage.DataOf(build);
        var packages = InstalledPackage.AllOf(manifest, pkgdata);
        var installed = packages.Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        var recipes = BootFiles.Manifests(build).Select(m => m.Recipe).Distinct().Order(StringComparer.Ordinal);
        return (packages,
        [
            .. packages.Select(p => Of(p, installed)),
            .. recipes.Select(r => Booted(r, InstalledPackage.OfRecipe(r, pkgdata))),
        ]);
    }

    private Material Of(InstalledPackage package, HashSet<string> installed) =>
        WithFacts(package.Recipe, new Material(ReferenceOf(package.Name), "library", package.Name, package.Version)
        {
            Description = package.Summary,
            License = _licenses.OfRecipe(package.License),
            Properties =
            [
                .. package.Recipe is { } recipe ? [(BillOfMaterials.Recipe, recipe)] : ((string, string)[])[],
                (BillOfMaterials.FullVersion, package.FullVersion),
                (BillOfMaterials.Architecture, package.Architecture),
                .. package.Size is { } size ? [(BillOfMaterials.Size, size.ToString(CultureInfo.InvariantCulture))] : ((string, string)[])[],
            ],
            Needs = [.. package.Needs.Where(n => n != package.Name && installed.Contains(n)).Select(ReferenceOf)],
        });

    /// <summary>A kernel or a bootloader: deployed beside the root file system, and of no package in it.</summary>
    private Material Booted(string recipe, InstalledPackage? package)
    {
        var material = new Material($"yocto-boot:{recipe}", "firmware", recipe, package?.Version)
        {
            License = _licenses.OfRecipe(package?.License),
            Properties = [(BillOfMaterials.Recipe, recipe)],
        };
        return WithFacts(recipe, material);
    }

    private Material WithFacts(string? recipe, Material material)
    {
        if (recipe is null)
            return material;
        if (!_facts.TryGetValue(recipe, out var facts))
            _facts[recipe] = facts = SpdxFacts.Of(build, recipe);
        return material with
        {
            Supplier = facts.Supplier,
            Cpe = facts.Cpe,
            Purl = facts.Purl ?? (material.Version is { } version ? PackageUrl.Yocto(recipe, version) : null),
            Links = [.. Link.Of("website", facts.HomePage), .. facts.Sources],
        };
    }

    private Material Of(DotnetApplication application)
    {
        var reference = $"application:{application.Name}";
        return new Material(reference, "application", application.Name, application.Version)
        {
            Parts = [.. application.Packages.Packages.Select(p => _nuGet.Of(p, reference, application.Packages.Packages))],
            Needs = [.. application.Packages.Packages.Select(p => NuGetFolders.ReferenceOf(p, reference))],
        };
    }

    private IEnumerable<(string Name, string Value)> Configuration(BuiltTarget image)
    {
        var known = _configuration.Select(v => (Name: v, Value: build.Variables.GetValueOrDefault(v)))
            .Concat(_imageConfiguration.Select(v => (Name: v, Value: image.Variables.GetValueOrDefault(v))))
            .Prepend((Name: "release", Value: layers.Release));
        foreach (var (name, value) in known)
        {
            var words = (value ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 0)
                yield return (BillOfMaterials.Configuration + name, string.Join(' ', words.Distinct().Order(StringComparer.Ordinal)));
        }

        // in their order, by which one comes before another
        yield return (BillOfMaterials.Configuration + "layers", string.Join(' ', layers.Layers.Select(l => l.Collection).OfType<string>()));
    }

    private IEnumerable<(string Name, string Value)> Repositories() => layers.Repositories
        .OrderBy(r => r.Name, StringComparer.Ordinal)
        .Select(r => (BillOfMaterials.Repository + r.Name, $"{r.Url}@{r.Commit}"));

    private static string ReferenceOf(string package) => $"yocto:{package}";
}
