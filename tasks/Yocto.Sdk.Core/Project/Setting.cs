namespace Yocto.Sdk.Project;

/// <summary>One text of the project and where it was written.</summary>
public sealed record Setting(string Text, Origin? Origin = null);
