using Yocto.Sdk.Product.Containers;
using Yocto.Sdk.Product.Engines;
using Yocto.Sdk.Product.Layer;

namespace Yocto.Sdk.Product.Applications;

/// <summary><c>YoctoDeploy="container"</c>: a unit that runs the preloaded image.</summary>
internal static class ContainerApplicationPart
{
    public static ProductPart Of(Application application, PreloadedImage container, DeviceEngine engine, ProductSources sources) =>
        new("ProjectReference", [$"application-{application.Name}"], [],
        [
            .. Template.Fill(sources.FilesOf("container-application"),
                ("NAME", application.Name), ("IMAGE", container.Name), ("OPTIONS", Options(application)),
                ("ARGUMENTS", application.Arguments), ("ENVIRONMENT", string.Join('\n', application.Environment)),
                ("ENGINE", engine.Name), ("ENGINE_UNIT", engine.Unit), ("STORAGE", engine.Storage)),
        ]);

    private static string Options(Application application) => string.Join(' ',
    [
        .. application.Network is { } network ? (string[])["--network", network] : [],
        .. application.Ports.SelectMany(p => (string[])["-p", p]),
        .. application.Volumes.SelectMany(v => (string[])["-v", v]),
    ]);
}
