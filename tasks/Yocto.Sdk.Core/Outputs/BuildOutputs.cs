using System.Text.Json.Serialization;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.Outputs;

/// <summary>What a build has delivered, as <c>outputs.json</c>.</summary>
/// <param name="Folder">The folder of the deliverables, <c>bin/&lt;Configuration&gt;/&lt;Machine&gt;</c>; absolute.</param>
/// <param name="Machine">The project's <c>Machine</c>.</param>
/// <param name="Files">By name.</param>
/// <param name="SstateManifests">The identity of each manifest that lists them, by its path.</param>
/// <param name="Names">Every name in the folder that may be ours, those of an interrupted delivery too; sorted.</param>
internal sealed record BuildOutputs(
    string Folder,
    string Machine,
    IReadOnlyList<OutputFile> Files,
    IReadOnlyDictionary<string, FileIdentity> SstateManifests,
    IReadOnlyList<string> Names)
{
    /// <summary>Null when there is none that can be read: then everything is delivered again.</summary>
    public static BuildOutputs? Read(string file) => JsonFile.Read(file, OutputsJson.Default.BuildOutputs);

    public void Write(string file) => JsonFile.Write(file, this, OutputsJson.Default.BuildOutputs);

    /// <summary>The absolute path of a deliverable.</summary>
    public string PathOf(string name) => Path.Combine(Folder, name);
}

/// <param name="Deployed">Where it was found, and who left it there.</param>
/// <param name="Image">The image recipe it belongs to; null for an artifact of another recipe.</param>
/// <param name="Source">The identity of the deployed file.</param>
/// <param name="Delivered">The identity of the file in <c>bin/</c>.</param>
/// <param name="Sha256">64 hexadecimal digits.</param>
internal sealed record OutputFile(
    DeployedFile Deployed,
    string? Image,
    FileIdentity Source,
    FileIdentity Delivered,
    string Sha256);

[JsonSourceGenerationOptions(WriteIndented = true, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BuildOutputs))]
internal sealed partial class OutputsJson : JsonSerializerContext;
