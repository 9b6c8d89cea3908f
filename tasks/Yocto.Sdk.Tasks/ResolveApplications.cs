using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Metadata;
using Yocto.Sdk.Product.Applications;
using Yocto.Sdk.Product.Containers;
using Yocto.Sdk.Product.Layer;
using Yocto.Sdk.Project;
using Task = System.Threading.Tasks.Task;

namespace Yocto.Sdk.Tasks;

/// <summary>Decides how to publish each C# project that runs on the device.</summary>
public sealed class ResolveApplications : YoctoTask
{
    [Required]
    public string RestoredLayersFile { get; set; } = "";

    public string Machine { get; set; } = "";

    public string Distro { get; set; } = "";

    public ITaskItem[] Variables { get; set; } = [];

    public string ContainerEngine { get; set; } = "";

    /// <summary>Items <c>ProjectReference</c> with <c>YoctoDeploy</c>.</summary>
    public ITaskItem[] References { get; set; } = [];

    /// <summary>For what is published; absolute.</summary>
    [Required]
    public string ApplicationsDirectory { get; set; } = "";

    /// <summary>The projects, with the target to build and <c>AdditionalProperties</c>.</summary>
    [Output]
    public ITaskItem[] Applications { get; private set; } = [];

    protected override Task RunAsync(CancellationToken cancellation)
    {
        var problems = new List<Diagnostic>();
        var facts = new Lazy<MachineFacts>(() => MachineFacts.Of(
            Machine, Distro, Variables.Select(v => (v.ItemSpec, v.GetMetadata("Value"))).Where(v => v.Item2.Length > 0),
            new LayerMetadata(RestoredLayers.Read(RestoredLayersFile))));
        var reader = new ApplicationReader(Machine, () => facts.Value);
        var applications = new List<(ITaskItem Item, Application Application)>();
        foreach (var item in References)
        {
            if (reader.Read(item.ItemSpec, item.GetMetadata, m => LocationOf(item, m), problems) is not { } application)
                continue;
            applications.Add((item, application));
            if (application.Deployment == Deployment.Container && ContainerEngine.Trim() is "" or "none")
                problems.Add(ProductErrors.NoEngine.At(LocationOf(item, ""), "ProjectReference", item.ItemSpec));
        }

        foreach (var same in applications.GroupBy(a => a.Application.Name))
        {
            foreach (var (item, application) in same.Skip(1))
                problems.Add(ContainerErrors.ApplicationTwice.At(LocationOf(item, ""), application.Name, same.First().Item.ItemSpec, item.ItemSpec));
        }

        if (problems.Count > 0)
            throw new YoctoException(problems);
        Applications = [.. applications.Select(a => ToItem(a.Item, a.Application))];
        return Task.CompletedTask;
    }

    private SourceLocation LocationOf(ITaskItem item, string metadata) =>
        ProjectText.Locate(OriginOf(item, "ProjectReference", metadata.Length == 0 ? null : metadata));

    private TaskItem ToItem(ITaskItem reference, Application application)
    {
        var folder = Path.Combine(ApplicationsDirectory, application.Name);
        var native = application.Deployment == Deployment.Native;
        (string Name, string Value)[] properties =
        [
            ("YoctoApplicationName", application.Name),
            ("YoctoSymbolsDirectory", Path.Combine(folder, "symbols") + "/"),
            ("PublishDir", Path.Combine(folder, "publish") + "/"),
            ("RuntimeIdentifier", application.RuntimeIdentifier),
            .. native ? [("SelfContained", "true")]
                : ((string, string)[])
                [
                    ("ContainerArchiveOutputPath", Path.Combine(folder, "container.tar")),
                    ("ContainerImageFormat", "OCI"),
                    // the time of day would make another image of each build
                    ("ContainerGenerateLabelsImageCreated", "false"),
                ],
        ];
        var item = new TaskItem(reference);
        item.SetMetadata("AdditionalProperties",
            string.Join(';', properties.Select(p => $"{p.Name}={p.Value}").Prepend(reference.GetMetadata("AdditionalProperties")).Where(p => p.Length > 0)));
        item.SetMetadata("RuntimeIdentifier", application.RuntimeIdentifier);
        item.SetMetadata("ApplicationName", application.Name);
        item.SetMetadata("PublishTarget", native ? "YoctoPublishNative" : "YoctoPublishContainer");
        return item;
    }
}
