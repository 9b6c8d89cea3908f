using Yocto.Sdk.Oci.Registries;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Oci.Registries;

public sealed class RegistryCredentialsTests
{
    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"auths":null}""")]
    [InlineData("""{"auths":{"registry.example":"x"}}""")]
    [InlineData("""{"auths":{"registry.example":null},"credsStore":5}""")]
    [InlineData("""{"auths":{"registry.example":{"auth":5}}}""")]
    [InlineData("""{"auths":{"registry.example":{"auth":"no base64"}}}""")]
    [InlineData("""{"auths":{"registry.example":{"identitytoken":{}}},"credHelpers":null}""")]
    [InlineData("""{"credHelpers":{"registry.example":["x"]}}""")]
    [InlineData("""{"auths":""")]
    [InlineData("""{"auths":{"registry.example":{"auth":"\ud800"}}}""")]
    [InlineData("""{"\ud800":{"registry.example":{"auth":"a"}},"auths":{"\udc00":1}}""")]
    public async Task A_login_file_of_another_shape_has_no_login(string json)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("auth.json", json);

        Assert.Null(await new RegistryCredentials([file]).FindAsync("registry.example", "acme/app", TestContext.Current.CancellationToken));
    }
}
