using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Configuration;

/// <summary>Codes 3xxx: what the project asks for can't become conf files that bitbake accepts.</summary>
public static class ConfigurationErrors
{
    public static readonly DiagnosticDescriptor NoMachine = new("YOCTO3001",
        "The project names no machine. Set the property Machine to one of those that its layers define{0}.");

    public static readonly DiagnosticDescriptor UnknownMachine = new("YOCTO3002",
        "No layer defines the machine '{0}' (conf/machine/{0}.conf).{1} "
        + "Correct the property Machine, or add the layer that brings the machine.");

    public static readonly DiagnosticDescriptor MachineAndMachines = new("YOCTO3023",
        "The project sets both Machine ('{0}') and Machines ('{1}'), of which Machine alone would be built. Remove one of the two; "
        + "-p:Machine=… on the command line picks one of Machines.");

    public static readonly DiagnosticDescriptor UnknownDistro = new("YOCTO3003",
        "No layer defines the distro '{0}' (conf/distro/{0}.conf).{1} "
        + "Correct the property Distro, or add the layer that brings the distro.");

    public static readonly DiagnosticDescriptor UnknownImage = new("YOCTO3004",
        "No layer has a recipe for the image '{0}', and none mentions that name.{1} "
        + "Correct the property Image, or add the layer that brings the image.");

    public static readonly DiagnosticDescriptor NoRecipeName = new("YOCTO3005",
        "'{0}' can't be the name of an image: a recipe's name consists of lower-case letters, digits and . + -. "
        + "Set the property Image to one recipe.");

    public static readonly DiagnosticDescriptor NoPackageName = new("YOCTO3006",
        "'{0}' can't be the name of a package: names consist of lower-case letters, digits and . + -.{1}");

    public static readonly DiagnosticDescriptor NoFeatureName = new("YOCTO3007",
        "'{0}' can't be a feature: a {1} item holds one word, several features are separated by semicolons.");

    public static readonly DiagnosticDescriptor FeatureAddedAndRemoved = new("YOCTO3008",
        "The feature '{0}' is added by one {1} item and removed by another, and removal always wins. Delete one of them.");

    public static readonly DiagnosticDescriptor NoVariableName = new("YOCTO3010",
        "'{0}' can't be the name of a variable: names consist of letters, digits and - _ + . / ~, "
        + "with a flag in brackets at the end where one is meant, as in do_compile[network].");

    public static readonly DiagnosticDescriptor OperationInName = new("YOCTO3011",
        "The name '{0}' holds an operation or an override. Write the bare variable as Include, the operation as the "
        + "metadata Append, Prepend or Remove and the override as the metadata Override: the release decides how they are spelled.");

    public static readonly DiagnosticDescriptor NoOperation = new("YOCTO3012",
        "The variable '{0}' has no value. Give the item one of the metadata {1}.");

    public static readonly DiagnosticDescriptor SeveralOperations = new("YOCTO3013",
        "The variable '{0}' has {1} in one item, and their order would be anybody's guess. Write one item for each.");

    public static readonly DiagnosticDescriptor AssignedTwice = new("YOCTO3014",
        "The variable '{0}' has two items with {1} in this file, and only the {2} of them counts. Delete the other.");

    public static readonly DiagnosticDescriptor NoOverride = new("YOCTO3015",
        "'{0}' can't be an override of '{1}': overrides consist of lower-case letters, digits and - _ + . / and are joined by colons. "
        + "For anything else, a conf file (YoctoConf) says it in bitbake's own words.");

    public static readonly DiagnosticDescriptor NotForFlags = new("YOCTO3016",
        "'{0}' is a flag, and {1} does not apply to flags{2}. Use one of {3}.");

    public static readonly DiagnosticDescriptor OwnedByProperty = new("YOCTO3017",
        "The variable '{0}' follows from {1}: use that instead.");

    public static readonly DiagnosticDescriptor RefersToItself = new("YOCTO3018",
        "The value of '{0}' holds ${{{0}}}, which bitbake would expand for ever. "
        + "Add to what it holds with Append, Prepend or AppendWithSpace, or take what it holds at this point with Immediate.");

    public static readonly DiagnosticDescriptor NotUnicode = new("YOCTO3019",
        "The value of '{0}' holds half of a surrogate pair, which no file can hold.");

    public static readonly DiagnosticDescriptor ExpressionOverLines = new("YOCTO3020",
        "The value of '{0}' has a line break within ${{@…}}. Bitbake evaluates expressions on one line only and leaves "
        + "this one as text: write it on one line.", Severity.Warning);

    public static readonly DiagnosticDescriptor NoConfFile = new("YOCTO3021",
        "The conf file {0} does not exist.");

    public static readonly DiagnosticDescriptor PathInConf = new("YOCTO3022",
        "The path '{0}' holds {1}, which a list of files in bitbake's conf can't hold. Move or rename the {2}.");
}
