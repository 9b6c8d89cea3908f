using System.Xml.Linq;
using Microsoft.Build.Framework;
using Yocto.Sdk.Tasks;
using Yocto.Sdk.Testing;
using Yocto.Sdk.Tests.Layers;

namespace Yocto.Sdk.Tests.Tasks;

/// <summary>The tasks that turn a project into a product layer and conf files, in the order of a build.</summary>
internal sealed class ProductTasks(ReadProduct read)
{
    /// <summary>A machine whose architecture its conf tells.</summary>
    public const string Machine = "qemuarm64";

    /// <summary>Has the project's properties and items.</summary>
    public ReadProduct Read => read;

    /// <summary>Empty leaves the conf files out.</summary>
    public string BuildDirectory { get; init; } = "";

    public string? ImageRecipe { get; private set; }

    public string? BundleRecipe { get; private set; }

    public bool Execute() => read.Execute() && WriteLayer() && (BuildDirectory.Length == 0 || WriteConfiguration());

    private bool WriteLayer()
    {
        var write = new GenerateProductLayer
        {
            BuildEngine = read.BuildEngine,
            ProjectFile = read.ProjectFile,
            RestoredLayersFile = read.RestoredLayersFile,
            IntermediateDirectory = read.IntermediateDirectory,
            TemplatesDirectory = Path.Combine(SourceTree.Root, "sdk/product"),
        };
        var written = write.Execute();
        (ImageRecipe, BundleRecipe) = (write.ImageRecipe, write.BundleRecipe);
        return written;
    }

    private bool WriteConfiguration() => new GenerateConfiguration
    {
        BuildEngine = read.BuildEngine,
        ProjectFile = read.ProjectFile,
        RestoredLayersFile = read.RestoredLayersFile,
        IntermediateDirectory = read.IntermediateDirectory,
        BuildDirectory = BuildDirectory,
    }.Execute();

    /// <summary>For a project that has nothing but properties.</summary>
    /// <param name="folder">Takes the project, a layer that is its core, and what the tasks write.</param>
    /// <param name="properties">The project's, a line each from line 3 on.</param>
    public static ProductTasks Of(TemporaryFolder folder, RecordingBuildEngine engine, string properties, string bitBake)
    {
        var written = properties.Replace("\"", "&quot;", StringComparison.Ordinal);
        var project = folder.Write("Device.yoctoproj", $"""
            <Project Sdk="Yocto.Sdk">
              <PropertyGroup>
            {written}
              </PropertyGroup>
            </Project>
            """);
        folder.Write("meta/conf/layer.conf", "BBPATH .= \":${LAYERDIR}\"\n");
        folder.Write("meta/recipes-core/images/core-image-minimal.bb", "");
        (TestLayers.Of(TestLayers.Core(folder["meta"])) with { BitBakeVersion = bitBake }).WriteTo(folder);
        WriteMachine(folder, "meta");
        var values = XElement.Parse($"<P>{written}</P>");
        string Value(string name) => (string?)values.Element(name) ?? "";
        return new ProductTasks(new ReadProduct
        {
            BuildEngine = (IBuildEngine)engine,
            ProjectFile = project,
            RestoredLayersFile = folder["layers.json"],
            IntermediateDirectory = folder["obj"],
            ProductName = "device",
            Machine = Machine,
            Image = "core-image-minimal",
            DataPartition = Value("YoctoDataPartition"),
            DataPartitionSize = Value("YoctoDataPartitionSize"),
            DataPartitionLabel = Value("YoctoDataPartitionLabel"),
            DataPartitionFileSystem = Value("YoctoDataPartitionFileSystem"),
            ReadOnlyRoot = Value("YoctoReadOnlyRoot"),
            UpdateEngine = Value("YoctoUpdateEngine"),
            UpdateCompatible = Value("YoctoUpdateCompatible"),
            UpdateKey = Value("YoctoUpdateKey"),
            UpdateCertificate = Value("YoctoUpdateCertificate"),
            UpdateTrustedRoots = Value("YoctoUpdateTrustedRoots"),
            UpdateMinimumVersion = Value("YoctoUpdateMinimumVersion"),
            UpdateSlotSize = Value("YoctoUpdateSlotSize"),
        });
    }

    /// <summary>Gives a layer the conf of <see cref="Machine"/>.</summary>
    public static void WriteMachine(TemporaryFolder folder, string layer) => folder.Write(
        $"{layer}/conf/machine/{Machine}.conf", "DEFAULTTUNE = \"cortexa57\"\nTUNE_FEATURES:tune-cortexa57 = \"aarch64\"\n");
}
