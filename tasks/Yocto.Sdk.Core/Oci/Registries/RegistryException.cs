namespace Yocto.Sdk.Oci.Registries;

internal enum RegistryFailure
{
    Unreachable,
    Refused,
    NotFound,
    Damaged,
}

/// <summary>A registry did not give what it was asked for; the message is a sentence without its name.</summary>
internal sealed class RegistryException(RegistryFailure failure, string reason, Exception? cause = null) : Exception(reason, cause)
{
    public RegistryFailure Failure => failure;
}
