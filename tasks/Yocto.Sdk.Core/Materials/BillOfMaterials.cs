namespace Yocto.Sdk.Materials;

/// <summary>All that is in an image.</summary>
/// <param name="Product">The image itself. Its properties are the configuration and the commits that it was made of.</param>
/// <param name="Materials">By reference.</param>
/// <param name="Made">When, in seconds since 1970; null for a document that is the same for the same image.</param>
internal sealed record BillOfMaterials(Material Product, IReadOnlyList<Material> Materials, long? Made = null)
{
    /// <summary>What begins the names of this SDK's properties (CycloneDX's property taxonomy asks for a namespace).</summary>
    public const string Namespace = "yocto-sdk:";

    public const string Repository = Namespace + "repository:";
    public const string Configuration = Namespace + "configuration:";
    public const string Size = Namespace + "size";
    public const string Recipe = Namespace + "recipe";
    public const string FullVersion = Namespace + "version";
    public const string Architecture = Namespace + "architecture";
    public const string Layer = Namespace + "container-layer";
    public const string ImageId = Namespace + "container-id";
    public const string ContainerName = Namespace + "container-name";
    public const string ContainerDigest = Namespace + "container-digest";
    public const string Unread = Namespace + "unread";
}
