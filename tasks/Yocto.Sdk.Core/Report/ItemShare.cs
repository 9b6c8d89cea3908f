namespace Yocto.Sdk.Report;

/// <summary>What an item of the project brought into the image: its package, and what that needs.</summary>
/// <param name="Item">Null for what the image recipe itself asks for.</param>
/// <param name="Alone">Packages that nothing else asks for: without the item they would not be there.</param>
/// <param name="Shared">Packages that others ask for, too.</param>
internal sealed record ItemShare(string? Item, IReadOnlyList<ImagePackage> Alone, IReadOnlyList<ImagePackage> Shared)
{
    public static IReadOnlyList<ItemShare> AllOf(BuildState state)
    {
        var packages = state.Packages.DistinctBy(p => p.Name).ToDictionary(p => p.Name, StringComparer.Ordinal);
        var asked = state.Asked.Where(packages.ContainsKey).Distinct().Select(a => (Item: (string?)a, Reach: Reach([a], packages))).ToList();
        // the rest is the image recipe's, with all that it needs
        var others = packages.Keys.Except(asked.SelectMany(a => a.Reach));
        asked.Add((null, Reach(others, packages)));
        var count = asked.SelectMany(a => a.Reach).GroupBy(p => p).ToDictionary(g => g.Key, g => g.Count());
        return
        [
            .. from item in asked
               let own = item.Reach.ToLookup(p => count[p] == 1, p => packages[p])
               select new ItemShare(item.Item, [.. own[true]], [.. own[false]]),
        ];
    }

    private static HashSet<string> Reach(IEnumerable<string> from, Dictionary<string, ImagePackage> packages)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var next = new Stack<string>(from);
        while (next.TryPop(out var name))
        {
            if (!reached.Add(name))
                continue;
            foreach (var need in packages[name].Needs.Where(packages.ContainsKey))
                next.Push(need);
        }

        return reached;
    }
}
