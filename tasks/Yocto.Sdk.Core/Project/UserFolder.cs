namespace Yocto.Sdk.Project;

/// <summary>How a project writes a folder of the user's where a name could stand too.</summary>
internal static class UserFolder
{
    /// <summary>
    /// Depends on the spelling alone, never on what is on the disk: a folder begins with <c>./</c>, <c>../</c> or <c>/</c>, or
    /// ends with <c>/</c>.
    /// </summary>
    public static bool Matches(string text) =>
        text is "." or ".." || Path.IsPathRooted(text) || text.EndsWith('/')
        || text.StartsWith("./", StringComparison.Ordinal) || text.StartsWith("../", StringComparison.Ordinal);
}
