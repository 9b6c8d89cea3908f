using Yocto.Sdk.Language;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Configuration;

/// <summary>An assignment of the project to a BitBake variable or to one of its flags.</summary>
/// <param name="Name"><c>IMAGE_ROOTFS_EXTRA_SPACE</c>, or with a flag <c>do_compile[network]</c>.</param>
/// <param name="Value">Any text; what it holds of <c>${…}</c> is expanded by bitbake.</param>
/// <param name="Override">One override or several joined by <c>:</c>, for example <c>qemuarm:pn-busybox</c>.</param>
public sealed record Variable(
    string Name, VariableOperation Operation, string Value, string? Override = null, Origin? Origin = null)
{
    public bool IsFlag => Name.EndsWith(']');

    /// <summary>The assignment as a line of a conf file.</summary>
    internal string ToLine(OverrideSyntax syntax)
    {
        var (operation, assignment) = Operation switch
        {
            VariableOperation.Value => (null, "="),
            VariableOperation.Default => (null, "?="),
            VariableOperation.WeakDefault => (null, "??="),
            VariableOperation.Immediate => (null, ":="),
            VariableOperation.Append => ("append", "="),
            VariableOperation.Prepend => ("prepend", "="),
            VariableOperation.Remove => ("remove", "="),
            VariableOperation.AppendWithSpace => (null, "+="),
            VariableOperation.PrependWithSpace => (null, "=+"),
            VariableOperation.AppendWithoutSpace => (null, ".="),
            VariableOperation.PrependWithoutSpace => ((string?)null, "=."),
            _ => throw new ArgumentOutOfRangeException(nameof(syntax), Operation, null),
        };
        return $"{syntax.Name(Name, operation, Override)} {assignment} {ConfValue.Quote(Value)}";
    }
}
