using Yocto.Sdk.Project;

namespace Yocto.Sdk.Product.Applications;

/// <summary>What a reference with <c>YoctoDeploy</c> says, as it is written; null where it says nothing.</summary>
/// <param name="Project">The C# project's path.</param>
internal sealed record ApplicationSettings(
    Setting Project,
    Setting? Deploy,
    Setting? Name,
    Setting? Start,
    Setting? RuntimeIdentifier,
    Setting? Arguments,
    Setting? Environment,
    Setting? Ports,
    Setting? Volumes,
    Setting? Network)
{
    /// <summary>Those of an application in a container.</summary>
    public IEnumerable<(string Metadata, Setting Value)> OfContainer() =>
        from setting in ((string, Setting?)[])[("Ports", Ports), ("Volumes", Volumes), ("Network", Network)]
        where setting.Item2 is not null
        select (setting.Item1, setting.Item2);
}
