using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Explain;

/// <summary>Codes 4017 to 4019: a question about a variable that has no answer.</summary>
internal static class ExplainErrors
{
    public static readonly DiagnosticDescriptor NoVariable = new("YOCTO4017",
        "YoctoExplain explains one variable. Name it with -p:Variable, for example -p:Variable=IMAGE_INSTALL.");

    public static readonly DiagnosticDescriptor UnknownVariable = new("YOCTO4018",
        "Nothing sets the variable '{0}', as the recipe {1} sees it.{2}");

    public static readonly DiagnosticDescriptor UnknownRecipe = new("YOCTO4019",
        "There is no recipe '{0}'.{1} Name one with -p:Recipe.");
}
