using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Configuration;

/// <summary>Codes 3xxx: what the project asks for can't become conf files that bitbake accepts.</summary>
internal static class ConfigurationErrors
{
    public static readonly DiagnosticDescriptor NoMachine = new("YOCTO3001",
        "The project does not set the property Machine. Set it to a machine that the layers define{0}.");

    public static readonly DiagnosticDescriptor UnknownMachine = new("YOCTO3002",
        "No layer defines the machine '{0}' (conf/machine/{0}.conf).{1} "
        + "Correct the property Machine, or add the layer that defines the machine.");

    public static readonly DiagnosticDescriptor MachineAndMachines = new("YOCTO3023",
        "The project sets both Machine ('{0}') and Machines ('{1}'), so that only Machine would be built. Remove one of the two. "
        + "To build one of Machines, set -p:Machine=… on the command line.");

    public static readonly DiagnosticDescriptor Workspace = new("YOCTO4104",
        "devtool's workspace {0} is part of this build: it changes {1}. 'devtool finish' puts the work into a layer and 'devtool reset' "
        + "drops it, both in the shell of 'dotnet run -p:YoctoRun=shell'.", Severity.Warning);

    public static readonly DiagnosticDescriptor WorkspaceInRelease = new("YOCTO1932",
        "A release can't come from devtool's workspace {0}, which changes {1}: nobody else has it. Put the work into a layer with "
        + "'devtool finish', or drop it with 'devtool reset', then publish again.");

    public static readonly DiagnosticDescriptor WorkspaceInLastBuild = new("YOCTO1933",
        "The last build had devtool's workspace, which changed {0}, so that it can't be a release. Publish without --no-build.");

    public static readonly DiagnosticDescriptor UnknownDistro = new("YOCTO3003",
        "No layer defines the distro '{0}' (conf/distro/{0}.conf).{1} "
        + "Correct the property Distro, or add the layer that defines the distro.");

    public static readonly DiagnosticDescriptor UnknownImage = new("YOCTO3004",
        "No layer has a recipe for the image '{0}' or mentions that name.{1} "
        + "Correct the property Image, or add the layer that has the recipe.");

    public static readonly DiagnosticDescriptor NoRecipeName = new("YOCTO3005",
        "'{0}' can't be the name of an image: the name of a recipe consists of lower-case letters, digits, '.', '+' and '-'. "
        + "Set the property Image to one recipe.");

    public static readonly DiagnosticDescriptor NoPackageName = new("YOCTO3006",
        "'{0}' can't be the name of a package: a name consists of lower-case letters, digits, '.', '+' and '-'.{1}");

    public static readonly DiagnosticDescriptor NoFeatureName = new("YOCTO3007",
        "'{0}' can't be a feature: each feature of a {1} item is one word. Separate several features with semicolons.");

    public static readonly DiagnosticDescriptor FeatureAddedAndRemoved = new("YOCTO3008",
        "One {1} item adds the feature '{0}' and another removes it. BitBake removes last. Delete one of the items.");

    public static readonly DiagnosticDescriptor NoVariableName = new("YOCTO3010",
        "'{0}' can't be the name of a variable: a name consists of letters, digits, '-', '_', '+', '.', '/' and '~'. "
        + "A flag follows in brackets, for example do_compile[network].");

    public static readonly DiagnosticDescriptor OperationInName = new("YOCTO3011",
        "The name '{0}' contains an operation or an override. Write only the variable in Include, the operation as the "
        + "metadata Append, Prepend or Remove, and the override as the metadata Override. The syntax follows from the release.");

    public static readonly DiagnosticDescriptor NoOperation = new("YOCTO3012",
        "The variable '{0}' has no operation. Give the item one of the metadata {1}.");

    public static readonly DiagnosticDescriptor SeveralOperations = new("YOCTO3013",
        "The variable '{0}' has {1} in one item, where their order is undefined. Write one item for each.");

    public static readonly DiagnosticDescriptor AssignedTwice = new("YOCTO3014",
        "The variable '{0}' has two items with {1} in this file, and only the {2} one takes effect. Delete the other.");

    public static readonly DiagnosticDescriptor NoOverride = new("YOCTO3015",
        "'{0}' can't be an override of '{1}': an override consists of lower-case letters, digits, '-', '_', '+', '.' and '/', and colons join several. "
        + "For anything else, write a conf file (YoctoConf).");

    public static readonly DiagnosticDescriptor NotForFlags = new("YOCTO3016",
        "'{0}' is a flag, and flags do not support {1}{2}. Use one of {3}.");

    public static readonly DiagnosticDescriptor OwnedByProperty = new("YOCTO3017",
        "Yocto.Sdk sets the variable '{0}' from {1}. Use that instead.");

    public static readonly DiagnosticDescriptor RefersToItself = new("YOCTO3018",
        "The value of '{0}' refers to ${{{0}}}, an endless recursion. "
        + "Add to the current value with Append, Prepend or AppendWithSpace, or expand it at once with Immediate.");

    public static readonly DiagnosticDescriptor NotUnicode = new("YOCTO3019",
        "The value of '{0}' contains half of a surrogate pair, which can't be written to a file.");

    public static readonly DiagnosticDescriptor ExpressionOverLines = new("YOCTO3020",
        "The value of '{0}' has a line break within ${{@…}}. Bitbake only evaluates expressions on one line and leaves "
        + "this one as text. Write it on one line.", Severity.Warning);

    public static readonly DiagnosticDescriptor NoConfFile = new("YOCTO3021",
        "The conf file {0} of a YoctoConf item does not exist.");

    public static readonly DiagnosticDescriptor PathInConf = new("YOCTO3022",
        "The path '{0}' contains {1}, which is not possible in bitbake's lists of files. Move or rename the {2}.");
}
