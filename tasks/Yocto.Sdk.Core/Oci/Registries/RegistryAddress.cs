namespace Yocto.Sdk.Oci.Registries;

/// <summary>Where a registry answers.</summary>
public static class RegistryAddress
{
    /// <summary>HTTPS, but for one on this machine, as the engines have it. Docker Hub's API has a host of its own.</summary>
    public static Uri Of(string registry)
    {
        var host = registry == "docker.io" ? "registry-1.docker.io" : registry;
        var address = new Uri($"https://{host}/");
        return address.IsLoopback ? new UriBuilder(address) { Scheme = "http", Port = address.IsDefaultPort ? 80 : address.Port }.Uri : address;
    }
}
