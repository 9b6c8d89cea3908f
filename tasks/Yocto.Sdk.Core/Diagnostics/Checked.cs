namespace Yocto.Sdk.Diagnostics;

/// <summary>What a reader made of the project's words, and what is wrong with them.</summary>
/// <param name="Value">Null where the project says nothing, or nothing that can be.</param>
internal sealed record Checked<T>(T? Value, IReadOnlyList<Diagnostic> Problems)
    where T : class;
