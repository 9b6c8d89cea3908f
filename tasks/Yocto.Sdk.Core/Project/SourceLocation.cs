namespace Yocto.Sdk.Project;

/// <summary>A place in one of the user's files.</summary>
/// <param name="File">Absolute path.</param>
/// <param name="Line">From 1; 0 when only the file is known.</param>
/// <param name="Column">From 1; 0 when unknown.</param>
public sealed record SourceLocation(string File, int Line = 0, int Column = 0);
