namespace Yocto.Sdk.Product.Engines;

/// <summary>The product layer's check of a kernel's configuration, in <c>container-kernel.bbclass</c>.</summary>
internal static class ContainerKernel
{
    public const string TaskName = "do_container_kernel_check";

    /// <summary>The property that brings it.</summary>
    public const string Property = "YoctoContainerEngine";
}
