namespace Yocto.Sdk.Oci.Registries;

/// <summary>Where a registry answers.</summary>
internal static class RegistryAddress
{
    /// <summary>HTTPS, except for a registry on this machine, as in the engines. Docker Hub's API has its own host.</summary>
    public static Uri Of(string registry)
    {
        var host = registry == "docker.io" ? "registry-1.docker.io" : registry;
        var address = new Uri($"https://{host}/");
        return address.IsLoopback ? new UriBuilder(address) { Scheme = "http", Port = address.IsDefaultPort ? 80 : address.Port }.Uri : address;
    }
}
