using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Vulnerabilities;

/// <summary>Codes 5020 to 5039: known vulnerabilities.</summary>
internal static class CveErrors
{
    public static readonly DiagnosticDescriptor Unpatched = new("YOCTO5020",
        "{0}{1}: {2} {3} is not patched. See https://nvd.nist.gov/vuln/detail/{0}. Update or patch the recipe in the layer {4}, or say in a YoctoCveStatus item why it does not apply.",
        Severity.Warning);

    public static readonly DiagnosticDescriptor NoClass = new("YOCTO5021",
        "The release {0} has no cve-check class that can be used here. dunfell to whinlatter have one. From wrynose on, OpenEmbedded has sbom-cve-check in its place, which needs native tools and databases of its own: inherit it in the image.");

    public static readonly DiagnosticDescriptor NoReason = new("YOCTO5022",
        "{0} has no reason. Say in the metadata Reason why it does not apply: who reads the report next year has to know.");

    public static readonly DiagnosticDescriptor NoId = new("YOCTO5023",
        "'{0}' is not the number of a CVE. It is written as CVE-2023-12345.");

    public static readonly DiagnosticDescriptor UnknownStatus = new("YOCTO5024",
        "{0}: '{1}' is no status of CVE_STATUS. Set the metadata Status, for example to not-applicable-config.{2}");

    public static readonly DiagnosticDescriptor NoRecipe = new("YOCTO5025",
        "'{0}' is not the name of a recipe. Write the recipe's PN, without a version.");

    public static readonly DiagnosticDescriptor SaidTwice = new("YOCTO5026",
        "{0} has two YoctoCveStatus items for the same recipe. Remove one of them.");

    public static readonly DiagnosticDescriptor MatchesNothing = new("YOCTO5027",
        "{0} was not found in {1}, so this YoctoCveStatus is of no use. Remove it, or correct the number or the Recipe.", Severity.Warning);

    public static readonly DiagnosticDescriptor NoDatabase = new("YOCTO5028",
        "There is no database of vulnerabilities to check with: {0} bitbake downloads it from nvd.nist.gov into the folder CVE_CHECK of the downloads. On a machine without a network, bring it there from another one, and set the variable CVE_DB_UPDATE_INTERVAL to -1.");

    public static readonly DiagnosticDescriptor OldDatabase = new("YOCTO5029",
        "The database of vulnerabilities is of {0}: what became known later was not found. Let the machine reach nvd.nist.gov, or bring a newer file to {1}.", Severity.Warning);

    public static readonly DiagnosticDescriptor ReasonOfLines = new("YOCTO5030",
        "The Reason of {0} has a line break or another control character. Write it in one line.");
}
