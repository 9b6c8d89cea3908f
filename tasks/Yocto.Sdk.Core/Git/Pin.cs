namespace Yocto.Sdk.Git;

/// <summary>Which commit of a repository is wanted.</summary>
/// <param name="Name">The branch or tag by its short name, or the 40 hexadecimal digits of a commit.</param>
internal sealed record Pin(PinKind Kind, string Name)
{
    public override string ToString() => $"{Kind.ToString().ToLowerInvariant()} {Name}";
}

internal enum PinKind
{
    Branch,
    Tag,
    Commit,
}
