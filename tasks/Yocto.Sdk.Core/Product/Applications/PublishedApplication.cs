namespace Yocto.Sdk.Product.Applications;

/// <summary>What a published application is, in its own project's words.</summary>
/// <param name="Name">The <see cref="Application.Name"/>.</param>
/// <param name="Executable">Its file name: the project's AssemblyName.</param>
/// <param name="Folder">What was published; absolute.</param>
public sealed record PublishedApplication(string Name, string Executable, string Version, bool InvariantGlobalization, string Folder);
