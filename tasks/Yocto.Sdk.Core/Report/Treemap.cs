namespace Yocto.Sdk.Report;

/// <param name="X">Of 1, as the others.</param>
internal readonly record struct Tile(double X, double Y, double Width, double Height);

/// <summary>
/// Squarified treemap: areas in proportion to values, as square as it goes (Bruls, Huizing, van Wijk, 2000).
/// </summary>
internal static class Treemap
{
    /// <param name="values">Above 0, the largest first.</param>
    /// <param name="aspect">The map's width by its height.</param>
    public static IReadOnlyList<Tile> Of(IReadOnlyList<long> values, double aspect)
    {
        var tiles = new List<Tile>(values.Count);
        var scale = aspect / Math.Max(1, values.Sum());
        var (x, y, width, height) = (0.0, 0.0, aspect, 1.0);
        for (var first = 0; first < values.Count;)
        {
            var side = Math.Min(width, height);
            var (count, area) = (1, values[first] * scale);
            while (first + count < values.Count)
            {
                var more = area + values[first + count] * scale;
                if (Worst(first, count + 1, more, side) > Worst(first, count, area, side))
                    break;
                (count, area) = (count + 1, more);
            }

            var depth = area / side;
            var along = 0.0;
            for (var place = first; place < first + count; place++)
            {
                var length = values[place] * scale / depth;
                tiles.Add(width >= height
                    ? new Tile(x / aspect, y + along, depth / aspect, length)
                    : new Tile((x + along) / aspect, y, length / aspect, depth));
                along += length;
            }

            (x, y, width, height) = width >= height ? (x + depth, y, width - depth, height) : (x, y + depth, width, height - depth);
            first += count;
        }

        return tiles;

        double Worst(int first, int count, double area, double side)
        {
            var (largest, smallest) = (values[first] * scale, values[first + count - 1] * scale);
            return Math.Max(side * side * largest / (area * area), area * area / (side * side * smallest));
        }
    }
}
