using Yocto.Sdk.Product.Containers;
using Yocto.Sdk.Product.Engines;
using Yocto.Sdk.Product.Layer;

namespace Yocto.Sdk.Product.Applications;

/// <summary><c>YoctoDeploy="container"</c>: a unit that runs the preloaded image.</summary>
internal static class ContainerApplicationPart
{
    public static ProductPart Of(Application application, PreloadedImage container, DeviceEngine engine, ProductSources sources)
    {
        var options = Options(application).ToList();
        return new ProductPart("ProjectReference", [$"application-{application.Name}"], [],
        [
            .. Template.Fill(sources.FilesOf("container-application"),
                ("NAME", application.Name), ("IMAGE", container.Name),
                ("EXEC_OPTIONS", CommandWords.InExec(options)), ("EXEC_ARGUMENTS", CommandWords.InExec(application.Arguments)),
                ("SHELL_OPTIONS", CommandWords.InShell(options)), ("SHELL_ARGUMENTS", CommandWords.InShell(application.Arguments)),
                ("ENGINE", engine.Name), ("ENGINE_UNIT", engine.Unit), ("STORAGE", engine.Storage)),
        ]);
    }

    // no file of variables: each engine, and each version of it, reads quotes and backslashes in one differently
    private static IEnumerable<string> Options(Application application) =>
    [
        .. application.Network is { } network ? (string[])["--network", network] : [],
        .. application.Ports.SelectMany(p => (string[])["-p", p]),
        .. application.Volumes.SelectMany(v => (string[])["-v", v]),
        .. application.Environment.SelectMany(e => (string[])["--env", e]),
    ];
}
