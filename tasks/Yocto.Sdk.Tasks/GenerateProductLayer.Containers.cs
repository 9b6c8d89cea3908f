using Microsoft.Build.Framework;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Product.Applications;
using Yocto.Sdk.Product.Containers;
using Yocto.Sdk.Product.Containers.Compose;
using Yocto.Sdk.Product.Containers.Quadlet;
using Yocto.Sdk.Product.Engines;
using Yocto.Sdk.Product.Layer;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Tasks;

/// <summary>The part that reads the containers and applications of the product.</summary>
public sealed partial class GenerateProductLayer
{
    /// <summary><c>containers.json</c>; absolute.</summary>
    public string ContainersFile { get; set; } = "";

    /// <summary>Items <c>YoctoContainer</c>; <see cref="ContainersFile"/> has their archives.</summary>
    public ITaskItem[] Containers { get; set; } = [];

    /// <summary>Items <c>YoctoCompose</c>; metadata <c>Name</c>.</summary>
    public ITaskItem[] ComposeFiles { get; set; } = [];

    /// <summary>Items <c>YoctoQuadlet</c>.</summary>
    public ITaskItem[] QuadletFiles { get; set; } = [];

    /// <summary>Items <c>ProjectReference</c> with <c>YoctoDeploy</c>, resolved.</summary>
    public ITaskItem[] Applications { get; set; } = [];

    /// <summary>What these projects published.</summary>
    public ITaskItem[] PublishedApplications { get; set; } = [];

    private IReadOnlyList<PreloadedImage> Preloaded => field ??=
        Containers.Length + ComposeFiles.Length + QuadletFiles.Length + PublishedApplications.Length == 0
            ? [] : PreloadedImages.Read(ContainersFile);

    private IEnumerable<ProductPart> ContainerParts(DeviceEngine? engine, ProductSources sources, List<Diagnostic> problems)
    {
        if (engine is null)
            problems.AddRange(WithoutEngine());
        IEnumerable<ProductPart> inContainers = engine is null ? [] :
        [
            PreloadPart.LoaderOf(engine, sources),
            PreloadPart.PartOf(Preloaded, sources),
            .. Compose(engine, sources, problems),
            .. Quadlet(engine, sources, problems),
        ];
        return [.. inContainers, .. Deployed(engine, sources)];
    }

    private IEnumerable<Diagnostic> WithoutEngine() =>
        Containers.Select(c => ProductErrors.NoEngine.At(OriginOf(c, "YoctoContainer"), "YoctoContainer", c.ItemSpec))
            .Concat(ComposeFiles.Select(c => ProductErrors.NoEngine.At(OriginOf(c, "YoctoCompose"), "YoctoCompose", c.ItemSpec)))
            .Concat(QuadletFiles.Select(q => ProductErrors.NoEngine.At(OriginOf(q, "YoctoQuadlet"), "YoctoQuadlet", q.ItemSpec)));

    private IEnumerable<ProductPart> Compose(DeviceEngine engine, ProductSources sources, List<Diagnostic> problems)
    {
        var names = new Dictionary<string, string>();
        foreach (var item in ComposeFiles)
        {
            var location = ProjectText.Locate(OriginOf(item, "YoctoCompose"));
            var path = item.GetMetadata("FullPath");
            var name = ComposeApplication.NameOf(item.GetMetadata("Name"), path, location, problems);
            if (!names.TryAdd(name, item.ItemSpec))
                problems.Add(ContainerErrors.ApplicationTwice.At(location, name, names[name], item.ItemSpec));
            if (Try(() => ComposeFile.Read(path, location, problems), problems) is not { } file)
                continue;
            problems.AddRange(ImageUse.Problems(file.Images, Preloaded));
            yield return ComposeApplication.PartOf(name, file, engine, Preloaded, sources);
        }
    }

    private IEnumerable<ProductPart> Quadlet(DeviceEngine engine, ProductSources sources, List<Diagnostic> problems)
    {
        if (QuadletFiles.Length == 0)
            yield break;
        var refusal = engine.IsPodman ? QuadletUnits.Refusal(sources) : null;
        var files = new List<QuadletFile>();
        foreach (var item in QuadletFiles)
        {
            var location = ProjectText.Locate(OriginOf(item, "YoctoQuadlet"));
            if (!QuadletFile.Reads(item.ItemSpec))
                problems.Add(ContainerErrors.NotAQuadlet.At(location, item.ItemSpec));
            else if (!engine.IsPodman)
                problems.Add(ContainerErrors.QuadletEngine.At(location, item.ItemSpec));
            else if (refusal is not null)
                problems.Add(ContainerErrors.NoQuadlet.At(location, item.ItemSpec, refusal));
            else if (Try(() => QuadletFile.Read(item.GetMetadata("FullPath"), location), problems) is { } file)
                files.Add(file);
        }

        foreach (var file in files)
        {
            problems.AddRange(ImageUse.Problems(file.Images, Preloaded));
            if (file is { IsApplication: true, Starts: false })
                problems.Add(ContainerErrors.QuadletNotStarted.At(new SourceLocation(file.Path), Path.GetFileName(file.Path)));
        }

        yield return QuadletUnits.PartOf(files, engine, Preloaded, sources);
    }

    private IEnumerable<ProductPart> Deployed(DeviceEngine? engine, ProductSources sources)
    {
        // the problems of a reference were reported before it was published
        var reader = new ApplicationReader("", () => throw new InvalidOperationException("The application's architecture is not resolved."));
        foreach (var application in Applications
            .Select(a => reader.Read(a.ItemSpec, a.GetMetadata, _ => null, [])).OfType<Application>())
        {
            var item = PublishedApplications.First(p => p.ItemSpec == application.Name);
            if (application.Deployment == Deployment.Native)
            {
                yield return NativeApplication.PartOf(application, new PublishedApplication(
                    application.Name, item.GetMetadata("Executable"), item.GetMetadata("Version"),
                    item.GetMetadata("InvariantGlobalization").Equals("true", StringComparison.OrdinalIgnoreCase),
                    item.GetMetadata("PublishDirectory")), sources);
            }
            else if (application.Start && engine is not null)
            {
                yield return ContainerApplication.PartOf(
                    application, Preloaded.First(c => c.Source == application.Name), engine, sources);
            }
        }
    }

    private static T? Try<T>(Func<T> read, List<Diagnostic> problems) where T : class
    {
        try
        {
            return read();
        }
        catch (YoctoException e)
        {
            problems.AddRange(e.Diagnostics);
            return null;
        }
    }
}
