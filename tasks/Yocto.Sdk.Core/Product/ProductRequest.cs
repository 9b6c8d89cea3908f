using System.Text.Json;
using System.Text.Json.Serialization;
using Yocto.Sdk.Configuration;
using Yocto.Sdk.Files;
using Yocto.Sdk.Oci;
using Yocto.Sdk.Product.Applications;
using Yocto.Sdk.Product.Containers;
using Yocto.Sdk.Product.Containers.Compose;
using Yocto.Sdk.Product.Containers.Quadlet;
using Yocto.Sdk.Product.Engines;
using Yocto.Sdk.Product.Storage;
using Yocto.Sdk.Product.Updates;

namespace Yocto.Sdk.Product;

/// <summary>
/// What a project asks for, read and checked once, as <c>product-request.json</c>: all that comes after it, from the fetch
/// of containers to <c>local.conf</c>, takes it from here.
/// </summary>
/// <param name="Name">The product's: <c>device</c>.</param>
/// <param name="Containers">The images that it has on disk or in a registry, each pinned and with its platform.</param>
internal sealed record ProductRequest(
    string Name,
    BuildConfiguration Build,
    ContainerHost? ContainerHost,
    DataPartition? DataPartition,
    ReadOnlyRoot? ReadOnlyRoot,
    SystemUpdate? Update,
    IReadOnlyList<ContainerRequest> Containers,
    IReadOnlyList<ComposeApplication> ComposeApplications,
    IReadOnlyList<QuadletFile> QuadletFiles,
    IReadOnlyList<Application> Applications)
{
    /// <summary>The recipe file that the product's image starts from, relative to its layer; null without a product layer.</summary>
    public string? BaseRecipe { get; init; }

    /// <summary>What the applications in containers are for; null where there are none.</summary>
    public ImagePlatform? Platform { get; init; }

    /// <summary>Whether the device has an image beside its system's.</summary>
    public bool HasContainers => Containers.Count > 0 || Applications.Any(a => a.Deployment == Deployment.Container);

    public bool HasNativeApplications => Applications.Any(a => a.Deployment == Deployment.Native);

    /// <summary>Where the project's services name an image.</summary>
    public IEnumerable<ImageUse> ImageUses =>
        ComposeApplications.SelectMany(a => a.File.Images).Concat(QuadletFiles.SelectMany(f => f.Images));

    /// <exception cref="InvalidOperationException">It is missing or damaged: the task that writes it did not run.</exception>
    public static ProductRequest Read(string file) =>
        JsonFile.Read(file, ProductRequestJson.Default.ProductRequest)
        ?? throw new InvalidOperationException($"{file} is missing or damaged.");

    /// <summary>Leaves the file alone when it says the same.</summary>
    public void Write(string file) =>
        WholeFile.WriteIfChanged(file, JsonSerializer.Serialize(this, ProductRequestJson.Default.ProductRequest));
}

[JsonSourceGenerationOptions(
    WriteIndented = true, UseStringEnumConverter = true, IgnoreReadOnlyProperties = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProductRequest))]
internal sealed partial class ProductRequestJson : JsonSerializerContext;
