namespace Yocto.Sdk.Device.ContainerHost;

/// <summary>The product layer's check of a kernel's configuration, in <c>container-kernel.bbclass</c>.</summary>
public static class KernelAudit
{
    public const string TaskName = "do_container_kernel_check";

    /// <summary>The property that brings it.</summary>
    public const string Property = "YoctoContainerEngine";
}
