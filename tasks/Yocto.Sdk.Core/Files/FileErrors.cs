using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Files;

/// <summary>What the file system refuses, in whatever phase.</summary>
internal static class FileErrors
{
    public static readonly DiagnosticDescriptor DiskFull = new("YOCTO1054",
        "The disk is full: {0} Free some space and build again: the next build resumes.");

    public static readonly DiagnosticDescriptor NotUsable = new("YOCTO1055",
        "A file or folder can't be read or written: {0}");

    public static readonly DiagnosticDescriptor NotRemoved = new("YOCTO1056",
        "{0} can't be removed: {1} Remove it as its owner, or as root.");

    public static readonly DiagnosticDescriptor CacheKept = new("YOCTO1057",
        "{0} is not removed, because Yocto.Sdk did not make it: it has no CACHEDIR.TAG of Yocto.Sdk. Remove it yourself if nothing else needs it.",
        Severity.Warning);

    public static readonly DiagnosticDescriptor NoLocks = new("YOCTO1058",
        "The file system of {0} keeps no locks, as NFS without its lock service. Two commands at the same time can damage each "
        + "other's work there: run one at a time, or move the folder to another disk.",
        Severity.Warning);

    /// <summary>The coded error of an exception of the file system's; null of any other.</summary>
    public static Diagnostic? Of(Exception e) =>
        e is not (IOException or UnauthorizedAccessException) ? null
        : (IsDiskFull(e) ? DiskFull : NotUsable).Create(Sentence(e.Message));

    /// <summary>Why, as a sentence that follows the name of the file.</summary>
    public static string Reason(Exception e) => IsDiskFull(e) ? "the disk is full." : Sentence(e.Message);

    // ENOSPC, EDQUOT on Linux and macOS, ERROR_DISK_FULL
    public static bool IsDiskFull(Exception e) => e.HResult is 28 or 122 or 69 or unchecked((int)0x80070070);

    private static string Sentence(string text) => text.TrimEnd('.') + ".";
}
