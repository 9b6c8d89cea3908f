using System.Text.Json.Serialization;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.Outputs;

/// <summary>Which files of a release are ours, as <c>bundle.json</c>; the identity is null of one that is being written.</summary>
public sealed record BundleRecord(string Folder, IReadOnlyDictionary<string, BundleFile?> Files)
{
    public static BundleRecord? Read(string file) => JsonFile.Read(file, BundleJson.Default.BundleRecord);

    public void Write(string file) => JsonFile.Write(file, this, BundleJson.Default.BundleRecord);
}

public sealed record BundleFile(string Sha256, FileIdentity Identity);

[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(BundleRecord))]
internal sealed partial class BundleJson : JsonSerializerContext;
