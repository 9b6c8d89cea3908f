using Yocto.Sdk.Product.Applications;
using Yocto.Sdk.Product.Containers;
using Yocto.Sdk.Product.Containers.Compose;
using Yocto.Sdk.Product.Containers.Quadlet;
using Yocto.Sdk.Product.Engines;
using Yocto.Sdk.Product.Layer;
using Yocto.Sdk.Product.Storage;
using Yocto.Sdk.Product.Updates;

namespace Yocto.Sdk.Product;

/// <summary>The parts of a product, in the order in which the image and the configuration list them.</summary>
/// <param name="images">The containers that are ready.</param>
/// <param name="published">The native applications that are ready.</param>
internal sealed class ProductParts(
    ProductRequest request, IReadOnlyList<PreloadedImage> images, IReadOnlyList<PublishedApplication> published, ProductSources sources)
{
    public string ImageRecipe { get; } = $"{request.Name}-image";

    /// <summary>What the containers take on the data partition, in bytes.</summary>
    public long RoomOfContainers { get; } = request.DataPartition?.HoldsContainers == true ? PreloadedImages.RoomOf(images) : 0;

    public IReadOnlyList<ProductPart> Read() =>
    [
        .. request.Update is { } update ? [SystemUpdatePart.Of(update, ImageRecipe, sources)] : Array.Empty<ProductPart>(),
        .. request.DataPartition is { } data
            ? [DataPartitionPart.Of(data, data.SizeWith(RoomOfContainers), ImageRecipe, sources)] : Array.Empty<ProductPart>(),
        .. request.ReadOnlyRoot is { } root ? [ReadOnlyRootPart.Of(root, sources)] : Array.Empty<ProductPart>(),
        .. request.ContainerHost is { } host ? OfContainers(host) : [],
        .. request.Applications.SelectMany(OfApplication),
    ];

    private IEnumerable<ProductPart> OfContainers(ContainerHost host) =>
    [
        ContainerHostPart.Of(host, sources),
        PreloadPart.LoaderOf(host.Engine, images, sources),
        PreloadPart.ImagesOf(images, sources),
        .. request.ComposeApplications.Select(c => ComposePart.Of(c, host.Engine, images, sources)),
        .. request.QuadletFiles.Count > 0
            ? [QuadletPart.Of(request.QuadletFiles, host.Engine, images, sources)] : Array.Empty<ProductPart>(),
    ];

    private IEnumerable<ProductPart> OfApplication(Application application)
    {
        if (application.Deployment == Deployment.Native)
            yield return NativeApplicationPart.Of(application, published.First(p => p.Name == application.Name), sources);
        else if (application.Start)
        {
            yield return ContainerApplicationPart.Of(
                application, images.First(i => i.Source == application.Name), request.ContainerHost!.Engine, sources);
        }
    }
}
