using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Yocto.Sdk.Product.Applications;
using Yocto.Sdk.Product.Containers;
using Yocto.Sdk.Product.Containers.Compose;
using Yocto.Sdk.Product.Containers.Quadlet;

namespace Yocto.Sdk.Tasks;

/// <summary>The part that reads the containers and applications of the device.</summary>
public sealed partial class ReadProduct
{
    /// <summary>Items <c>YoctoContainer</c>; metadata <c>Name</c>, <c>Platform</c>.</summary>
    public ITaskItem[] Containers { get; set; } = [];

    /// <summary>Items <c>YoctoCompose</c>; metadata <c>Name</c>.</summary>
    public ITaskItem[] ComposeFiles { get; set; } = [];

    /// <summary>Items <c>YoctoQuadlet</c>.</summary>
    public ITaskItem[] QuadletFiles { get; set; } = [];

    /// <summary>Items <c>ProjectReference</c> with <c>YoctoDeploy</c>.</summary>
    public ITaskItem[] References { get; set; } = [];

    /// <summary>For what is published; absolute.</summary>
    public string ApplicationsDirectory { get; set; } = "";

    /// <summary>The projects to publish, with the target to build and <c>AdditionalProperties</c>.</summary>
    [Output]
    public ITaskItem[] Applications { get; private set; } = [];

    private IReadOnlyList<ContainerSettings> ReadContainers() =>
        [.. Containers.Select(c => new ContainerSettings(Item(c, "YoctoContainer"), c.GetMetadata("Name"), c.GetMetadata("Platform")))];

    private IReadOnlyList<ComposeSettings> ReadComposeFiles() =>
        [.. ComposeFiles.Select(c => new ComposeSettings(Item(c, "YoctoCompose"), c.GetMetadata("FullPath"), c.GetMetadata("Name")))];

    private IReadOnlyList<QuadletSettings> ReadQuadletFiles() =>
        [.. QuadletFiles.Select(q => new QuadletSettings(Item(q, "YoctoQuadlet"), q.GetMetadata("FullPath")))];

    private IReadOnlyList<ApplicationSettings> ReadApplications() => [.. References.Select(ReadApplication)];

    private ApplicationSettings ReadApplication(ITaskItem reference)
    {
        return new ApplicationSettings(
            Item(reference, "ProjectReference"), Of("YoctoDeploy"), Of("Name"), Of("Start"), Of("RuntimeIdentifier"),
            Of("Arguments"), Of("Environment"), Of("Ports"), Of("Volumes"), Of("Network"));

        Project.Setting? Of(string name) => Metadata(reference, "ProjectReference", name);
    }

    private TaskItem ToItem(ITaskItem reference, Application application)
    {
        var properties = application.PublishProperties(Path.Combine(ApplicationsDirectory, application.Name));
        var item = new TaskItem(reference);
        item.SetMetadata("AdditionalProperties",
            string.Join(';', properties.Select(p => $"{p.Name}={p.Value}").Prepend(reference.GetMetadata("AdditionalProperties")).Where(p => p.Length > 0)));
        item.SetMetadata("RuntimeIdentifier", application.RuntimeIdentifier);
        item.SetMetadata("ApplicationName", application.Name);
        item.SetMetadata("PublishTarget", application.Deployment == Deployment.Native ? "YoctoPublishNative" : "YoctoPublishContainer");
        return item;
    }
}
