namespace Yocto.Sdk.Product.Applications;

/// <summary>The metadata <c>YoctoDeploy</c>.</summary>
public enum Deployment
{
    Container,
    Native,
}
