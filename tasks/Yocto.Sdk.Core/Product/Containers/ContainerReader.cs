using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Oci;
using Yocto.Sdk.Oci.Registries;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Product.Containers;

/// <summary>Reads what a project writes for an image.</summary>
/// <param name="folder">That relative paths start from; absolute.</param>
public sealed class ContainerReader(string folder, RegistryImages registries)
{
    private const string Example = "docker.io/library/nginx@sha256:…";

    /// <param name="problems">Takes what is wrong; the result is null then.</param>
    public async Task<ContainerRequest?> ReadAsync(
        string text, string name, string platform, SourceLocation? location, ICollection<Diagnostic> problems, CancellationToken cancellation)
    {
        ImageReference? wanted = null;
        if (name.Length > 0 && ((wanted = ImageReference.TryParseShort(name)) is null || wanted.Digest is not null))
            problems.Add(ContainerErrors.BadName.At(location, name, ImageReference.Local));
        ImagePlatform? runs = null;
        if (platform.Length > 0 && (runs = ImagePlatform.TryParse(platform)) is null)
            problems.Add(ContainerErrors.BadPlatform.At(location, platform));

        var path = Path.GetFullPath(text, folder);
        if (File.Exists(path) || Directory.Exists(path))
            return new ContainerRequest(text, path, null, wanted, runs, location);
        if (ImageReference.TryParse(text) is not { } reference)
        {
            problems.Add(LooksLikePath(text) ? ContainerErrors.NoFile.At(location, path) : ContainerErrors.BadReference.At(location, text, Example));
            return null;
        }

        if (reference.Digest is null)
        {
            problems.Add(ContainerErrors.NotPinned.At(location, text, await AdviceAsync(reference, cancellation)));
            return null;
        }

        return new ContainerRequest(text, null, reference, wanted, runs, location);
    }

    /// <summary>What to write instead of a tag.</summary>
    public async Task<string> AdviceAsync(ImageReference reference, CancellationToken cancellation) =>
        await registries.DigestOfAsync(reference, cancellation) is { } digest
            ? $"Pin the digest that it has now: {reference with { Tag = reference.Tag ?? "latest", Digest = digest }}."
            : $"Pin its digest, {reference}@sha256:…, which 'skopeo inspect docker://{reference}' prints.";

    private static bool LooksLikePath(string text) =>
        text.StartsWith('.') || text.StartsWith('/') || text.EndsWith('/')
        || text.EndsWith(".tar", StringComparison.Ordinal) || text.EndsWith(".gz", StringComparison.Ordinal) || text.EndsWith(".tgz", StringComparison.Ordinal);
}
