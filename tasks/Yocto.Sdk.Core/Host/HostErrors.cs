using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Host;

/// <summary>Codes 2xxx: the host can't run this release's bitbake.</summary>
internal static class HostErrors
{
    public static readonly DiagnosticDescriptor MissingTools = new("YOCTO2001",
        "{0} lacks {1}, which OpenEmbedded needs. {2}");

    public static readonly DiagnosticDescriptor MissingProjectTool = new("YOCTO2002",
        "{0} lacks {1}, which a YoctoHostTool item requires. {2}");

    public static readonly DiagnosticDescriptor NoPython = new("YOCTO2003",
        "{0} has no python3 on the PATH, which bitbake needs. {1}");

    public static readonly DiagnosticDescriptor PythonTooOld = new("YOCTO2004",
        "{0} is Python {1}, but bitbake {2} needs {3} or newer. Put a newer python3 first on the PATH.");

    public static readonly DiagnosticDescriptor PythonTooNew = new("YOCTO2005",
        "{0} is Python {1}, but bitbake {2} needs {3} or older. Put an older python3 first on the PATH, "
        + "or build in a container that has one (YoctoBuildContainer).");

    public static readonly DiagnosticDescriptor BrokenPython = new("YOCTO2006",
        "{0} can't run bitbake: {1}. Install a complete python3.");

    public static readonly DiagnosticDescriptor NoLocale = new("YOCTO2007",
        "{0} lacks the locale en_US.UTF-8, which bitbake needs. {1}");

    public static readonly DiagnosticDescriptor Root = new("YOCTO2008",
        "OpenEmbedded can't be built by root, and this host does not allow root to create a user namespace ({0}). "
        + "Set YoctoBuildUser to an account that can write the build directory and the caches, or build as an ordinary user.");

    public static readonly DiagnosticDescriptor NoSuchUser = new("YOCTO2009",
        "YoctoBuildUser names the account '{0}', which does not exist. Create it with 'useradd --create-home {0}', or name another account.");

    public static readonly DiagnosticDescriptor DiskSpace = new("YOCTO2010",
        "{0} has {1} GiB of free space, but the build requires {2} GiB. Free some space, move the build with the property "
        + "YoctoBuildDirectory, or set another limit with YoctoMinimumFreeDiskSpace.");

    public static readonly DiagnosticDescriptor PathCharacter = new("YOCTO2011",
        "The path {0} contains {1}, which {2} does not allow. Move the project, or set the property {3} to a folder without it.");

    public static readonly DiagnosticDescriptor PathLength = new("YOCTO2012",
        "The path {0} is longer than the {1} characters that {2} allows for a build directory. Move the project, or set the property "
        + "YoctoBuildDirectory to a shorter path.");

    public static readonly DiagnosticDescriptor CaseInsensitive = new("YOCTO2013",
        "{0} is on a file system that is not case-sensitive, which OpenEmbedded needs. "
        + "Set the property YoctoBuildDirectory to a folder on another file system.");

    public static readonly DiagnosticDescriptor NoSymlinks = new("YOCTO2014",
        "{0} is on a file system without symbolic links, which OpenEmbedded needs. "
        + "Set the property YoctoBuildDirectory to a folder on another file system.");

    public static readonly DiagnosticDescriptor Umask = new("YOCTO2015",
        "The umask is {0}, which takes read or execute permission from group or others. Run 'umask 022' before the build.");

    public static readonly DiagnosticDescriptor RelativePath = new("YOCTO2016",
        "The PATH contains {0}, which OpenEmbedded does not allow. Remove it from the PATH.");

    public static readonly DiagnosticDescriptor ToolTooOld = new("YOCTO2017",
        "{0} is version {1}, but OpenEmbedded needs {2} or newer. Install a newer version.");

    public static readonly DiagnosticDescriptor Shell = new("YOCTO2018",
        "{0} is {1}, but OpenEmbedded needs dash or bash.");

    public static readonly DiagnosticDescriptor NotUsable = new("YOCTO2019",
        "The build directory {0} can't be used: {1}");

    public static readonly DiagnosticDescriptor NoSpaceNumber = new("YOCTO2020",
        "YoctoMinimumFreeDiskSpace is '{0}', which is not a number. Set it to a number of GiB, for example 50.");

    public static readonly DiagnosticDescriptor InstallFailed = new("YOCTO2021",
        "Installing the missing host tools failed: {0} ended with code {1}: {2}");

    public static readonly DiagnosticDescriptor MayNotInstall = new("YOCTO2022",
        "YoctoInstallHostTools is set, but the build does not run as root and sudo requires a password. Run the command from the other errors, or build once as root.");

    public static readonly DiagnosticDescriptor AccountMayNot = new("YOCTO2023",
        "The account '{0}' (YoctoBuildUser) can't {1} {2}. Change its owner or permissions or those of a folder above it, "
        + "or set the property {3} to another path.");

    public static readonly DiagnosticDescriptor Unconfined = new("YOCTO2024",
        "A build as root must not overwrite the host, and this host does not allow root to make its files read-only for the build ({0}). "
        + "Set YoctoBuildUser to an account that can write the build directory and the caches, or build as an ordinary user. "
        + "To build without this protection, set YoctoWritableFolders to /.");

    public static readonly DiagnosticDescriptor NoPackageName = new("YOCTO2025",
        "'{0}' can't be a package, because the package manager reads it as an option. Correct the metadata Package.");
}
