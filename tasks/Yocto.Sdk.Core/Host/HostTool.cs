using Yocto.Sdk.Project;

namespace Yocto.Sdk.Host;

/// <summary>A command that the project needs on the host.</summary>
/// <param name="Package">The distribution's package that has it; null leaves that to the table of the SDK.</param>
internal sealed record HostTool(string Command, string? Package = null, Origin? Origin = null);
