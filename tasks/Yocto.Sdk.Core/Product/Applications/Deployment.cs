namespace Yocto.Sdk.Product.Applications;

/// <summary>The metadata <c>YoctoDeploy</c>.</summary>
internal enum Deployment
{
    Container,
    Native,
}
