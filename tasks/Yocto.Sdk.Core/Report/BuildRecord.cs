using System.Text.Json;
using System.Text.Json.Serialization;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;
using static System.FormattableString;

namespace Yocto.Sdk.Report;

/// <summary>
/// A build as its report tells it. The binary log has it as the data of a message of the type <c>yocto.build</c>, without
/// the tasks and findings that other events of the log tell; <c>last-build.json</c> has all of it.
/// </summary>
/// <param name="Project">The project file's name.</param>
/// <param name="Begin">When bitbake started; UTC.</param>
/// <param name="Threads"><c>BB_NUMBER_THREADS</c>; 0 where bitbake did not tell.</param>
/// <param name="Total">Tasks of the run queue, those that need not run too.</param>
/// <param name="State">What went in and what came out.</param>
/// <param name="Before">The same of the last build before it that succeeded; null where there is none.</param>
internal sealed record BuildRecord(
    string Project,
    string Machine,
    DateTime Begin,
    DateTime End,
    bool Succeeded,
    int Threads,
    int Total,
    BuildState State,
    BuildState? Before)
{
    /// <summary>The type of the message that has it.</summary>
    public const string MessageType = "yocto.build";

    /// <summary>In the order in which they started.</summary>
    public IReadOnlyList<TaskRun> Tasks { get; init; } = [];

    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>The file of each recipe that the build needed.</summary>
    public IReadOnlyDictionary<string, string> Recipes { get; init; } = new Dictionary<string, string>();

    /// <summary>What the next build is compared with.</summary>
    [JsonIgnore]
    public BuildState? LastGood => Succeeded && State.Images.Count > 0 ? State : Before;

    [JsonIgnore]
    public int Run => Tasks.Count(t => !t.FromSharedState);

    [JsonIgnore]
    public int FromSharedState => Tasks.Count(t => t.FromSharedState && t.State == TaskRun.Succeeded);

    /// <summary>As bitbake itself counts: tasks that didn't need to be rerun.</summary>
    [JsonIgnore]
    public int Reused => Math.Max(0, Total - Run);

    public static BuildRecord? Read(string file) => JsonFile.Read(file, BuildRecordJson.Default.BuildRecord);

    public void Write(string file) => JsonFile.Write(file, this, BuildRecordJson.Default.BuildRecord);

    /// <summary>A line for the person who waited.</summary>
    public string Summary()
    {
        var time = End - Begin;
        var duration = time.TotalSeconds < 120 ? Invariant($"{time.TotalSeconds:0} s") : Invariant($"{time.TotalMinutes:0} min");
        var shared = FromSharedState > 0 ? Invariant($" ({FromSharedState:N0} from shared state)") : "";
        var tasks = Invariant($"ran {Run:N0} task{(Run == 1 ? "" : "s")}, reused {Reused:N0}{shared} in {duration}");
        // the size of the packages: that of a file of a disk has steps
        var images = State.Packages.GroupBy(p => p.Image).Select(p => ImageOf(p.Key, p.Count(), p.Sum(q => q.Size))).ToList();
        return images.Count == 0 ? char.ToUpperInvariant(tasks[0]) + tasks[1..] : $"{string.Join("; ", images)}; {tasks}";
    }

    private string ImageOf(string image, int count, long size)
    {
        var before = Before?.Packages.Where(p => p.Image == image).ToList() ?? [];
        var sizeText = size == 0 ? "" : $"{ByteSize.Of(size)}{Signed(before.Count == 0 ? 0 : size - before.Sum(p => p.Size), b => ByteSize.Of(b))} in ";
        var more = Signed(before.Count == 0 ? 0 : count - before.Count, n => Invariant($"{n:N0}"));
        return Invariant($"{image}: {sizeText}{count:N0} package{(count == 1 ? "" : "s")}{more}");
    }

    private static string Signed(long difference, Func<long, string> text) =>
        difference == 0 ? "" : $" ({(difference > 0 ? "+" : "-")}{text(Math.Abs(difference))})";

    /// <summary>For a message of the log: free of secrets.</summary>
    public string ToMessage() =>
        Secrets.Scrub(JsonSerializer.Serialize(this with { Tasks = [], Findings = [], Recipes = new Dictionary<string, string>() }, BuildRecordJson.Default.BuildRecord));

    /// <summary>Null where the text is none.</summary>
    public static BuildRecord? OfMessage(string? text)
    {
        try
        {
            return text is null ? null : JsonSerializer.Deserialize(text, BuildRecordJson.Default.BuildRecord);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <param name="Settings">Of <c>local.conf</c>, which the project's items and properties become.</param>
/// <param name="Packages">Of the images; empty where bitbake knows none.</param>
internal sealed record BuildState(
    IReadOnlyList<LayerState> Layers,
    IReadOnlyList<ConfSetting> Settings,
    IReadOnlyList<ImageFile> Images,
    IReadOnlyList<ImagePackage> Packages)
{
    /// <summary>The packages that the project's items ask for.</summary>
    public IReadOnlyList<string> Asked { get; init; } = [];

    /// <summary>Bytes that all packages install.</summary>
    [JsonIgnore]
    public long Installed => Packages.Sum(p => p.Size);
}

/// <param name="Item">The item of the project that asks for it; null for a layer that the distribution brings.</param>
/// <param name="Commit">40 hexadecimal digits; null for a folder of the user's.</param>
/// <param name="Recipes">How many of its recipes the build needed.</param>
internal sealed record LayerState(string Name, string Path, string? Item, string? Repository, string? Commit, int Recipes);

/// <param name="Image">The recipe.</param>
/// <param name="Size">Bytes.</param>
internal sealed record ImageFile(string Image, string Name, string Type, long Size);

/// <param name="Layer">The <see cref="LayerState.Name"/> that has the recipe; null where it is not known.</param>
/// <param name="Size">Bytes of its files, as installed.</param>
/// <param name="Needs">Packages of the image that it depends on.</param>
internal sealed record ImagePackage(string Image, string Name, string Version, string Recipe, string? Layer, long Size, IReadOnlyList<string> Needs);

/// <param name="State"><see cref="Succeeded"/>, <see cref="Failed"/> or <see cref="Unfinished"/>.</param>
/// <param name="After">The task for which it had to wait; null where it waited for none.</param>
internal sealed record TaskRun(
    string Recipe, string? Version, string Task, string File, DateTime Begin, double Seconds, string State, string? After, bool FromSharedState)
{
    public const string Succeeded = "succeeded";
    public const string Failed = "failed";
    public const string Unfinished = "unfinished";

    [JsonIgnore]
    public string Title => $"{Recipe} {Task}";

    [JsonIgnore]
    public DateTime End => Begin.AddSeconds(Seconds);
}

/// <summary>A warning or an error of the build.</summary>
/// <param name="Line">0 where only the file is known.</param>
internal sealed record Finding(bool IsError, string? Code, string? File, int Line, string Message);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BuildRecord))]
internal sealed partial class BuildRecordJson : JsonSerializerContext;
