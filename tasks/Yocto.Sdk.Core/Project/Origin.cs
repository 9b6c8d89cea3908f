namespace Yocto.Sdk.Project;

/// <summary>
/// The element of a project file that a value came from. MSBuild keeps no line numbers of items, so that an origin is
/// what it does keep, and <see cref="ProjectText.Locate"/> finds the line when a message needs it.
/// </summary>
/// <param name="File">The project file, or the imported file that defines the item.</param>
/// <param name="Element">The property or item type, for example <c>Machine</c> or <c>YoctoLayer</c>.</param>
/// <param name="Include">An item's own identity; null for a property.</param>
/// <param name="Metadata">The metadata name, when the value is in one.</param>
public sealed record Origin(string File, string Element, string? Include = null, string? Metadata = null)
{
    /// <summary>How generated files name the origin: free of lines, since a moved line must not change them.</summary>
    public override string ToString() => Include is null ? Element : $"{Element} {Include}";
}
