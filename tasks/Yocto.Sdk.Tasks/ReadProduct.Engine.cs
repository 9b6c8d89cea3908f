using Microsoft.Build.Framework;
using Yocto.Sdk.Product.Engines;

namespace Yocto.Sdk.Tasks;

/// <summary>The part that reads the container host.</summary>
public sealed partial class ReadProduct
{
    public string ContainerEngine { get; set; } = "";

    public string ContainerRuntime { get; set; } = "";

    public string ContainerNetwork { get; set; } = "";

    /// <summary>A path on the device.</summary>
    public string ContainerStorage { get; set; } = "";

    public string ContainerPolicy { get; set; } = "";

    /// <summary>Items <c>YoctoContainerRegistry</c>; metadata <c>Search</c>, <c>Insecure</c>, <c>Mirror</c>, <c>Key</c>.</summary>
    public ITaskItem[] ContainerRegistries { get; set; } = [];

    /// <summary>Items <c>YoctoContainerUser</c>.</summary>
    public ITaskItem[] ContainerUsers { get; set; } = [];

    private ContainerHostSettings ReadContainerHost() => new(
        Property("YoctoContainerEngine", ContainerEngine),
        Property("YoctoContainerRuntime", ContainerRuntime),
        Property("YoctoContainerNetwork", ContainerNetwork),
        Property("YoctoContainerStorage", ContainerStorage),
        Property("YoctoContainerPolicy", ContainerPolicy),
        [.. ContainerRegistries.Select(ReadRegistry)],
        [.. ContainerUsers.Select(u => Item(u, "YoctoContainerUser"))]);

    private ContainerRegistry ReadRegistry(ITaskItem item) => new(
        Item(item, "YoctoContainerRegistry"),
        IsOn(item, "YoctoContainerRegistry", "Search"),
        IsOn(item, "YoctoContainerRegistry", "Insecure"),
        item.GetMetadata("Mirror"),
        item.GetMetadata("Key") is { Length: > 0 } key ? PathOf(key) : "");
}
