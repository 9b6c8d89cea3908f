using Yocto.Sdk.Project;

namespace Yocto.Sdk.Product.Engines;

/// <summary>A project's settings for the container host, unchecked; null when unset.</summary>
internal sealed record ContainerHostSettings(
    Setting? Engine, Setting? Runtime, Setting? Network, Setting? Storage, Setting? Policy,
    IReadOnlyList<ContainerRegistry> Registries, IReadOnlyList<Setting> Users)
{
    /// <summary>What has no meaning without an engine: name and value.</summary>
    public IEnumerable<(string Name, Setting Value)> OfEngine()
    {
        (string, Setting?)[] properties =
        [
            ("YoctoContainerRuntime", Runtime), ("YoctoContainerNetwork", Network),
            ("YoctoContainerStorage", Storage), ("YoctoContainerPolicy", Policy),
        ];
        foreach (var (name, value) in properties)
        {
            if (value is not null)
                yield return (name, value);
        }

        foreach (var registry in Registries)
            yield return ("YoctoContainerRegistry", registry.Name);
        foreach (var user in Users)
            yield return ("YoctoContainerUser", user);
    }
}
