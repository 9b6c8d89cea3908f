using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Oci;
using Yocto.Sdk.Oci.Registries;

namespace Yocto.Sdk.Product.Containers;

/// <summary>Says what to write instead of a tag. The build fails all the same, so that the registry is asked last.</summary>
internal sealed class TagAdvice(RegistryImages registries)
{
    /// <param name="request">One that <see cref="ContainerRequest.IsPinned"/> denies.</param>
    public async Task<Diagnostic> ProblemAsync(ContainerRequest request, CancellationToken cancellation) =>
        ContainerErrors.NotPinned.At(request.Location, request.Text, await SentenceAsync(request.Reference!, cancellation));

    private async Task<string> SentenceAsync(ImageReference reference, CancellationToken cancellation) =>
        await registries.DigestOfAsync(reference, cancellation) is { } digest
            ? $"Pin the digest that it has now: {reference with { Tag = reference.Tag ?? "latest", Digest = digest }}."
            : $"Pin its digest, {reference}@sha256:…, which 'skopeo inspect docker://{reference}' prints.";
}
