using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Host;

/// <summary>Codes 2xxx: the host can't run this release's bitbake.</summary>
public static class HostErrors
{
    public static readonly DiagnosticDescriptor MissingTools = new("YOCTO2001",
        "{0} lacks {1}, without which OpenEmbedded builds nothing. {2}");

    public static readonly DiagnosticDescriptor MissingProjectTool = new("YOCTO2002",
        "{0} lacks {1}, which the project asks for. {2}");

    public static readonly DiagnosticDescriptor NoPython = new("YOCTO2003",
        "{0} has no python3 on the PATH, and bitbake is a Python program. {1}");

    public static readonly DiagnosticDescriptor PythonTooOld = new("YOCTO2004",
        "{0} is Python {1}, and bitbake {2} needs {3} or newer. Put a newer python3 first on the PATH.");

    public static readonly DiagnosticDescriptor PythonTooNew = new("YOCTO2005",
        "{0} is Python {1}, and bitbake {2} runs with nothing newer than {3}. Put an older python3 first on the PATH, "
        + "or build in a container of that release's time (YoctoBuildContainer).");

    public static readonly DiagnosticDescriptor BrokenPython = new("YOCTO2006",
        "{0} can't run what bitbake needs: {1}. Install a complete python3.");

    public static readonly DiagnosticDescriptor NoLocale = new("YOCTO2007",
        "{0} lacks the locale en_US.UTF-8, in which bitbake runs. {1}");

    public static readonly DiagnosticDescriptor Root = new("YOCTO2008",
        "OpenEmbedded refuses to be built by root, and this host forbids root a user namespace of its own ({0}). "
        + "Set YoctoBuildUser to an account that may write the build directory and the caches, or build as an ordinary user.");

    public static readonly DiagnosticDescriptor NoSuchUser = new("YOCTO2009",
        "The host has no account '{0}', which YoctoBuildUser names. Make it with useradd --create-home {0}, or name another one.");

    public static readonly DiagnosticDescriptor DiskSpace = new("YOCTO2010",
        "{0} has {1} GiB of free space, and the build asks for {2}. Free some, or move the build with the property "
        + "YoctoBuildDirectory; YoctoMinimumFreeDiskSpace sets the limit.");

    public static readonly DiagnosticDescriptor PathCharacter = new("YOCTO2011",
        "The path {0} holds {1}, which {2} refuses. Move the project, or set the property {3} to a folder without it.");

    public static readonly DiagnosticDescriptor PathLength = new("YOCTO2012",
        "The path {0} is longer than the {1} characters that {2} allows for its work. Move the project, or set the property "
        + "YoctoBuildDirectory to a shorter one.");

    public static readonly DiagnosticDescriptor CaseInsensitive = new("YOCTO2013",
        "{0} is on a file system that takes upper and lower case for the same, and OpenEmbedded needs both. "
        + "Set the property YoctoBuildDirectory to a folder on another one.");

    public static readonly DiagnosticDescriptor NoSymlinks = new("YOCTO2014",
        "{0} is on a file system without symbolic links, which OpenEmbedded needs. "
        + "Set the property YoctoBuildDirectory to a folder on another one.");

    public static readonly DiagnosticDescriptor Umask = new("YOCTO2015",
        "The umask is {0}, which hides what one build step writes from the next. Run umask 022 first.");

    public static readonly DiagnosticDescriptor RelativePath = new("YOCTO2016",
        "The PATH holds '{0}', which makes the tools depend on the current directory and which OpenEmbedded refuses. Remove it from the PATH.");

    public static readonly DiagnosticDescriptor ToolTooOld = new("YOCTO2017",
        "{0} is version {1}, and OpenEmbedded needs {2} or newer. Install a newer one.");

    public static readonly DiagnosticDescriptor Shell = new("YOCTO2018",
        "{0} is {1}, and OpenEmbedded needs it to be dash or bash.");

    public static readonly DiagnosticDescriptor NotUsable = new("YOCTO2019",
        "The build directory {0} can't be used: {1}");

    public static readonly DiagnosticDescriptor NoSpaceNumber = new("YOCTO2020",
        "'{0}' is no number of GiB. Set YoctoMinimumFreeDiskSpace to one, 50 for example.");

    public static readonly DiagnosticDescriptor InstallFailed = new("YOCTO2021",
        "Installing the missing host tools failed: {0} ended with code {1}: {2}");

    public static readonly DiagnosticDescriptor MayNotInstall = new("YOCTO2022",
        "YoctoInstallHostTools is set, but neither is this root nor does sudo work without a password. Run the command that the other errors give, or build as root once.");

    public static readonly DiagnosticDescriptor AccountMayNot = new("YOCTO2023",
        "The account '{0}', which runs bitbake for root, may not {1} {2}. Change the folder's owner or permissions, or those of a folder above it, "
        + "or set the property {3} to another one.");
}
