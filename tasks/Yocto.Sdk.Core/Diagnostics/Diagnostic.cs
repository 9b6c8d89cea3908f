using Yocto.Sdk.Project;

namespace Yocto.Sdk.Diagnostics;

public enum Severity
{
    Warning,
    Error,
}

/// <summary>What went wrong, where, and what to do about it.</summary>
/// <param name="Code"><c>YOCTOnnnn</c>: 1xxx project, layers and files, 2xxx host, 3xxx configuration, 4xxx bitbake,
/// 5xxx outputs and product, 9xxx our own fault. Each has its entry in <c>docs/errors.md</c>.</param>
/// <param name="Severity">An error fails the build.</param>
/// <param name="Message">Sentences that name the problem and what to do; never a secret.</param>
/// <param name="Location">The place that the user can change, where there is one.</param>
public sealed record Diagnostic(string Code, Severity Severity, string Message, SourceLocation? Location = null)
{
    /// <summary>The property that the user can set against it, where the location is unknown: its line is shown if the project sets it.</summary>
    public string? Property { get; init; }
}
