namespace Yocto.Sdk.Tests.Fuzz;

/// <summary>A parser of what others write.</summary>
/// <param name="Name">Of the test, and of the folder of its corpus.</param>
/// <param name="Words">What its format is made of.</param>
/// <param name="Run">
/// Parses a file whose content it is given too, in a folder of its own, and uses all that comes out of it. Returns what came
/// of it in short: another word for it makes an input one to go on with.
/// </param>
internal sealed record FuzzTarget(string Name, IReadOnlyList<string> Words, Func<FuzzInput, string> Run)
{
    public override string ToString() => Name;
}

/// <param name="File">Absolute; it has these bytes.</param>
/// <param name="Folder">Absolute; the target may write there.</param>
internal sealed record FuzzInput(string File, string Folder, byte[] Bytes)
{
    public string Text => System.IO.File.ReadAllText(File);
}
