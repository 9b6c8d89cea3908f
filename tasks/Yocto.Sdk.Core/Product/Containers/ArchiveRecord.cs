using Yocto.Sdk.Files;

namespace Yocto.Sdk.Product.Containers;

/// <summary>What an archive was made from, next to it as <c>.json</c>: while that is the same, it need not be made again.</summary>
/// <param name="Origin">The request, and the identity of a file that it names.</param>
/// <param name="UnpackedSize">In bytes.</param>
internal sealed record ArchiveRecord(string Origin, string Name, string Id, long UnpackedSize)
{
    /// <summary>Null when there is none, or it belongs to an archive that is gone.</summary>
    public static ArchiveRecord? Read(string archive) =>
        File.Exists(archive) ? JsonFile.Read(RecordOf(archive), PreloadedImagesJson.Default.ArchiveRecord) : null;

    public void Write(string archive) => JsonFile.Write(RecordOf(archive), this, PreloadedImagesJson.Default.ArchiveRecord);

    public static string RecordOf(string archive) => $"{archive}.json";
}
