using Yocto.Sdk.Configuration;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Metadata;
using Yocto.Sdk.Oci;
using Yocto.Sdk.Product.Applications;
using Yocto.Sdk.Product.Containers;
using Yocto.Sdk.Product.Containers.Compose;
using Yocto.Sdk.Product.Containers.Quadlet;
using Yocto.Sdk.Product.Engines;
using Yocto.Sdk.Product.Layer;
using Yocto.Sdk.Product.Storage;
using Yocto.Sdk.Product.Updates;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Product;

/// <summary>
/// Checks all that a project says of its build and its product against its layers. What is wrong is reported at once,
/// before anything is fetched or published.
/// </summary>
internal sealed class ProductReader
{
    private readonly ProductSettings _settings;
    private readonly AvailableLayers _layers;
    private readonly Lazy<MachineFacts> _machine;
    private readonly List<Diagnostic> _problems = [];

    public ProductReader(ProductSettings settings, RestoredLayers layers)
    {
        _settings = settings;
        _layers = new AvailableLayers(layers);
        _machine = new Lazy<MachineFacts>(() => MachineFacts.Of(LocalConf.Of(settings.Build, layers).ToText(), _layers.Metadata));
    }

    private string MachineName => _settings.Build.Machine?.Text ?? "";

    /// <summary>The first of the properties and items that ask for a product layer, in the order of its parts; null when none does.</summary>
    private string? Asker =>
        IsEngine(_settings.Update.Engine) ? "YoctoUpdateEngine"
        : _settings.DataPartition.MountPoint is not null ? "YoctoDataPartition"
        : IsEngine(_settings.ContainerHost.Engine) ? "YoctoContainerEngine"
        : _settings.Applications.Count > 0 ? "ProjectReference"
        : null;

    /// <summary>
    /// The value is null only where the machine is unknown, which decides the rest. A container that is named by a tag is no
    /// problem yet: see <see cref="TagAdvice"/>.
    /// </summary>
    public Checked<ProductRequest> Read()
    {
        CheckConfiguration();
        if (_layers.Restored.CorePath is not null && !_layers.Metadata.HasMachine(MachineName))
            return new Checked<ProductRequest>(null, _problems);

        var asksForData = _settings.DataPartition.MountPoint is not null;
        var data = Take(DataPartitionReader.Read(_settings.DataPartition));
        var update = Take(new SystemUpdateReader(_layers, _settings.Name, MachineName, HasSlots, _settings.DevelopmentKeyFile)
            .Read(_settings.Update, data, asksForData));
        var root = Take(ReadOnlyRootReader.Read(_settings.ReadOnlyRoot, data, asksForData));
        var host = Take(new ContainerHostReader(_layers).Read(_settings.ContainerHost));
        if (host is null)
            CheckWithoutEngine();
        var applications = Take(new ApplicationReader(MachineName, () => _machine.Value, IsEngine(_settings.ContainerHost.Engine))
            .Read(_settings.Applications));
        var compose = host is null ? null : Take(new ComposeReader(_layers, host.Engine).Read(_settings.ComposeFiles));
        var quadlet = host is null ? null : Take(new QuadletReader(_layers, host.Engine).Read(_settings.QuadletFiles));
        var containers = ReadContainers();
        var request = new ProductRequest(
            _settings.Name, _settings.Build, host, data, root, update, containers, compose ?? [], quadlet ?? [], applications ?? []);
        request = request with
        {
            BaseRecipe = ReadImage(),
            Containers = [.. request.Containers.Concat(PinnedBesides(request)).Select(WithPlatform)],
            Platform = ReadPlatform(request),
        };
        CheckUnits(request);
        CheckImageUses(request, areAllRead: containers.Count == _settings.Containers.Count);
        return new Checked<ProductRequest>(request, _problems);
    }

    private void CheckConfiguration()
    {
        var (build, layers) = (_settings.Build, _layers.Restored);
        _problems.AddRange(VariableCheck.Problems(build.Variables, layers.BitBakeVersion));
        // the image of a product is checked as the base of its own
        _problems.AddRange(NameCheck.Problems(Asker is null ? build : build with { Image = null }, layers, _layers.Metadata, _settings.Machine));
        _problems.AddRange(PathCheck.Problems(build, layers, layer =>
            layer.Include is null ? null : new Origin(_settings.ProjectFile, "YoctoLayer", layer.Include)));
    }

    private void CheckWithoutEngine()
    {
        Refuse("YoctoContainer", _settings.Containers.Select(c => c.Image));
        Refuse("YoctoCompose", _settings.ComposeFiles.Select(c => c.Item));
        Refuse("YoctoQuadlet", _settings.QuadletFiles.Select(q => q.Item));

        void Refuse(string itemType, IEnumerable<Setting> items) =>
            _problems.AddRange(items.Select(i => ProductErrors.NoEngine.At(i.Origin, itemType, i.Text)));
    }

    private IReadOnlyList<ContainerRequest> ReadContainers()
    {
        var reader = new ContainerReader(Path.GetDirectoryName(_settings.ProjectFile)!);
        return [.. _settings.Containers.Select(c => Take(reader.Read(c))).OfType<ContainerRequest>()];
    }

    /// <summary>One request an image, whoever asks for it.</summary>
    private static IEnumerable<ContainerRequest> PinnedBesides(ProductRequest request)
    {
        var known = request.Containers.Select(c => Untagged(c.Reference)).ToHashSet();
        return request.ImageUses.Where(u => u.Reference?.Digest is not null && known.Add(Untagged(u.Reference))).Select(ContainerRequest.Of);

        static ImageReference? Untagged(ImageReference? reference) => reference is null ? null : reference with { Tag = null };
    }

    private ContainerRequest WithPlatform(ContainerRequest request)
    {
        var platform = request.Platform ?? _machine.Value.Architecture?.Platform;
        if (platform is null)
            _problems.Add(ContainerErrors.UnknownPlatform.At(request.Location, MachineName));
        return request with { Platform = platform };
    }

    private ImagePlatform? ReadPlatform(ProductRequest request)
    {
        if (!request.Applications.Any(a => a.Deployment == Deployment.Container))
            return null;
        var platform = _machine.Value.Architecture?.Platform;
        if (platform is null)
            _problems.Add(ContainerErrors.UnknownPlatform.At(_settings.Applications[0].Project.Origin, MachineName));
        return platform;
    }

    private string? ReadImage()
    {
        if (Asker is null)
            return null;
        if (_settings.Build.Image is { } image)
            return Take(BaseImage.PathOf(image, _layers.Metadata));
        _problems.Add(ProductErrors.NoImage.At(new Origin(_settings.ProjectFile, Asker), Asker));
        return null;
    }

    /// <summary>systemd reads one of two units of a name, and says nothing of the other.</summary>
    private void CheckUnits(ProductRequest request)
    {
        var units = new Dictionary<string, string>();
        foreach (var application in request.Applications.Where(a => a.Start))
            units.TryAdd($"{application.Name}.service", application.Name);
        foreach (var application in request.ComposeApplications)
            units.TryAdd($"compose-{application.Name}.service", application.Name);
        foreach (var quadlet in request.QuadletFiles.DistinctBy(f => Path.GetFileName(f.Path)))
        {
            var name = Path.GetFileName(quadlet.Path);
            if (!units.TryAdd(quadlet.Unit, name))
                _problems.Add(ContainerErrors.UnitTwice.At(new SourceLocation(quadlet.Path), quadlet.Unit, units[quadlet.Unit], name));
        }
    }

    private void CheckImageUses(ProductRequest request, bool areAllRead)
    {
        IReadOnlyList<PreloadedImage> foreseen = [.. request.Containers.Select(c => c.Foreseen).OfType<PreloadedImage>()];
        // an image that is not read, or tells its name only once it is there, may be the one that a service names
        var areAll = areAllRead && foreseen.Count == request.Containers.Count && request.Platform is null;
        _problems.AddRange(ImageUse.Problems(request.ImageUses.Where(u => areAll || u.HasVariable), foreseen));
    }

    private bool HasSlots() => _machine.Value.Architecture is { Platform.Architecture: "amd64" };

    private static bool IsEngine(Setting? engine) => engine is not (null or { Text: "none" });

    private T? Take<T>(Checked<T> read)
        where T : class
    {
        _problems.AddRange(read.Problems);
        return read.Value;
    }
}
