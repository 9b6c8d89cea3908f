using System.Text.Json.Serialization;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.Outputs;

/// <summary>Which files of a release are ours, as <c>bundle.json</c>; the identity is null of one that is being written.</summary>
internal sealed record ReleaseRecord(string Folder, IReadOnlyDictionary<string, BundleFile?> Files)
{
    public static ReleaseRecord? Read(string file) => JsonFile.Read(file, ReleaseRecordJson.Default.ReleaseRecord);

    public void Write(string file) => JsonFile.Write(file, this, ReleaseRecordJson.Default.ReleaseRecord);
}

internal sealed record BundleFile(string Sha256, FileIdentity Identity);

[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(ReleaseRecord))]
internal sealed partial class ReleaseRecordJson : JsonSerializerContext;
