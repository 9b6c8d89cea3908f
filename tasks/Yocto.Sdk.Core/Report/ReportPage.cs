using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Yocto.Sdk.Report;

/// <summary>
/// The report as one HTML page: no network, and no script but its own, whatever the texts of a build hold. All that the
/// pictures show is in tables, too.
/// </summary>
internal sealed class ReportPage
{
    private const int Longest = 20;
    private const int Tiles = 120;
    private const int LaneHeight = 16;
    private const double MapAspect = 16 / 7.0;

    private static readonly string[] _kinds = ["Fetch and unpack", "Configure and compile", "Package", "Image", "Shared state", "Other"];

    private readonly StringBuilder _html = new();
    private readonly string _id;
    private readonly BuildRecord _build;

    private ReportPage(BuildRecord build, int number) => (_build, _id) = (build, $"b{number}");

    /// <summary>Of one build or, of several machines, of each.</summary>
    public static string Of(IReadOnlyList<BuildRecord> builds)
    {
        var script = Resource("report.js");
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
        var title = string.Join(", ", builds.Select(b => $"{Path.GetFileNameWithoutExtension(b.Project)} for {b.Machine}"));
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{hash}'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Build of {Text(title)}</title>
            <style>{Resource("report.css")}</style>
            </head>
            <body>
            <main>
            {string.Concat(builds.Select((b, number) => new ReportPage(b, number).Build()))}
            </main>
            <script>{script}</script>
            </body>
            </html>

            """;
    }

    private string Build()
    {
        Html($"<h1>{Text(Path.GetFileNameWithoutExtension(_build.Project))} for {Text(_build.Machine)}</h1>\n");
        Summary();
        Contents();
        Findings();
        Changes();
        Image();
        Items();
        Timeline();
        CriticalPathTable();
        Slowest();
        AllTasks();
        return _html.ToString();
    }

    private void Summary()
    {
        var outcome = _build.Succeeded ? "<span class=\"good\">succeeded</span>" : "<span class=\"bad\">failed</span>";
        _html.Append(CultureInfo.InvariantCulture, $"<p>The build of {_build.Begin:yyyy-MM-dd HH:mm} UTC {outcome}.</p>\n<dl class=\"facts\">\n");
        Fact("Time", Duration(_build.End - _build.Begin), _build.Threads > 0 ? $"{_build.Threads} threads" : "");
        Fact("Tasks run", Number(_build.Run), $"of {Number(_build.Total)}");
        Fact("Tasks reused", Number(_build.Reused), $"{Number(_build.FromSharedState)} from shared state");
        if (_build.State.Packages.Count > 0)
        {
            Fact("Installed", Size(_build.State.Installed), _build.Before is { } before ? $"{Signed(_build.State.Installed - before.Installed)} since the last build" : "");
            Fact("Packages", Number(_build.State.Packages.Count), _build.Before is { } last ? $"{Difference(_build.State.Packages.Count - last.Packages.Count)} since the last build" : "");
        }

        Fact("Errors", Number(_build.Findings.Count(f => f.IsError)), "");
        Fact("Warnings", Number(_build.Findings.Count(f => !f.IsError)), "");
        Html("</dl>\n");

        void Fact(string name, string value, string more) =>
            Html($"<div><dt>{name}</dt><dd>{value}{(more.Length > 0 ? $"<small>{more}</small>" : "")}</dd></div>\n");
    }

    private void Contents()
    {
        Html($"<nav aria-label=\"Sections of {Text(_build.Machine)}\"><ul>");
        foreach (var (id, title) in ((string, string)[])[("findings", "Errors and warnings"), ("changes", "Changes"), ("image", "Image"),
            ("items", "Project items"), ("timeline", "Timeline"), ("path", "Critical path"), ("slowest", "Slowest"), ("tasks", "All tasks")])
            Html($"<li><a href=\"#{_id}-{id}\">{title}</a></li>");
        Html("</ul></nav>\n");
    }

    private void Findings()
    {
        Section("findings", "Errors and warnings");
        if (_build.Findings.Count == 0)
            Html("<p>There are none.</p>\n");
        foreach (var group in _build.Findings.GroupBy(f => (f.IsError, f.Code, Head: f.Message.Split('\n')[0])).OrderByDescending(g => g.Key.IsError).ThenByDescending(g => g.Count()))
        {
            Html($"<details{(group.Key.IsError ? " open" : "")}><summary><strong class=\"{(group.Key.IsError ? "bad" : "")}\">{(group.Key.IsError ? "Error" : "Warning")} {Text(group.Key.Code ?? "")}</strong> {Text(Short(group.Key.Head))} <span class=\"soft\">({Times(group.Count())})</span></summary>\n");
            foreach (var same in group.GroupBy(f => f.Message))
            {
                Html($"<pre>{Text(same.Key)}</pre>\n<ul>");
                foreach (var place in same.Select(f => f.File is null ? "" : f.Line > 0 ? $"{f.File}:{f.Line}" : f.File).Where(p => p.Length > 0).Distinct())
                    Html($"<li><code>{Text(place)}</code></li>");
                Html("</ul>\n");
            }

            Html("</details>\n");
        }
    }

    private void Changes()
    {
        Section("changes", "Changes since the last build");
        if (_build.Before is null)
        {
            Html("<p>No build before this one is known.</p>\n");
            return;
        }

        var (layers, settings, packages) = (Growth.OfLayers(_build), Growth.OfSettings(_build), Growth.OfPackages(_build));
        // what did not come so far has not gone
        if (_build.State.Packages.Count == 0)
            packages = [];
        if (layers.Count + settings.Count + packages.Count == 0)
            Html("<p>The layers, the configuration and the packages are the same.</p>\n");
        Table("Layers", ["Layer", "Before", "Now"], layers.Select(c => (string[])[Text(c.Name), Commit(c.Before), Commit(c.Now)]));
        Table("Configuration", ["Statement", "", "From"], settings.Select(c =>
            (string[])[$"<code>{Text((c.Now ?? c.Before)!.Text)}</code>", c.Now is null ? "removed" : "added", Text((c.Now ?? c.Before)!.Source)]));
        Table("Packages", ["Package", "Before", "Now", "-Growth"], packages.Select(c => (string[])
            [Text((c.Now ?? c.Before)!.Name), Text(c.Before?.Version ?? "none"), Text(c.Now?.Version ?? "none"), Signed((c.Now?.Size ?? 0) - (c.Before?.Size ?? 0))]));

        static string Commit(LayerState? layer) => layer is null ? "none" : layer.Commit is { } commit ? $"<code>{Text(commit[..Math.Min(10, commit.Length)])}</code>" : "a folder";
    }

    private void Image()
    {
        Section("image", "Image");
        if (_build.State.Images.Count == 0)
            Html("<p>The build made no image.</p>\n");
        var before = (_build.Before?.Images ?? []).DistinctBy(i => i.Name).ToDictionary(i => i.Name, i => i.Size);
        Table("Files", ["File", "-Size", "-Growth"], _build.State.Images.Select(i => (string[])
            [Text(i.Name), Size(i.Size), before.TryGetValue(i.Name, out var old) ? Signed(i.Size - old) : ""]));
        foreach (var packages in _build.State.Packages.GroupBy(p => p.Image))
            Packages(packages.Key, [.. packages.OrderByDescending(p => p.Size).ThenBy(p => p.Name, StringComparer.Ordinal)]);
    }

    private void Packages(string image, List<ImagePackage> packages)
    {
        var shown = packages.Where(p => p.Size > 0).Take(Tiles).ToList();
        var rest = packages.Skip(shown.Count).Sum(p => p.Size);
        var parts = shown.Select(p => (Package: (ImagePackage?)p, p.Size)).Concat(rest > 0 ? [(null, rest)] : []).OrderByDescending(p => p.Size).ToList();
        var recipes = packages.Select(p => p.Recipe).Distinct().Select((recipe, place) => (recipe, place)).ToDictionary(r => r.recipe, r => r.place % 6);
        Html($"<h3>Packages of {Text(image)} by size</h3>\n<p class=\"soft\">The areas are the sizes as installed. Packages of one recipe have one colour.</p>\n<ul class=\"treemap\">\n");
        var tiles = Treemap.Of([.. parts.Select(p => p.Size)], MapAspect);
        for (var place = 0; place < tiles.Count; place++)
        {
            var (tile, package) = (tiles[place], parts[place].Package);
            var label = package is null ? $"{Number(packages.Count - shown.Count)} others, {Size(rest)}" : $"{package.Name}, {Size(package.Size)}";
            var tiny = tile.Width < 0.04 || tile.Height < 0.06 ? " tiny" : "";
            _html.Append(CultureInfo.InvariantCulture, $"<li class=\"t{(package is null ? 5 : recipes[package.Recipe])}{tiny}\" title=\"{Text(label)}\" style=\"left:{100 * tile.X:0.##}%;top:{100 * tile.Y:0.##}%;width:{100 * tile.Width:0.##}%;height:{100 * tile.Height:0.##}%\"><span>{Text(label)}</span></li>\n");
        }

        Html($"</ul>\n<details><summary>All {Number(packages.Count)} packages of {Text(image)}</summary>\n");
        Table($"Packages of {image}", ["Package", "*Version", "*Recipe", "*Layer", "-Size"], packages.Select(p => (string[])
            [Text(p.Name), Text(p.Version), Text(p.Recipe), Text(p.Layer ?? ""), Size(p.Size)]));
        Html("</details>\n");
    }

    private void Items()
    {
        Section("items", "What the items of the project brought");
        if (_build.State.Packages.Count > 0)
        {
            Html("<p class=\"soft\">Without an item, what it alone brings would not be in the image. What it shares, something else needs, too.</p>\n");
            Table("Packages", ["Item", "-Alone", "-Size", "-Shared", "-Size"], ItemShare.AllOf(_build.State).Select(s => (string[])
            [
                s.Item is null ? "the image recipe" : $"<code>YoctoPackage {Text(s.Item)}</code>",
                Number(s.Alone.Count), Size(s.Alone.Sum(p => p.Size)), Number(s.Shared.Count), Size(s.Shared.Sum(p => p.Size)),
            ]));
        }

        var inLayer = _build.State.Packages.ToLookup(p => p.Layer);
        Table("Layers", ["Layer", "*Item", "*Commit", "-Recipes", "-Packages", "-Size"], _build.State.Layers.Select(l => (string[])
        [
            Text(l.Name), l.Item is null ? "the distribution's" : $"<code>YoctoLayer {Text(l.Item)}</code>", l.Commit is { Length: >= 10 } commit ? $"<code>{Text(commit[..10])}</code>" : "",
            Number(l.Recipes), Number(inLayer[l.Name].Count()), Size(inLayer[l.Name].Sum(p => p.Size)),
        ]));
        Html("<details><summary>Configuration, by the property or item that it comes from</summary>\n");
        Table("local.conf", ["From", "Statement"], _build.State.Settings.Select(s => (string[])[Text(s.Source), $"<code>{Text(s.Text)}</code>"]));
        Html("</details>\n");
    }

    private void Timeline()
    {
        Section("timeline", "Timeline");
        if (_build.Tasks.Count == 0)
        {
            Html("<p>No task ran.</p>\n");
            return;
        }

        var lanes = Lanes.Of(_build.Tasks);
        var critical = CriticalPath.Of(_build.Tasks).ToHashSet(ReferenceEqualityComparer.Instance);
        var begin = _build.Tasks.Min(t => t.Begin);
        var span = Math.Max(0.001, (_build.Tasks.Max(t => t.End) - begin).TotalSeconds);
        var count = lanes.Max() + 1;
        Html("<p class=\"soft\">A row is what one of bitbake's threads did. Tasks of the critical path have a border.</p>\n<ul class=\"legend\">");
        for (var kind = 0; kind < _kinds.Length; kind++)
            Html($"<li><i class=\"k{kind}\"></i>{_kinds[kind]}</li>");
        Html($"</ul>\n<p><label>Zoom <input type=\"range\" min=\"1\" max=\"16\" value=\"1\" data-of=\"{_id}-lanes\"></label></p>\n");
        _html.Append(CultureInfo.InvariantCulture, $"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Timeline of {Text(_build.Machine)}\"><svg id=\"{_id}-lanes\" class=\"timeline\" height=\"{count * LaneHeight + 20}\" role=\"img\" aria-label=\"{Number(_build.Tasks.Count)} tasks in {count} rows over {Duration(TimeSpan.FromSeconds(span))}. The tables below have the same figures.\">\n");
        for (var tick = 0; tick < 5; tick++)
            _html.Append(CultureInfo.InvariantCulture, $"<line x1=\"{tick * 20}%\" x2=\"{tick * 20}%\" y1=\"0\" y2=\"{count * LaneHeight + 4}\"/><text x=\"{tick * 20}%\" dx=\"3\" y=\"{count * LaneHeight + 15}\">{Duration(TimeSpan.FromSeconds(span * tick / 5))}</text>\n");
        for (var place = 0; place < lanes.Count; place++)
        {
            var task = _build.Tasks[place];
            _html.Append(CultureInfo.InvariantCulture, $"<rect class=\"k{KindOf(task)}{(critical.Contains(task) ? " critical" : "")}\" x=\"{100 * (task.Begin - begin).TotalSeconds / span:0.###}%\" y=\"{lanes[place] * LaneHeight + 1}\" width=\"{Math.Max(0.02, 100 * task.Seconds / span):0.###}%\" height=\"{LaneHeight - 2}\"><title>{Text(task.Title)} {Seconds(task.Seconds)}</title></rect>\n");
        }

        Html("</svg></div>\n");
    }

    private void CriticalPathTable()
    {
        Section("path", "Critical path");
        var path = CriticalPath.Of(_build.Tasks);
        if (path.Count == 0)
        {
            Html("<p>No task ran.</p>\n");
            return;
        }

        var begin = _build.Tasks.Min(t => t.Begin);
        Html($"<p>The last task waited for these, each for the one before it: {Duration(TimeSpan.FromSeconds(path.Sum(t => t.Seconds)))} of work. A wait is for a free thread, or for bitbake itself.</p>\n");
        Table($"Critical path of {Number(path.Count)} tasks", ["Task", "-Start", "-Wait", "-Time"], path.Select((t, place) => (string[])
        [
            Text(t.Title), Duration(t.Begin - begin), Seconds(place == 0 ? 0 : Math.Max(0, (t.Begin - path[place - 1].End).TotalSeconds)), Seconds(t.Seconds),
        ]));
    }

    private void Slowest()
    {
        Section("slowest", "Slowest tasks and recipes");
        Html("<div class=\"pair\">\n<div>");
        Table("Tasks", ["Task", "-Time"], _build.Tasks.OrderByDescending(t => t.Seconds).Take(Longest).Select(t => (string[])[Text(t.Title), Seconds(t.Seconds)]));
        Html("</div>\n<div>");
        Table("Recipes", ["Recipe", "-Tasks", "-Time"], _build.Tasks.GroupBy(t => t.Recipe).Select(g => (g.Key, Count: g.Count(), Time: g.Sum(t => t.Seconds)))
            .OrderByDescending(r => r.Time).Take(Longest).Select(r => (string[])[Text(r.Key), Number(r.Count), Seconds(r.Time)]));
        Html("</div>\n</div>\n");
    }

    private void AllTasks()
    {
        Section("tasks", "All tasks");
        var begin = _build.Tasks.Select(t => t.Begin).DefaultIfEmpty().Min();
        Html($"<details><summary>{Number(_build.Tasks.Count)} tasks, in the order in which they started</summary>\n<p><label>Filter by words <input type=\"search\" data-of=\"{_id}-table\"></label> <span id=\"{_id}-table-count\" role=\"status\"></span></p>\n");
        Table("Tasks of bitbake", ["Task", "*Version", "*State", "-Start", "-Time"], _build.Tasks.Select(t => (string[])
        [
            Text(t.Title), Text(t.Version ?? ""), t.FromSharedState && t.State == TaskRun.Succeeded ? "from shared state" : t.State, Duration(t.Begin - begin), Seconds(t.Seconds),
        ]), $"{_id}-table");
        Html("</details>\n");
    }

    private void Html(string text) => _html.Append(text);

    private void Section(string id, string title) => Html($"<h2 id=\"{_id}-{id}\">{title}</h2>\n");

    /// <param name="columns">With a - for figures, with a * for what a narrow screen leaves out.</param>
    /// <param name="rows">Cells of HTML; no table without any.</param>
    private void Table(string caption, string[] columns, IEnumerable<string[]> rows, string? id = null)
    {
        var cells = rows.ToList();
        if (cells.Count == 0)
            return;
        Html($"<table{(id is null ? "" : $" id=\"{id}\"")}><caption>{Text(caption)}</caption><thead><tr>");
        foreach (var column in columns)
            _html.Append(column.Length == 0 ? "<td></td>" : $"<th scope=\"col\"{ClassOf(column)}>{column.TrimStart('-', '*')}</th>");
        Html("</tr></thead><tbody>\n");
        foreach (var row in cells)
        {
            Html("<tr>");
            for (var place = 0; place < row.Length; place++)
                _html.Append(place == 0 ? $"<th scope=\"row\">{row[place]}</th>" : $"<td{ClassOf(columns[place])}>{row[place]}</td>");
            Html("</tr>\n");
        }

        Html("</tbody></table>\n");
    }

    private static string ClassOf(string column) =>
        column.StartsWith('-') ? " class=\"n\"" : column.StartsWith('*') ? " class=\"wide\"" : "";

    private static int KindOf(TaskRun task) => task.FromSharedState ? 4 : task.Task switch
    {
        "do_fetch" or "do_unpack" or "do_patch" => 0,
        "do_configure" or "do_compile" or "do_install" or "do_compile_kernelmodules" or "do_kernel_configme" => 1,
        "do_rootfs" => 3,
        _ when task.Task.StartsWith("do_image", StringComparison.Ordinal) => 3,
        _ when task.Task.StartsWith("do_package", StringComparison.Ordinal) || task.Task is "do_populate_sysroot" or "do_prepare_recipe_sysroot" => 2,
        _ => 5,
    };

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    private static string Short(string text) => text.Length <= 160 ? text : text[..160] + " …";

    private static string Times(int count) => count == 1 ? "once" : $"{Number(count)} times";

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Difference(int number) => number.ToString("+#,0;-#,0;0", CultureInfo.InvariantCulture);

    private static string Signed(long bytes) => bytes == 0 ? "0" : $"{(bytes > 0 ? "+" : "-")}{Size(Math.Abs(bytes))}";

    private static string Size(long bytes) => ByteSize.Of(bytes);

    private static string Seconds(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds:#,0.0} s");

    private static string Duration(TimeSpan time) => time.TotalSeconds < 120
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s")
        : time.TotalHours < 2
            ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min {time.Seconds} s")
            : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes} min");

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(ReportPage).Assembly.GetManifestResourceStream($"Yocto.Sdk.Report.{name}")!);
        return reader.ReadToEnd();
    }
}
