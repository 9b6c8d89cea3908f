using System.Globalization;
using System.Text;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Diagnostics;

/// <summary>One kind of diagnostic: its code and its message with <c>{0}</c> placeholders.</summary>
internal sealed class DiagnosticDescriptor(string code, string message, Severity severity = Severity.Error)
{
    private readonly CompositeFormat _format = CompositeFormat.Parse(message);

    public string Code => code;

    public string MessageFormat => message;

    public Severity Severity => severity;

    /// <summary>A diagnostic about something that is in none of the user's files.</summary>
    public Diagnostic Create(params object?[] arguments) => At((SourceLocation?)null, arguments);

    public Diagnostic At(SourceLocation? location, params object?[] arguments) =>
        new(code, severity, string.Format(CultureInfo.InvariantCulture, _format, arguments), location);

    /// <summary>A diagnostic at the line that wrote <paramref name="origin"/>.</summary>
    public Diagnostic At(Origin? origin, params object?[] arguments) =>
        At(origin is null ? null : ProjectText.Locate(origin), arguments);
}
