using System.ComponentModel;
using System.Globalization;
using Microsoft.Build.Framework;
using Yocto.Sdk.BitBake;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;
using Yocto.Sdk.Host;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Product.Engines;
using Yocto.Sdk.Product.Layer;
using Yocto.Sdk.Project;
using Yocto.Sdk.Report;
using Yocto.Sdk.Vulnerabilities;

namespace Yocto.Sdk.Tasks;

/// <summary>
/// Runs bitbake. Every task's start and end goes to the binary log as an extended message of the type
/// <c>yocto.task</c>, and the build as one of the type <c>yocto.build</c>.
/// </summary>
public sealed class RunBitBake : BitBakeTask, IBitBakeListener
{
    internal const string TaskMessage = "yocto.task";

    private readonly TaskOrder _order = new();
    private readonly TaskRuns _runs = new();
    private readonly List<Finding> _findings = [];
    private int _total;

    public string[] Targets { get; set; } = [];

    /// <summary>In place of <c>build</c>, as <c>bitbake -c</c>.</summary>
    public string? TaskName { get; set; }

    public string KeepGoing { get; set; } = "";

    /// <summary><c>Build</c>, <c>Check</c>, <c>Parse</c> or <c>DryRun</c>.</summary>
    public string Mode { get; set; } = nameof(BitBakeMode.Build);

    /// <summary>A conf file for this run alone; absolute.</summary>
    public string? PostFile { get; set; }

    /// <summary>The interpreter that the host check found.</summary>
    [Required]
    public string Python { get; set; } = "";

    /// <summary>YoctoPackage items, for the line of a package that no recipe provides.</summary>
    public ITaskItem[] Packages { get; set; } = [];

    protected override async Task RunAsync(CancellationToken cancellation)
    {
        if (!Enum.TryParse<BitBakeMode>(Mode, ignoreCase: true, out var mode))
            throw new YoctoException(BitBakeErrors.UnknownMode.Create(Mode));
        if (mode != BitBakeMode.Parse && Targets.Length == 0)
            throw new YoctoException(BitBakeErrors.NothingToBuild.At(OriginOf("Image")));

        if (Array.Find(Targets, t => t.StartsWith('-')) is { } option)
            throw new YoctoException(BitBakeErrors.NoTargetName.At(OriginOf("YoctoTarget"), option));

        var layers = RestoredLayers.Read(RestoredLayersFile);
        var container = ReadContainer();
        var confinement = Confinement();
        var host = HostSystem.Current();
        var identity = BuildIdentity.Choose(host, BuildUser, confinement.LaunchPrefix(Python));
        var isConfined = container is null && host.IsRoot && BuildUser.Length == 0 && !confinement.IsOff;
        if (isConfined)
            confinement.MakeFolders();
        var request = new BitBakeRequest(
            mode, Targets, TaskName, IsOn("YoctoKeepGoing", KeepGoing), Path.TrimEndingDirectorySeparator(BuildDirectory), layers.BitBakePath, BridgeFile,
            Python, Origins(), container)
        {
            Checks = mode == BitBakeMode.Check
                ? [new CheckTask("do_unpack", CveErrors.NoDatabase, null)]
                : [new CheckTask(ContainerKernel.TaskName, ProductErrors.ContainerKernelLacksOptions, OriginOf(ContainerKernel.Property))],
            WritableFolders = isConfined ? confinement.Folders : [],
            PostFile = PostFile,
        };
        // not yet held where an earlier target of the same command has given it back
        var isHeld = BuildEngine4.GetRegisteredTaskObject(BuildDirectoryLock.FileIn(request.BuildDirectory), RegisteredTaskObjectLifetime.Build) is not null;
        using var held = isHeld ? null : await BuildDirectoryLock.AcquireAsync(request.BuildDirectory, this, cancellation, Account);
        var times = TaskTimes.Read(Folder.TaskTimes);
        var last = BuildRecord.Read(Folder.Record);
        var begin = DateTime.UtcNow;
        var succeeded = false;
        try
        {
            var result = await BitBakeBuild.RunAsync(request, layers, container?.Identify(identity) ?? identity, this, this, _order, times, cancellation);
            if (result is not null && mode == BitBakeMode.Build)
                result.Write(Folder.BuildResult);
            succeeded = true;
        }
        catch (Win32Exception e) // the interpreter, unshare, setpriv or the container's engine is missing
        {
            throw new YoctoException(BitBakeErrors.NotStarted.Create(e.Message), e);
        }
        finally
        {
            if (mode == BitBakeMode.Build)
                Record(new BuildRecord(Path.GetFileName(ProjectFile), MachineOf(), begin, DateTime.UtcNow, succeeded, _order.Threads, _total, StateOf(layers), last?.LastGood), times);
        }
    }

    protected override void OnReport(Diagnostic diagnostic, SourceLocation place, string message) =>
        _findings.Add(new Finding(diagnostic.Severity == Severity.Error, diagnostic.Code, place.File, place.Line, message));

    private void Record(BuildRecord record, TaskTimes times)
    {
        record = record with { Tasks = _runs.At(record.End), Findings = _findings, Recipes = _order.Recipes };
        RecordBuild.Tell(BuildEngine, record);
        try
        {
            record.Write(Folder.Record);
            times.With(record.Tasks.Where(t => t.State == TaskRun.Succeeded && !t.FromSharedState).Select(t => KeyValuePair.Create(t.Title, t.Seconds))).Write(Folder.TaskTimes);
        }
        catch (IOException e) // what bitbake said of a full disk matters more
        {
            Detail(e.Message);
        }
    }

    private BuildState StateOf(RestoredLayers layers)
    {
        var recipes = _order.Recipes.Values.ToList();
        var commits = layers.Repositories.ToDictionary(r => r.Name, r => r.Commit);
        return new BuildState(
            [
                .. layers.Layers.Select(l => new LayerState(
                    l.Include ?? l.Collection ?? Path.GetFileName(l.Path), l.Path, l.Include, l.Repository,
                    l.Repository is null ? null : commits.GetValueOrDefault(l.Repository),
                    recipes.Count(r => r.StartsWith(l.Path + "/", StringComparison.Ordinal)))),
            ],
            ConfSetting.AllOf(Configuration("local.conf")), [], []);
    }

    private string Configuration(string name)
    {
        using var _ = FileAccount.Assume(Account);
        var file = Path.Combine(BuildDirectory, "conf", name);
        return File.Exists(file) ? SmallFile.ReadText(file) : "";
    }

    private string MachineOf() => BuildResult.Read(Folder.BuildResult)?.Machine ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(IntermediateDirectory));

    public void Hear(BitBakeEvent happened)
    {
        if (happened is QueueAdvanced { Setscene: false } queue)
            _total = queue.Total;
        if (happened is not TaskEvent task)
            return;
        var after = happened is TaskStarted ? _order.LastBefore(task) : null;
        _runs.Hear(task, DateTime.UtcNow, after);
        var (state, duration) = happened switch
        {
            TaskSucceeded s => ("succeeded", s.Duration),
            TaskFailed f => ("failed", f.Duration),
            _ => ("started", null),
        };
        BuildEngine.LogMessageEvent(new ExtendedBuildMessageEventArgs(
            TaskMessage, Printable($"{task.Title}: {state}"), null, nameof(RunBitBake), MessageImportance.Low)
        {
            ExtendedMetadata = new Dictionary<string, string?>
            {
                ["state"] = state,
                ["recipe"] = task.Recipe,
                ["version"] = task.Version,
                ["task"] = task.Task,
                ["file"] = task.RecipeFile,
                ["log"] = task.Log,
                ["seconds"] = duration?.ToString(CultureInfo.InvariantCulture),
                ["after"] = after,
            },
        });
    }

    private Dictionary<string, Origin> Origins()
    {
        var target = OriginOf("YoctoTarget", otherwise: "Image");
        var origins = Targets.Distinct().ToDictionary(t => t, _ => target);
        foreach (var package in Packages)
            origins[package.ItemSpec] = OriginOf(package, "YoctoPackage");
        origins[BitBakeRequest.TaskProperty] = OriginOf(BitBakeRequest.TaskProperty);
        return origins;
    }
}
