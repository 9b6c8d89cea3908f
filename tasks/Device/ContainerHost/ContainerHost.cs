using Yocto.Sdk.Configuration;
using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Device.ContainerHost;

/// <summary><c>YoctoContainerEngine</c> and what belongs to it.</summary>
public static class ContainerHost
{
    private static readonly string[] _engines = ["podman", "docker", "none"];

    /// <summary>Null when the project names no engine.</summary>
    public static ProductPart? PartOf(Setting? engine, ProductSources sources, ICollection<Diagnostic> problems)
    {
        if (engine is null or { Text: "none" })
            return null;
        if (!_engines.Contains(engine.Text))
        {
            problems.Add(DeviceErrors.UnknownEngine.At(engine.Origin, engine.Text));
            return null;
        }

        return new ProductPart("YoctoContainerEngine", [engine.Text],
        [
            new ConfBlock("YoctoContainerEngine",
                [ConfBlock.WordList(sources.Syntax.Name("DISTRO_FEATURES", "append"), "=", ["virtualization"], leadingSpace: true)]),
        ], []);
    }
}
