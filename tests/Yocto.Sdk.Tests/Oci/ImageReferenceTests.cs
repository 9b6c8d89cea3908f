using Yocto.Sdk.Oci;

namespace Yocto.Sdk.Tests.Oci;

public sealed class ImageReferenceTests
{
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("docker.io/library/nginx:1.27", "docker.io", "library/nginx", "1.27", null)]
    [InlineData("docker.io/nginx", "docker.io", "library/nginx", null, null)]
    [InlineData("index.docker.io/acme/app:2", "docker.io", "acme/app", "2", null)]
    [InlineData("ghcr.io/acme/edge/agent@" + Digest, "ghcr.io", "acme/edge/agent", null, Digest)]
    [InlineData("localhost:5000/hello:1@" + Digest, "localhost:5000", "hello", "1", Digest)]
    [InlineData("[::1]:5000/hello", "[::1]:5000", "hello", null, null)]
    public void A_full_image_name_has_a_registry_and_a_repository(string text, string registry, string repository, string? tag, string? digest) =>
        Assert.Equal(new ImageReference(registry, repository, tag, digest), ImageReference.TryParse(text));

    [Theory]
    [InlineData("nginx")]
    [InlineData("library/nginx:1.27")]
    [InlineData("docker.io/Nginx")]
    [InlineData("docker.io/nginx@sha256:123")]
    [InlineData("docker.io/nginx:-")]
    [InlineData("docker.io/a//b")]
    [InlineData("https://docker.io/nginx")]
    [InlineData("docker.io/nginx:1 ")]
    public void Text_that_is_no_full_image_name_is_refused(string text) => Assert.Null(ImageReference.TryParse(text));

    [Theory]
    [InlineData("hello", "localhost/hello:latest")]
    [InlineData("acme/hello:2", "localhost/acme/hello:2")]
    [InlineData("docker.io/nginx", "docker.io/library/nginx:latest")]
    [InlineData("ghcr.io/acme/agent:1@" + Digest, "ghcr.io/acme/agent:1")]
    public void An_image_is_called_by_its_tag_on_the_device(string text, string name) =>
        Assert.Equal(name, ImageReference.TryParseShort(text)!.Name);
}
