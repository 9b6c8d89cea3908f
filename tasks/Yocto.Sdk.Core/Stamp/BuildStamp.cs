using System.Text.Json.Serialization;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.Stamp;

/// <summary>
/// What a build was made of and what it made, as <c>yocto.stamp</c>. When all of it is as it was, bitbake need not be started.
/// </summary>
/// <param name="Format">Of this file.</param>
/// <param name="Request">What was asked of bitbake.</param>
/// <param name="Sdk">This SDK's version, its code and its bridge.</param>
/// <param name="Configuration">The digest of each file of bitbake's <c>conf/</c>, and of the list of layers.</param>
/// <param name="Commits">The commit of each layer's repository.</param>
/// <param name="Layers">The <see cref="BuildStampFolder.Digest"/> of each layer, of bitbake and of the core's scripts.</param>
/// <param name="ExtraInputs">The identity of files outside the layers.</param>
/// <param name="Environment">The digest of each variable's value.</param>
/// <param name="HostTools">The file that each command is, with its identity.</param>
/// <param name="Outputs">The identity of each deployed file and of each sstate manifest that lists some.</param>
/// <param name="AlwaysStale">Why the build can change while all of these stay the same.</param>
internal sealed record BuildStamp(
    int Format,
    IReadOnlyDictionary<string, string> Request,
    IReadOnlyDictionary<string, string> Sdk,
    IReadOnlyDictionary<string, string> Configuration,
    IReadOnlyDictionary<string, string> Commits,
    IReadOnlyDictionary<string, string> Layers,
    IReadOnlyDictionary<string, string> ExtraInputs,
    IReadOnlyDictionary<string, string> Environment,
    IReadOnlyDictionary<string, string> HostTools,
    IReadOnlyDictionary<string, string> Outputs,
    IReadOnlyList<string> AlwaysStale)
{
    public const int CurrentFormat = 1;

    /// <summary>The recipes that came from devtool's workspace; empty without one.</summary>
    public string Workspace { get; init; } = "";

    /// <summary>Null when there is none, or none that can be read.</summary>
    public static BuildStamp? Read(string file) =>
        JsonFile.Read(file, BuildStampJson.Default.BuildStamp) is { Format: CurrentFormat } stamp ? stamp : null;

    public void Write(string file) => JsonFile.Write(file, this, BuildStampJson.Default.BuildStamp);

    /// <summary>Why bitbake has to be started; null when it need not be.</summary>
    /// <param name="before">The stamp of the last finished build.</param>
    /// <param name="now">What there is now.</param>
    /// <param name="filesOf">The names of the files that differ in a layer, for the message.</param>
    public static string? Compare(BuildStamp? before, BuildStamp now, Func<string, IReadOnlyList<string>> filesOf)
    {
        if (before is null)
            return "there is no finished build, or its stamp is from another version of Yocto.Sdk";

        return Difference(before.Request, now.Request, k => $"{k} of the build")
            ?? Difference(before.Sdk, now.Sdk, k => k)
            // before the list of layers, which contains the commit too
            ?? Difference(before.Commits, now.Commits, k => $"the commit of {k}")
            ?? Difference(before.Configuration, now.Configuration, k => k)
            ?? Difference(before.Layers, now.Layers, k => filesOf(k) is { Count: > 0 } files ? Some(files) : $"the folder {k}")
            ?? Difference(before.ExtraInputs, now.ExtraInputs, k => k)
            ?? Difference(before.Environment, now.Environment, k => $"the environment variable {k}")
            ?? Difference(before.HostTools, now.HostTools, k => $"the host tool {k}")
            ?? Difference(before.Outputs, now.Outputs, k => $"the output {k}")
            ?? (before.AlwaysStale.Count > 0 ? $"these sources can change at any time: {Some(before.AlwaysStale)}" : null);
    }

    private static string? Difference(
        IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> now, Func<string, string> name)
    {
        foreach (var key in before.Keys.Union(now.Keys).Order(StringComparer.Ordinal))
        {
            var (old, current) = (before.GetValueOrDefault(key), now.GetValueOrDefault(key));
            if (old != current)
                return $"{name(key)} {(old is null ? "is new" : current is null ? "is gone" : "has changed")}";
        }

        return null;
    }

    private static string Some(IReadOnlyList<string> names) =>
        names.Count <= 3 ? string.Join(", ", names) : $"{string.Join(", ", names.Take(3))} and {names.Count - 3} more";
}

[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(BuildStamp))]
internal sealed partial class BuildStampJson : JsonSerializerContext;
