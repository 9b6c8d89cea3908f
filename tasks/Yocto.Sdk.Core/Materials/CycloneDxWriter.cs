using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.Materials;

/// <summary>
/// Writes a bill of materials as CycloneDX 1.6 in JSON (ECMA-424). The same bill gives the same bytes: there is no time but
/// that of the bill, and the serial number follows from the content.
/// </summary>
/// <param name="version">Of this SDK, which is the document's tool.</param>
internal sealed class CycloneDxWriter(string version)
{
    private static readonly JsonWriterOptions _json = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Write(BillOfMaterials bill) => Write(bill, SerialNumberOf(Sha256.Of(Write(bill, null))));

    private string Write(BillOfMaterials bill, string? serialNumber)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, _json))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
            json.WriteString("bomFormat", "CycloneDX");
            json.WriteString("specVersion", "1.6");
            if (serialNumber is not null)
                json.WriteString("serialNumber", serialNumber);
            json.WriteNumber("version", 1);
            json.WriteStartObject("metadata");
            if (bill.Made is { } made)
                json.WriteString("timestamp", DateTimeOffset.FromUnixTimeSeconds(made).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null));
            json.WriteStartObject("tools");
            json.WriteStartArray("components");
            Write(json, new Material("tool:yocto-sdk", "application", "Yocto.Sdk", version));
            json.WriteEndArray();
            json.WriteEndObject();
            json.WritePropertyName("component");
            Write(json, bill.Product);
            json.WriteEndObject();
            Write(json, "components", bill.Materials);
            WriteDependencies(json, bill);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    /// <summary>A UUID of version 8, which RFC 9562 leaves to the application: the first 122 bits of the digest.</summary>
    private static string SerialNumberOf(string digest) =>
        $"urn:uuid:{digest[..8]}-{digest[8..12]}-8{digest[13..16]}-a{digest[17..20]}-{digest[20..32]}";

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<Material> materials)
    {
        if (materials.Count == 0)
            return;
        json.WriteStartArray(name);
        foreach (var material in materials)
            Write(json, material);
        json.WriteEndArray();
    }

    /// <summary>In the order of the schema.</summary>
    private static void Write(Utf8JsonWriter json, Material material)
    {
        json.WriteStartObject();
        json.WriteString("type", material.Type);
        json.WriteString("bom-ref", material.Reference);
        if (material.Supplier is { } supplier)
        {
            json.WriteStartObject("supplier");
            json.WriteString("name", supplier);
            json.WriteEndObject();
        }

        WriteKnown(json, "publisher", material.Publisher);
        json.WriteString("name", material.Name);
        WriteKnown(json, "version", material.Version);
        WriteKnown(json, "description", material.Description);
        Write(json, "hashes", material.Digests);
        if (material.License is { } license)
            Write(json, license);
        WriteKnown(json, "cpe", material.Cpe);
        WriteKnown(json, "purl", material.Purl);
        if (material.Links.Count > 0)
        {
            json.WriteStartArray("externalReferences");
            foreach (var link in material.Links)
            {
                json.WriteStartObject();
                json.WriteString("type", link.Type);
                json.WriteString("url", link.Url);
                Write(json, "hashes", link.Digest is { } digest ? [digest] : []);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        if (material.Properties.Count > 0)
        {
            json.WriteStartArray("properties");
            foreach (var (name, value) in material.Properties)
            {
                json.WriteStartObject();
                json.WriteString("name", name);
                json.WriteString("value", value);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        Write(json, "components", material.Parts);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<Digest> digests)
    {
        if (digests.Count == 0)
            return;
        json.WriteStartArray(name);
        foreach (var digest in digests)
        {
            json.WriteStartObject();
            json.WriteString("alg", digest.Algorithm);
            json.WriteString("content", digest.Hex);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, License license)
    {
        json.WriteStartArray("licenses");
        json.WriteStartObject();
        if (license.Expression is { } expression)
        {
            json.WriteString("expression", expression);
        }
        else
        {
            json.WriteStartObject("license");
            json.WriteString("name", license.Name ?? license.Url);
            WriteKnown(json, "url", license.Url);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteDependencies(Utf8JsonWriter json, BillOfMaterials bill)
    {
        json.WriteStartArray("dependencies");
        WriteDependency(json, bill.Product.Reference, bill.Product.Needs);
        foreach (var material in bill.Materials.SelectMany(WithParts).Where(m => m.Needs.Count > 0))
            WriteDependency(json, material.Reference, material.Needs);
        json.WriteEndArray();
    }

    private static void WriteDependency(Utf8JsonWriter json, string reference, IReadOnlyList<string> needs)
    {
        json.WriteStartObject();
        json.WriteString("ref", reference);
        json.WriteStartArray("dependsOn");
        foreach (var need in needs.Distinct().Order(StringComparer.Ordinal))
            json.WriteStringValue(need);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static IEnumerable<Material> WithParts(Material material) => material.Parts.SelectMany(WithParts).Prepend(material);

    private static void WriteKnown(Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            json.WriteString(name, value);
    }
}
