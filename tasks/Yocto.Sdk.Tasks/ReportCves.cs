using System.Globalization;
using Microsoft.Build.Framework;
using Yocto.Sdk.BitBake;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;
using Yocto.Sdk.Outputs;
using Yocto.Sdk.Project;
using Yocto.Sdk.Vulnerabilities;

namespace Yocto.Sdk.Tasks;

/// <summary>Reports what bitbake's check found.</summary>
public sealed class ReportCves : BuildTask
{
    /// <summary>Absolute.</summary>
    [Required]
    public string BuildDirectory { get; set; } = "";

    /// <summary><c>DL_DIR</c>; absolute.</summary>
    [Required]
    public string DownloadDirectory { get; set; } = "";

    /// <summary>The recipes that were to be checked.</summary>
    public string[] Recipes { get; set; } = [];

    /// <summary><c>YoctoCveStatus</c> items.</summary>
    public ITaskItem[] Statuses { get; set; } = [];

    /// <summary><c>YoctoPackage</c> items, for the line that brings a recipe.</summary>
    public ITaskItem[] Packages { get; set; } = [];

    /// <summary><c>YoctoCveReport</c>: the report, with the metadata Unpatched, Ignored, Patched and DatabaseDate.</summary>
    [Output]
    public ITaskItem? Result { get; private set; }

    protected override Task RunAsync(CancellationToken cancellation)
    {
        CveReport report;
        using (FileAccount.Assume(Account))
            report = CveReport.Read(PrepareCveCheck.ReportsIn(BuildDirectory));
        var build = BuildResult.Read(Folder.BuildResult) ?? throw new YoctoException(OutputErrors.NotBuilt.Create(Folder.BuildResult));
        var downloads = build.Variables.GetValueOrDefault("DL_DIR", DownloadDirectory);
        if (report.Recipes.Count == 0)
            throw new YoctoException(CveErrors.NoDatabase.Create("no recipe was checked."));

        var statuses = Statuses.Select(s => PrepareCveCheck.StatusOf(s, i => OriginOf(i, "YoctoCveStatus"))).ToList();
        var places = Places(build);
        foreach (var finding in report.Findings.Where(f => f.IsUnpatched))
        {
            Report(CveErrors.Unpatched.At(places.GetValueOrDefault(finding.Recipe) ?? OriginOf("Image"), finding.Id,
                finding.Score > 0 ? string.Create(CultureInfo.InvariantCulture, $" ({finding.Score:0.0})") : "", finding.Recipe, finding.Version, finding.Layer));
        }

        foreach (var status in statuses.Where(s => !report.Findings.Any(f => f.Answers(s))))
            Report(CveErrors.MatchesNothing.At(status.Origin, status.Id, status.Recipe.Length > 0 ? status.Recipe : "any recipe of the image"));
        if (Recipes.Except(report.Recipes).ToList() is { Count: > 0 } missing && missing.Count < Recipes.Length)
            Detail($"{missing.Count} recipes are not software that the database can know: {string.Join(", ", missing)}");
        var updated = CveDatabase.Updated(downloads);
        if (updated < DateTime.UtcNow - CveDatabase.Fresh)
            Report(CveErrors.OldDatabase.Create(Day(updated), downloads));

        var file = Folder.CveReport;
        WholeFile.WriteIfChanged(file, report.Json);
        var counts = ((string[])["Unpatched", "Ignored", "Patched"]).ToDictionary(s => s, s => report.Findings.Count(f => f.State == s).ToString(CultureInfo.InvariantCulture));
        Result = new Microsoft.Build.Utilities.TaskItem(OutputItem.Escape(file), counts.Append(KeyValuePair.Create("DatabaseDate", Day(updated))).ToDictionary());
        Status(string.Create(CultureInfo.InvariantCulture,
            $"{report.Recipes.Count} recipes checked: {counts["Unpatched"]} CVEs unpatched, {counts["Ignored"]} ignored, {counts["Patched"]} patched. Database of {Day(updated)}"));
        Status($"{Path.GetFileNameWithoutExtension(ProjectFile)} -> {file}");
        return Task.CompletedTask;
    }

    private static string Day(DateTime? time) => time?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "an unknown day";

    /// <summary>The line of a package that the project names, by its recipe.</summary>
    private Dictionary<string, Origin> Places(BuildResult build)
    {
        using var _ = FileAccount.Assume(Account);
        var named = Packages.ToDictionary(p => p.ItemSpec, p => OriginOf(p, "YoctoPackage"), StringComparer.Ordinal);
        return InstalledPackage.InImagesOf(build)
            .Where(p => p.Recipe is not null && named.ContainsKey(p.Name))
            .DistinctBy(p => p.Recipe)
            .ToDictionary(p => p.Recipe!, p => named[p.Name], StringComparer.Ordinal);
    }
}
