using Microsoft.Build.Framework;
using Yocto.Sdk.BitBake;
using Yocto.Sdk.Changes;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.Tasks;

/// <summary>Prints what changed between two releases, and writes it as Markdown.</summary>
public sealed class CompareReleases : BuildTask
{
    /// <summary>A folder of a release or of <c>bin/</c>, a bill of materials or a list of packages; absolute, or relative to the project.</summary>
    [Required]
    public string From { get; set; } = "";

    /// <summary>The same of the newer one; empty for what the project has built.</summary>
    public string To { get; set; } = "";

    /// <summary><c>bin/&lt;Configuration&gt;/&lt;Machine&gt;</c>; absolute.</summary>
    public string OutputDirectory { get; set; } = "";

    protected override Task RunAsync(CancellationToken cancellation)
    {
        var image = BuildResult.Read(Folder.BuildResult)?.Targets is [var first, ..] ? first.Recipe : null;
        var to = To.Length > 0 ? Full(To) : Full(OutputDirectory);
        var changes = ReleaseChanges.Between(ReleaseContents.Read(Full(From), image), ReleaseContents.Read(to, image));
        foreach (var line in ChangeReport.Lines(changes))
            Status(line);
        var file = Folder.Changes;
        WholeFile.WriteIfChanged(file, ChangeReport.Markdown(changes, Path.GetFileName(Full(From)), To.Length > 0 ? Path.GetFileName(to) : Path.GetFileNameWithoutExtension(ProjectFile)));
        Status($"{Path.GetFileNameWithoutExtension(ProjectFile)} -> {file}");
        return Task.CompletedTask;
    }

    private string Full(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, Path.GetDirectoryName(ProjectFile)!));
}
