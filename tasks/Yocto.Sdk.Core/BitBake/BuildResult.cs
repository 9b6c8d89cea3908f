using System.Text.Json.Serialization;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.BitBake;

/// <summary>
/// What a successful bitbake leaves behind for those who collect its outputs and for the build stamp, as
/// <c>build-result.json</c>.
/// </summary>
/// <param name="Machine">The project's <c>Machine</c>; empty for a distribution that knows none.</param>
/// <param name="Targets">In the order in which the project names them.</param>
/// <param name="Variables">Global variables as bitbake expands them; a variable that is not set is absent.</param>
/// <param name="AlwaysStale">Why this build can change while nothing that a stamp covers does, as
/// <c>recipe (reason)</c>; sorted.</param>
internal sealed record BuildResult(
    string Machine,
    IReadOnlyList<BuiltTarget> Targets,
    IReadOnlyDictionary<string, string> Variables,
    IReadOnlyList<string> AlwaysStale)
{
    /// <summary>Null when nothing was built yet, or a full disk cut the file short.</summary>
    public static BuildResult? Read(string file) => JsonFile.Read(file, BuildResultJson.Default.BuildResult);

    public void Write(string file) => JsonFile.Write(file, this, BuildResultJson.Default.BuildResult);
}

/// <param name="Target">As bitbake was asked for it: a recipe's name, or a name that a recipe provides.</param>
/// <param name="Recipe">Its <c>PN</c>.</param>
/// <param name="RecipeFile">The recipe's file; absolute, without a <c>virtual:</c> prefix.</param>
/// <param name="Variables">The recipe's variables; a variable that is not set is absent.</param>
internal sealed record BuiltTarget(
    string Target,
    string Recipe,
    string RecipeFile,
    IReadOnlyDictionary<string, string> Variables);

[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(BuildResult))]
internal sealed partial class BuildResultJson : JsonSerializerContext;
