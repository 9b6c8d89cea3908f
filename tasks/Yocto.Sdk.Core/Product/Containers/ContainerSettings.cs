using Yocto.Sdk.Project;

namespace Yocto.Sdk.Product.Containers;

/// <summary>What a project says of an image, as it is written.</summary>
/// <param name="Image">An archive, a layout or a name.</param>
/// <param name="Name">What the device is to call it; empty leaves that to the image.</param>
/// <param name="Platform">What it is for; empty leaves that to the machine.</param>
internal sealed record ContainerSettings(Setting Image, string Name, string Platform);
