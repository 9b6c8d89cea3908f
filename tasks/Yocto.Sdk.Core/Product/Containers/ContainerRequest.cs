using Yocto.Sdk.Oci;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Product.Containers;

/// <summary>An image for the device.</summary>
/// <param name="Text">As the project writes it.</param>
/// <param name="Path">The archive or layout; absolute. Null of an image in a registry.</param>
/// <param name="Reference">The image in a registry, with its digest. Null of an archive.</param>
/// <param name="Name">The name that the project gives it; null for the image's own name.</param>
/// <param name="Platform">What it runs on: the platform that the project sets, or the machine's.</param>
/// <param name="Location">Where it is asked for.</param>
internal sealed record ContainerRequest(
    string Text, string? Path, ImageReference? Reference, ImageReference? Name, ImagePlatform? Platform, SourceLocation? Location)
{
    /// <summary>Whether the .NET SDK made it just now, with the time of day in it.</summary>
    public bool IsOfDotNet { get; init; }

    /// <summary>Whether it means the same image tomorrow.</summary>
    public bool IsPinned => Path is not null || Reference?.Digest is not null;

    /// <summary>What is known of the image before it is there; null when only the image itself tells its name.</summary>
    public PreloadedImage? Foreseen =>
        (Name ?? Reference) is { } name ? new PreloadedImage("", name.Name, "", "", Text, Reference?.Digest) : null;

    /// <summary>The image that a service's file pins.</summary>
    public static ContainerRequest Of(ImageUse use) => new(use.Reference!.ToString(), null, use.Reference, null, null, use.Location);
}
