namespace Yocto.Sdk.Product.Engines;

/// <summary>The device's engine, as far as its containers have to know it.</summary>
/// <param name="Name"><c>podman</c> or <c>docker</c>.</param>
/// <param name="Storage">Where it keeps images; a path on the device.</param>
internal sealed record DeviceEngine(string Name, string Storage)
{
    public bool IsPodman => Name == "podman";

    /// <summary>The systemd unit that has to run; empty for podman, which needs none.</summary>
    public string Unit => IsPodman ? "" : "docker.service";

    /// <summary>Null when the device has none.</summary>
    /// <param name="storage">Empty leaves it to the engine.</param>
    public static DeviceEngine? Of(string engine, string storage) => engine switch
    {
        "podman" => new DeviceEngine(engine, storage.Length > 0 ? storage : "/var/lib/containers/storage"),
        "docker" => new DeviceEngine(engine, storage.Length > 0 ? storage : "/var/lib/docker"),
        _ => null,
    };
}
