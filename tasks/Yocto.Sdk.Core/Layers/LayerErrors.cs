using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Layers;

/// <summary>Codes 1xxx: project and layers.</summary>
public static class LayerErrors
{
    public static readonly DiagnosticDescriptor UnknownRelease = new("YOCTO1001",
        "The release '{0}' is not known.{1} For a release newer than this Yocto.Sdk, give each of these repositories "
        + "a YoctoLayerRepository item with a Branch, Tag or Commit of its own: {2}.");

    public static readonly DiagnosticDescriptor ReleaseUnset = new("YOCTO1002",
        "YoctoRelease is not set, and these repositories have no Branch, Tag or Commit of their own: {0}. "
        + "Set it to the release that the project builds, scarthgap say.");

    public static readonly DiagnosticDescriptor UnknownLayer = new("YOCTO1003",
        "The layer '{0}' is neither in the layer catalogue nor in a repository of the project.{1}");

    public static readonly DiagnosticDescriptor RepositoryWithoutUrl = new("YOCTO1004",
        "The layer repository '{0}' has no Url, and the layer catalogue knows no repository of that name.{1}");

    public static readonly DiagnosticDescriptor RepositoryTwice = new("YOCTO1005",
        "The layer repository '{0}' is defined twice, with different {1}. Keep one of the definitions.");

    public static readonly DiagnosticDescriptor SeveralPins = new("YOCTO1006",
        "The layer repository '{0}' has {1}. Keep one: a Branch, a Tag or a Commit.");

    public static readonly DiagnosticDescriptor BadPin = new("YOCTO1007",
        "'{0}' can't be the {1} of the layer repository '{2}': {3}.");

    public static readonly DiagnosticDescriptor BadRepositoryName = new("YOCTO1008",
        "'{0}' can't be the name of a layer repository, since its checkout is named so: "
        + "use letters, digits, '.', '_', '+' and '-', and begin with a letter or digit.");

    public static readonly DiagnosticDescriptor BadUrl = new("YOCTO1009",
        "'{0}' can't be the Url of the layer repository '{1}': {2}.");

    public static readonly DiagnosticDescriptor TwoCores = new("YOCTO1010",
        "The project takes BitBake and OpenEmbedded-Core both from '{0}' and from 'poky'. "
        + "Remove one of the YoctoLayerRepository items.");

    public static readonly DiagnosticDescriptor LayerTwice = new("YOCTO1011",
        "The layer '{0}' is named twice, with the priorities {1} and {2}. Keep one of the items.");

    public static readonly DiagnosticDescriptor BadPriority = new("YOCTO1012",
        "The Priority '{0}' of the layer '{1}' is not a whole number.");

    public static readonly DiagnosticDescriptor NotALayer = new("YOCTO1013",
        "'{0}' is no layer: it has no conf/layer.conf{1}.{2}");

    public static readonly DiagnosticDescriptor LayersMissing = new("YOCTO1014",
        "The layer '{0}' needs layers that the project does not have: {1}.");

    public static readonly DiagnosticDescriptor SeriesMismatch = new("YOCTO1015",
        "The layer '{0}' says that it works with {1} (LAYERSERIES_COMPAT_{2}), but the project builds {3}. Take a branch of "
        + "it that does, or carry the change of its conf/layer.conf as a patch (Patches of its YoctoLayerRepository).");

    public static readonly DiagnosticDescriptor SeriesUnset = new("YOCTO1016",
        "The layer '{0}' does not say which releases it works with: set LAYERSERIES_COMPAT_{1} in its conf/layer.conf.",
        Severity.Warning);

    public static readonly DiagnosticDescriptor CollectionTwice = new("YOCTO1017",
        "The layers '{0}' and '{1}' both call themselves '{2}' (BBFILE_COLLECTIONS). Remove one of them.");

    public static readonly DiagnosticDescriptor NoBitBake = new("YOCTO1018",
        "There is no BitBake in '{0}': it has no {1}.");

    public static readonly DiagnosticDescriptor PatchNotFound = new("YOCTO1019",
        "The patch '{0}' of the layer repository '{1}' does not exist: {2}.");

    public static readonly DiagnosticDescriptor PatchDoesNotApply = new("YOCTO1020",
        "The patch '{0}' does not apply to '{1}' at {2}: {3}");

    public static readonly DiagnosticDescriptor NoCoreLayer = new("YOCTO1021",
        "The layer '{0}' works with {1} (LAYERSERIES_COMPAT_{2}), but no layer of the project is a core layer that says "
        + "which series it is (LAYERSERIES_CORENAMES). Add one, openembedded-core/meta say.");

    public static readonly DiagnosticDescriptor LockUnreadable = new("YOCTO1040",
        "The lock file can't be read: {0} Restore it from version control, or delete it to have the pins chosen anew.");

    public static readonly DiagnosticDescriptor LockConflict = new("YOCTO1041",
        "The lock file has a merge conflict. Keep one side of each group, or take either side of the whole file "
        + "and run dotnet restore.");

    public static readonly DiagnosticDescriptor LockTooNew = new("YOCTO1042",
        "The lock file has version {0}, and this Yocto.Sdk knows versions up to {1}. Use the newer Yocto.Sdk that wrote it.");

    public static readonly DiagnosticDescriptor LockDrift = new("YOCTO1043",
        "The layers are locked, and the project differs from yocto.lock.json: {0}. Run dotnet restore without "
        + "locked mode and commit the lock file.");

    public static readonly DiagnosticDescriptor UpdateWhileLocked = new("YOCTO1044",
        "Locked mode (RestoreLockedMode) forbids what an update of the layers does. Update without it.");

    public static readonly DiagnosticDescriptor NotRestored = new("YOCTO1045",
        "The layers are not restored ({0} {1}). Run dotnet restore.");

    public static readonly DiagnosticDescriptor CheckoutDirty = new("YOCTO1050",
        "The checkout {0} must move to {1}, but it has changes of yours: {2}. Make a patch of them (git diff) and name it in "
        + "Patches, or discard them by deleting the folder.");

    public static readonly DiagnosticDescriptor CheckoutHasOwnCommits = new("YOCTO1051",
        "The checkout {0} must move to {1}, but it is at {2}, which you put there. Push it and pin it, or discard it by "
        + "deleting the folder.");

    public static readonly DiagnosticDescriptor CheckoutElsewhere = new("YOCTO1052",
        "The checkout {0} is at {1}, which you put there, and is used so; the project pins {2}.",
        Severity.Warning);

    public static readonly DiagnosticDescriptor CheckoutSetAside = new("YOCTO1053",
        "The folder {0} is no sound checkout any more. It is kept as {1}; a new one takes its place.",
        Severity.Warning);
}
