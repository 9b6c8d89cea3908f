namespace Yocto.Sdk.Product.Containers.Quadlet;

/// <summary>The Kubernetes YAML that a <c>.kube</c> file runs.</summary>
/// <param name="File">Absolute.</param>
internal sealed record KubeFile(string File, string Text);
