using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Oci;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Product.Containers;

/// <summary>Checks what a project writes for an image, without a look into the image or its registry.</summary>
/// <param name="folder">That relative paths start from; absolute.</param>
internal sealed class ContainerReader(string folder)
{
    private const string Example = "docker.io/library/nginx@sha256:…";

    /// <summary>A tag is no problem yet: <see cref="TagAdvice"/> says what to write instead.</summary>
    public Checked<ContainerRequest> Read(ContainerSettings settings)
    {
        var problems = new List<Diagnostic>();
        var text = settings.Image.Text;
        var location = settings.Image.Origin is { } origin ? ProjectText.Locate(origin) : null;
        ImageReference? wanted = null;
        if (settings.Name.Length > 0 && ((wanted = ImageReference.TryParseShort(settings.Name)) is null || wanted.Digest is not null))
            problems.Add(ContainerErrors.BadName.At(location, settings.Name, ImageReference.Local));
        ImagePlatform? runs = null;
        if (settings.Platform.Length > 0 && (runs = ImagePlatform.TryParse(settings.Platform)) is null)
            problems.Add(ContainerErrors.BadPlatform.At(location, settings.Platform));

        var path = Path.GetFullPath(text, folder);
        if (File.Exists(path) || Directory.Exists(path))
            return new Checked<ContainerRequest>(new ContainerRequest(text, path, null, wanted, runs, location), problems);
        if (ImageReference.TryParse(text) is { } reference)
            return new Checked<ContainerRequest>(new ContainerRequest(text, null, reference, wanted, runs, location), problems);
        problems.Add(LooksLikePath(text) ? ContainerErrors.NoFile.At(location, path) : ContainerErrors.BadReference.At(location, text, Example));
        return new Checked<ContainerRequest>(null, problems);
    }

    private static bool LooksLikePath(string text) =>
        text.StartsWith('.') || text.StartsWith('/') || text.EndsWith('/')
        || text.EndsWith(".tar", StringComparison.Ordinal) || text.EndsWith(".gz", StringComparison.Ordinal) || text.EndsWith(".tgz", StringComparison.Ordinal);
}
