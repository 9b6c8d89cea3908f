using Yocto.Sdk.Product.Updates;

namespace Yocto.Sdk.Tasks;

/// <summary>The part that reads how the system is updated.</summary>
public sealed partial class ReadProduct
{
    public string UpdateEngine { get; set; } = "";

    public string UpdateCompatible { get; set; } = "";

    /// <summary>Relative to the project.</summary>
    public string UpdateKey { get; set; } = "";

    /// <summary>Relative to the project.</summary>
    public string UpdateCertificate { get; set; } = "";

    /// <summary>Relative to the project.</summary>
    public string UpdateTrustedRoots { get; set; } = "";

    /// <summary><c>1.2</c>.</summary>
    public string UpdateMinimumVersion { get; set; } = "";

    /// <summary><c>1G</c>.</summary>
    public string UpdateSlotSize { get; set; } = "";

    /// <summary>The key that is made where the project names none; absolute.</summary>
    public string DevelopmentKeyFile { get; set; } = "";

    private SystemUpdateSettings ReadUpdate() => new(
        Property("YoctoUpdateEngine", UpdateEngine),
        Property("YoctoUpdateCompatible", UpdateCompatible),
        FileOf("YoctoUpdateKey", UpdateKey),
        FileOf("YoctoUpdateCertificate", UpdateCertificate),
        FileOf("YoctoUpdateTrustedRoots", UpdateTrustedRoots),
        Property("YoctoUpdateMinimumVersion", UpdateMinimumVersion),
        Property("YoctoUpdateSlotSize", UpdateSlotSize));
}
