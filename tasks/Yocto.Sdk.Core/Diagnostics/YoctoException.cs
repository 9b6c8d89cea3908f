namespace Yocto.Sdk.Diagnostics;

/// <summary>The work can't go on, for reasons that the user can change: all that were found, in one go.</summary>
internal sealed class YoctoException(IReadOnlyList<Diagnostic> diagnostics, Exception? cause = null)
    : Exception(string.Join(Environment.NewLine, diagnostics.Select(d => $"{d.Code}: {d.Message}")), cause)
{
    public YoctoException(Diagnostic diagnostic, Exception? cause = null) : this([diagnostic], cause)
    {
    }

    public IReadOnlyList<Diagnostic> Diagnostics => diagnostics;
}
