using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;
using Yocto.Sdk.Git;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Layers;

/// <summary>
/// <c>yocto.lock.json</c> next to the project: the commit of every layer repository, sorted by name, a group of lines for
/// each, to be committed, reviewed and merged.
/// </summary>
internal sealed record LockFile(IReadOnlyDictionary<string, LockedRepository> Repositories)
{
    public const int CurrentVersion = 1;

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        // of two commits a reader would see the one, and git would fetch the other
        AllowDuplicateProperties = false,
        // A URL's & and + stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The lock file; null when there is none.</summary>
    /// <exception cref="YoctoException">It can't be understood, or is of a newer version.</exception>
    public static LockFile? Read(string file)
    {
        if (Directory.Exists(file))
            throw new YoctoException(LayerErrors.LockUnreadable.At(new SourceLocation(file), "it is a folder."));
        if (!File.Exists(file))
            return null;

        var text = SmallFile.ReadText(file);
        if (ConflictLine(text) is { } line)
            throw new YoctoException(LayerErrors.LockConflict.At(new SourceLocation(file, line)));

        try
        {
            var content = JsonSerializer.Deserialize<Content>(text, _json) ?? throw new JsonException("It is empty.");
            if (content.Version > CurrentVersion)
                throw new YoctoException(LayerErrors.LockTooNew.At(new SourceLocation(file, 1), content.Version, CurrentVersion));
            if (content.Repositories is null)
                throw new JsonException("It has no repositories.");
            foreach (var (name, repository) in content.Repositories)
            {
                if (repository?.Url is null || repository.Commit is not { Length: 40 } commit || !commit.All(char.IsAsciiHexDigitLower))
                    throw new YoctoException(LayerErrors.LockUnreadable.At(LocationOf(name), $"'{name}' has no url, or no commit of 40 hexadecimal digits."));
                if (repository is { Branch: not null, Tag: not null })
                    throw new YoctoException(LayerErrors.LockUnreadable.At(LocationOf(name), $"'{name}' has both a branch and a tag."));
                if (!RepositoryPins.IsName(name))
                    throw new YoctoException(LayerErrors.LockUnreadable.At(LocationOf(name), $"'{name}' is not the name of a repository."));
            }

            return new LockFile(content.Repositories.ToDictionary(r => r.Key, r => r.Value.ToLocked()));
        }
        catch (JsonException e)
        {
            var location = new SourceLocation(file, (int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1);
            throw new YoctoException(LayerErrors.LockUnreadable.At(location, e.Message.StartsWith("Duplicate", StringComparison.Ordinal)
                ? "it has the same name twice." : "it is not the JSON that Yocto.Sdk writes."), e);
        }

        SourceLocation LocationOf(string name) =>
            new(file, Array.FindIndex(text.Split('\n'), l => l.Contains($"\"{name}\"", StringComparison.Ordinal)) + 1);
    }

    /// <summary>The file's text; the same for the same repositories, in whatever order they came.</summary>
    public string ToJson()
    {
        var entries = new SortedDictionary<string, Entry>(Repositories.ToDictionary(r => r.Key, r => Entry.Of(r.Value)), StringComparer.Ordinal);
        return JsonSerializer.Serialize(new Content(CurrentVersion, entries), _json) + "\n";
    }

    private static int? ConflictLine(string text)
    {
        var index = Array.FindIndex(text.Split('\n'), l =>
            l.StartsWith("<<<<<<<", StringComparison.Ordinal) || l.StartsWith(">>>>>>>", StringComparison.Ordinal)
            || l.TrimEnd() == "=======");
        return index < 0 ? null : index + 1;
    }

    private sealed record Content(
        [property: JsonRequired] int Version,
        [property: JsonRequired] IReadOnlyDictionary<string, Entry> Repositories);

    /// <summary>A pin that is a commit is the entry's own.</summary>
    private sealed record Entry(string Url, string? Branch, string? Tag, string Commit)
    {
        public static Entry Of(LockedRepository locked) => new(
            locked.Url,
            locked.Pin.Kind == PinKind.Branch ? locked.Pin.Name : null,
            locked.Pin.Kind == PinKind.Tag ? locked.Pin.Name : null,
            locked.Commit);

        public LockedRepository ToLocked() => new(
            Url,
            Branch is not null ? new Pin(PinKind.Branch, Branch) : Tag is not null ? new Pin(PinKind.Tag, Tag) : new Pin(PinKind.Commit, Commit),
            Commit);
    }
}

/// <summary>A repository's request and what it came to.</summary>
/// <param name="Url">Without credentials.</param>
/// <param name="Pin">As asked for.</param>
/// <param name="Commit">The commit, also if the tag is an annotated tag; 40 hexadecimal digits.</param>
internal sealed record LockedRepository(string Url, Pin Pin, string Commit)
{
    public static LockedRepository Of(PlannedRepository repository, string commit) => new(repository.Url.Display, repository.Pin, commit);

    /// <summary>What the project asks for is what was asked for when this was locked.</summary>
    public bool Answers(PlannedRepository repository) => (Url, Pin) == (repository.Url.Display, repository.Pin);

    /// <summary>For a person: <c>branch scarthgap of https://…</c>.</summary>
    public string Asked => $"{Pin} of {Url}";
}
