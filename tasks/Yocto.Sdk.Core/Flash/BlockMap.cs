using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.Flash;

/// <summary>A part of an image.</summary>
/// <param name="Start">In bytes.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Sha256">As the block map has it; null where there is none.</param>
internal sealed record ImageRange(long Start, long Length, string? Sha256 = null);

/// <summary>Which parts of an image hold something: the file that <c>bmaptool create</c> writes beside it.</summary>
internal static class BlockMap
{
    /// <summary>The parts to write; the whole image when the map is missing, damaged or another image's.</summary>
    /// <param name="file">Null when the image has none.</param>
    /// <param name="size">Of the image, in bytes.</param>
    public static IReadOnlyList<ImageRange> Read(string? file, long size) =>
        (file is not null && File.Exists(file) ? Parse(SmallFile.ReadText(file), size) : null) ?? [new ImageRange(0, size)];

    /// <summary>Null when it is no block map of an image of that size.</summary>
    public static IReadOnlyList<ImageRange>? Parse(string text, long size)
    {
        try
        {
            var map = XDocument.Parse(text).Root!;
            if (Number(map.Element("ImageSize")?.Value) != size || Number(map.Element("BlockSize")?.Value) is not (> 0 and <= int.MaxValue and var block))
                return null;
            var hasSha256 = map.Element("ChecksumType")?.Value.Trim() == "sha256";
            var ranges = new List<ImageRange>();
            foreach (var range in map.Elements("BlockMap").Elements("Range"))
            {
                var ends = range.Value.Split('-');
                if (Number(ends[0]) is not { } first || Number(ends[^1]) is not { } last || last < first || last > size / block)
                    return null;
                var start = first * block;
                if (start >= size || (ranges.Count > 0 && start < ranges[^1].Start + ranges[^1].Length))
                    return null;
                ranges.Add(new ImageRange(start, Math.Min((last + 1) * block, size) - start, hasSha256 ? range.Attribute("chksum")?.Value : null));
            }

            return ranges;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) ? number : null;
}
