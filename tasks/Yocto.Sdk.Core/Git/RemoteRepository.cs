using Yocto.Sdk.Project;

namespace Yocto.Sdk.Git;

/// <summary>A repository on a server, and which commit of it is wanted.</summary>
/// <param name="Name">As the project calls it.</param>
/// <param name="FallbackBranch">Where to look for a commit that the server does not give by its name.</param>
/// <param name="Origin">The element of the project that asks for it.</param>
internal record RemoteRepository(string Name, GitUrl Url, Pin Pin, string? FallbackBranch, Origin Origin);
