namespace Yocto.Sdk.Oci.Registries;

public enum RegistryFailure
{
    Unreachable,
    Refused,
    NotFound,
    Damaged,
}

/// <summary>A registry did not give what it was asked for; the message is a sentence without its name.</summary>
public sealed class RegistryException(RegistryFailure failure, string reason, Exception? cause = null) : Exception(reason, cause)
{
    public RegistryFailure Failure => failure;
}
