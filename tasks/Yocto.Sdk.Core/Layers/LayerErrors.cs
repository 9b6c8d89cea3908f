using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Layers;

/// <summary>Codes 1xxx: project and layers.</summary>
internal static class LayerErrors
{
    public static readonly DiagnosticDescriptor UnknownRelease = new("YOCTO1001",
        "Yocto.Sdk does not know the release '{0}'.{1} For a release newer than this Yocto.Sdk, give each of these repositories "
        + "a YoctoLayerRepository item with a Branch, Tag or Commit: {2}.");

    public static readonly DiagnosticDescriptor ReleaseUnset = new("YOCTO1002",
        "YoctoRelease is not set, and these repositories have no Branch, Tag or Commit: {0}. "
        + "Set YoctoRelease to the release that the project builds, for example scarthgap.");

    public static readonly DiagnosticDescriptor UnknownLayer = new("YOCTO1003",
        "The layer '{0}' is neither in the layer catalogue nor in one of the project's repositories.{1}");

    public static readonly DiagnosticDescriptor RepositoryWithoutUrl = new("YOCTO1004",
        "The layer repository '{0}' has no Url, and the layer catalogue has no repository of that name.{1}");

    public static readonly DiagnosticDescriptor RepositoryTwice = new("YOCTO1005",
        "The layer repository '{0}' is defined twice, with different {1}. Keep one of the definitions.");

    public static readonly DiagnosticDescriptor SeveralPins = new("YOCTO1006",
        "The layer repository '{0}' has {1}. Keep one: a Branch, a Tag or a Commit.");

    public static readonly DiagnosticDescriptor BadPin = new("YOCTO1007",
        "'{0}' can't be the {1} of the layer repository '{2}': {3}.");

    public static readonly DiagnosticDescriptor BadRepositoryName = new("YOCTO1008",
        "'{0}' can't be the name of a layer repository, because its checkout gets that name. "
        + "Use letters, digits, '.', '_', '+' and '-', and begin with a letter or digit.");

    public static readonly DiagnosticDescriptor BadUrl = new("YOCTO1009",
        "'{0}' can't be the Url of the layer repository '{1}': {2}.");

    public static readonly DiagnosticDescriptor TwoCores = new("YOCTO1010",
        "The project takes BitBake and OpenEmbedded-Core both from '{0}' and from 'poky'. "
        + "Remove one of the YoctoLayerRepository items.");

    public static readonly DiagnosticDescriptor LayerTwice = new("YOCTO1011",
        "The project has the layer '{0}' twice, with different Priority ({1} and {2}). Keep one of the items.");

    public static readonly DiagnosticDescriptor BadPriority = new("YOCTO1012",
        "The Priority '{0}' of the layer '{1}' is not a whole number.");

    public static readonly DiagnosticDescriptor NotALayer = new("YOCTO1013",
        "'{0}' is not a layer: it has no conf/layer.conf{1}.{2}");

    public static readonly DiagnosticDescriptor LayersMissing = new("YOCTO1014",
        "The layer '{0}' needs layers that the project does not have: {1}.");

    public static readonly DiagnosticDescriptor SeriesMismatch = new("YOCTO1015",
        "The layer '{0}' supports {1} (LAYERSERIES_COMPAT_{2}), but the project builds {3}. Pin a branch of the layer that "
        + "supports it, or change its conf/layer.conf with a patch (metadata Patches of its YoctoLayerRepository).");

    public static readonly DiagnosticDescriptor SeriesUnset = new("YOCTO1016",
        "The layer '{0}' does not state the releases that it supports. Set LAYERSERIES_COMPAT_{1} in its conf/layer.conf.",
        Severity.Warning);

    public static readonly DiagnosticDescriptor CollectionTwice = new("YOCTO1017",
        "The layers '{0}' and '{1}' use the same collection name '{2}' (BBFILE_COLLECTIONS). Remove one of them.");

    public static readonly DiagnosticDescriptor NoBitBake = new("YOCTO1018",
        "'{0}' does not contain BitBake: it has no {1}.");

    public static readonly DiagnosticDescriptor PatchNotFound = new("YOCTO1019",
        "The patch '{0}' of the layer repository '{1}' does not exist: {2}.");

    public static readonly DiagnosticDescriptor PatchDoesNotApply = new("YOCTO1020",
        "The patch '{0}' does not apply to '{1}' at {2}: {3}");

    public static readonly DiagnosticDescriptor NoCoreLayer = new("YOCTO1021",
        "The layer '{0}' supports {1} (LAYERSERIES_COMPAT_{2}), but the project has no core layer, which names the series "
        + "(LAYERSERIES_CORENAMES). Add one, for example openembedded-core/meta.");

    public static readonly DiagnosticDescriptor LockUnreadable = new("YOCTO1040",
        "The lock file can't be read: {0} Restore it from version control, or delete it. Without it the branches are looked up again.");

    public static readonly DiagnosticDescriptor LockConflict = new("YOCTO1041",
        "The lock file has a merge conflict. Keep one side of each conflict, or keep one side of the whole file "
        + "and run dotnet restore.");

    public static readonly DiagnosticDescriptor LockTooNew = new("YOCTO1042",
        "The lock file has version {0}, but this Yocto.Sdk reads versions up to {1}. Use the newer Yocto.Sdk that wrote it.");

    public static readonly DiagnosticDescriptor LockDrift = new("YOCTO1043",
        "The restore is in locked mode, but the project differs from yocto.lock.json: {0}. Run dotnet restore without "
        + "locked mode and commit the lock file.");

    public static readonly DiagnosticDescriptor UpdateWhileLocked = new("YOCTO1044",
        "The layers can't be updated in locked mode (RestoreLockedMode). Run the update with -p:RestoreLockedMode=false.");

    public static readonly DiagnosticDescriptor NotRestored = new("YOCTO1045",
        "The layers are not restored ({0} {1}). Run dotnet restore.");

    public static readonly DiagnosticDescriptor PinRewritten = new("YOCTO1046",
        "The {0} was {1} upstream: it had the commit {2}, and now has {3} in its place. Make sure that this is the work of the "
        + "repository's own people before you commit the lock file.",
        Severity.Warning);

    public static readonly DiagnosticDescriptor LookupUnproven = new("YOCTO1047",
        "{0} has no encryption: anybody on the way to the server could have chosen the commit that was locked for {1}. Use an "
        + "https or ssh URL, or compare the commit in the lock file with one that you know.",
        Severity.Warning);

    public static readonly DiagnosticDescriptor CheckoutDirty = new("YOCTO1050",
        "The checkout {0} must move to {1}, but it contains your changes: {2}. Move them out of the checkout (git diff makes a "
        + "patch, which you can list in Patches), or delete the folder to discard everything in it.");

    public static readonly DiagnosticDescriptor CheckoutHasOwnCommits = new("YOCTO1051",
        "The checkout {0} must move to {1}, but you checked out {2} there. Push and pin that commit, or put it on a branch and "
        + "check out the pinned commit again: the branch stays.");

    public static readonly DiagnosticDescriptor CheckoutElsewhere = new("YOCTO1052",
        "The checkout {0} is at {1}, which you checked out there, although the project pins {2}. The build uses it as it is.",
        Severity.Warning);

    public static readonly DiagnosticDescriptor CheckoutSetAside = new("YOCTO1053",
        "The folder {0} is not a valid checkout. It was renamed to {1}, and a new checkout replaces it.",
        Severity.Warning);
}
