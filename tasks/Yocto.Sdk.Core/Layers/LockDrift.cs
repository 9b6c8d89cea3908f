
namespace Yocto.Sdk.Layers;

/// <summary>Where a project and its lock file differ.</summary>
internal static class LockDrift
{
    /// <summary>A phrase for each difference, sorted by repository; empty when the lock answers the plan.</summary>
    public static IReadOnlyList<string> Between(RestorePlan plan, LockFile? locked)
    {
        if (locked is null)
            return ["there is no lock file"];
        var planned = plan.Repositories.ToDictionary(r => r.Name);
        return [.. planned.Keys.Union(locked.Repositories.Keys).Order(StringComparer.Ordinal)
            .Select(name => Difference(name, planned.GetValueOrDefault(name), locked.Repositories.GetValueOrDefault(name)))
            .OfType<string>()];
    }

    private static string? Difference(string name, PlannedRepository? planned, LockedRepository? locked) => (planned, locked) switch
    {
        (null, _) => $"'{name}' is locked, but no layer of the project uses it",
        (_, null) => $"'{name}' is not locked",
        _ when locked.Answers(planned) => null,
        _ => $"'{name}' is locked to {locked.Asked}, but the project asks for {planned.Asked}",
    };
}
