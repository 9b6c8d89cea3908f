using System.Text.Json;

namespace Yocto.Sdk.Layers;

/// <summary>Reads the data files that the assembly carries.</summary>
internal static class Catalogues
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);

    public static IReadOnlyList<T> Read<T>(string name)
    {
        using var stream = typeof(Catalogues).Assembly.GetManifestResourceStream(typeof(Catalogues), name)
            ?? throw new InvalidDataException($"The assembly lacks {name}.");
        return JsonSerializer.Deserialize<T[]>(stream, _json)!;
    }
}
