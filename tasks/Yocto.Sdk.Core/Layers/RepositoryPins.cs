using System.Text.RegularExpressions;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Git;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Layers;

/// <summary>Gives every repository its URL and its pin: the item's own, or the catalogue's and the release's.</summary>
internal sealed partial class RepositoryPins(string directory, Release? release, List<Diagnostic> errors)
{
    private readonly List<string> _unpinned = [];

    /// <summary>The repositories that would follow a release that is not known.</summary>
    public IReadOnlyList<string> Unpinned => _unpinned;

    public static bool IsName(string name) => Name().IsMatch(name);

    /// <summary>The metadata in which two items of one name differ; null when they are the same.</summary>
    public static string? Difference(LayerRepositoryRequest one, LayerRepositoryRequest other) =>
        one.Url != other.Url ? "URLs"
        : !one.Pins.SequenceEqual(other.Pins) ? "pins"
        : one.Patches != other.Patches ? "patches"
        : null;

    public PlannedRepository? Plan(string name, LayerRepositoryRequest? item, Origin usedBy)
    {
        var origin = item?.Origin ?? usedBy;
        var url = UrlOf(name, item, origin);
        var pin = PinOf(name, item, origin);
        var patches = Patches.Find(item?.Patches, name, directory, origin, errors);
        return url is null || pin is null
            ? null
            : new PlannedRepository(name, url, pin, pin.Kind == PinKind.Commit ? release?.BranchOf(name) : null, patches, origin);
    }

    /// <summary>An item that no layer uses can be wrong all the same.</summary>
    public void Check(LayerRepositoryRequest item)
    {
        UrlOf(item.Name, item, item.Origin);
        if (item.Pins.Count > 0)
            GivenPin(item);
        Patches.Find(item.Patches, item.Name, directory, item.Origin, errors);
    }

    private GitUrl? UrlOf(string name, LayerRepositoryRequest? item, Origin origin)
    {
        if ((item?.Url ?? LayerCatalogue.FindRepository(name)?.Url) is not { } text)
        {
            var near = NearestNames.Of(name, LayerCatalogue.Repositories.Select(r => r.Repository));
            var lies = LayerCatalogue.FindLayer(name, CoreSource.Separate)?.Repository.Repository;
            errors.Add(LayerErrors.RepositoryWithoutUrl.At(origin, name,
                lies is null ? NearestNames.Sentence(near) : $" The layer '{name}' is in the repository '{lies}'. Use that name in the item."));
            return null;
        }

        if (GitUrl.TryParse(text, directory, out var refusal) is { } url)
            return url;
        errors.Add(LayerErrors.BadUrl.At(origin with { Metadata = "Url" }, text, name, refusal));
        return null;
    }

    private Pin? PinOf(string name, LayerRepositoryRequest? item, Origin origin)
    {
        if (item is { Pins.Count: > 0 })
            return GivenPin(item);
        if (release is not null)
            return new Pin(PinKind.Branch, release.BranchOf(name));
        _unpinned.Add(name);
        return null;
    }

    private Pin? GivenPin(LayerRepositoryRequest item)
    {
        if (item.Pins is not [var pin])
        {
            errors.Add(LayerErrors.SeveralPins.At(item.Origin, item.Name, string.Join(" and ", item.Pins.Select(p => $"a {p.Kind}"))));
            return null;
        }

        if (pin.Kind == PinKind.Commit)
            pin = pin with { Name = pin.Name.ToLowerInvariant() };
        if (RefusalOf(pin) is not { } refusal)
            return pin;
        errors.Add(LayerErrors.BadPin.At(item.Origin with { Metadata = pin.Kind.ToString() },
            pin.Name, pin.Kind.ToString().ToLowerInvariant(), item.Name, refusal));
        return null;
    }

    private static string? RefusalOf(Pin pin) =>
        pin.Kind == PinKind.Commit
            ? CommitForm().IsMatch(pin.Name) ? null : pin.Name.Length == 64 ? "Yocto.Sdk does not support repositories with SHA-256 names"
                : "write all 40 hexadecimal digits, because an abbreviated commit can't be fetched"
        : pin.Name.StartsWith("refs/", StringComparison.Ordinal) ? "write the short name, without refs/…"
        : NotARef().IsMatch(pin.Name) || pin.Name.Length == 0 ? "git does not allow that name"
        : null;

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._+-]*$")]
    private static partial Regex Name();

    [GeneratedRegex("^[0-9a-f]{40}$")]
    private static partial Regex CommitForm();

    // git-check-ref-format(1)
    [GeneratedRegex(@"[\x00-\x20\x7f~^:?*\[\\]|\.\.|@\{|//|^[-./]|[./]$|\.lock(/|$)|/\.|^@$")]
    private static partial Regex NotARef();
}
