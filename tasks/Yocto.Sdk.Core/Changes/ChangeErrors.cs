using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Changes;

/// <summary>Codes 5016 to 5019: the comparison of two releases.</summary>
internal static class ChangeErrors
{
    public static readonly DiagnosticDescriptor NothingThere = new("YOCTO5016",
        "{0} does not exist. Name the folder of a release, the output folder of a build, a bill of materials (.cdx.json) or a list of packages (.manifest).");

    public static readonly DiagnosticDescriptor NoRelease = new("YOCTO5017",
        "{0} has neither a bill of materials (.cdx.json) nor a list of packages (.manifest). Name the folder of a release or the output folder of a build.");

    public static readonly DiagnosticDescriptor Several = new("YOCTO5018",
        "{0} is of several images: {1}. Name the file of one of them.");

    public static readonly DiagnosticDescriptor Unreadable = new("YOCTO5019",
        "{0} can't be compared, because it can't be read: {1}. Name a bill of materials that Yocto.Sdk wrote.");
}
