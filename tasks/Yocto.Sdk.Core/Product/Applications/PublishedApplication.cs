using System.Text.Json;
using System.Text.Json.Serialization;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.Product.Applications;

/// <summary>What a published application is, in its own project's words.</summary>
/// <param name="Name">The <see cref="Application.Name"/>.</param>
/// <param name="Executable">Its file name: the project's AssemblyName.</param>
/// <param name="Folder">What was published; absolute.</param>
internal sealed record PublishedApplication(string Name, string Executable, string Version, bool InvariantGlobalization, string Folder);

/// <summary>The native applications that a build has ready, as <c>applications.json</c>.</summary>
internal static class PublishedApplications
{
    /// <summary>Empty when there is no such file.</summary>
    public static IReadOnlyList<PublishedApplication> Read(string file) =>
        JsonFile.Read(file, PublishedApplicationsJson.Default.PublishedApplicationArray) ?? [];

    public static void Write(string file, IReadOnlyList<PublishedApplication> applications) =>
        WholeFile.WriteIfChanged(file, JsonSerializer.Serialize([.. applications], PublishedApplicationsJson.Default.PublishedApplicationArray));
}

[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(PublishedApplication[]))]
internal sealed partial class PublishedApplicationsJson : JsonSerializerContext;
