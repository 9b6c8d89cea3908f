using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Yocto.Sdk.Files;

/// <summary>
/// A record on the disk that is written again if it is missing or damaged. Its (de)serializer is generated: reflection
/// would cost a build that has nothing to do a tenth of a second.
/// </summary>
internal static class JsonFile
{
    /// <summary>Null where there is none, or none that can be read.</summary>
    public static T? Read<T>(string file, JsonTypeInfo<T> type)
        where T : class
    {
        if (!File.Exists(file))
            return null;
        try
        {
            using var json = File.OpenRead(file);
            return JsonSerializer.Deserialize(json, type);
        }
        catch (Exception e) when (e is JsonException or FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public static void Write<T>(string file, T value, JsonTypeInfo<T> type) =>
        WholeFile.Write(file, JsonSerializer.Serialize(value, type));

    /// <summary>Leaves the file and its time alone when it has that content.</summary>
    public static void WriteIfChanged<T>(string file, T value, JsonTypeInfo<T> type) =>
        WholeFile.WriteIfChanged(file, JsonSerializer.Serialize(value, type));
}
