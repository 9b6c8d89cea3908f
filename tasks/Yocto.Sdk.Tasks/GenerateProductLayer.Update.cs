using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Metadata;
using Yocto.Sdk.Product.Layer;
using Yocto.Sdk.Product.Storage;
using Yocto.Sdk.Product.Updates;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Tasks;

/// <summary>The part that reads how the system is updated.</summary>
public sealed partial class GenerateProductLayer
{
    public string Machine { get; set; } = "";

    public string Distro { get; set; } = "";

    public string UpdateEngine { get; set; } = "";

    public string UpdateCompatible { get; set; } = "";

    /// <summary>Relative to the project.</summary>
    public string UpdateKey { get; set; } = "";

    /// <summary>Relative to the project.</summary>
    public string UpdateCertificate { get; set; } = "";

    /// <summary><c>1G</c>.</summary>
    public string UpdateSlotSize { get; set; } = "";

    /// <summary>The key that is made where the project names none; absolute.</summary>
    public string DevelopmentKeyFile { get; set; } = "";

    private SystemUpdate? ReadUpdate(DataPartition? data, ProductSources sources, List<Diagnostic> problems) =>
        new UpdateReader(sources, ProductName, Machine, () => IsSupported(sources), DevelopmentKeyFile, problems).Read(
            new UpdateSettings(
                Property("YoctoUpdateEngine", UpdateEngine),
                Property("YoctoUpdateCompatible", UpdateCompatible),
                FileOf("YoctoUpdateKey", UpdateKey),
                FileOf("YoctoUpdateCertificate", UpdateCertificate),
                Property("YoctoUpdateSlotSize", UpdateSlotSize)),
            data, HasDataPartition);

    private bool IsSupported(ProductSources sources) =>
        MachineFacts.Of(Machine, Distro, [], sources.Metadata).Architecture is { Platform.Architecture: "amd64" };

    private Setting? FileOf(string property, string value) =>
        Property(property, value) is { } file ? file with { Text = Path.GetFullPath(file.Text, Path.GetDirectoryName(ProjectFile)!) } : null;
}
