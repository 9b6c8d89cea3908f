namespace Yocto.Sdk.Product.Applications;

/// <summary>A C# project that runs on the device, as its reference describes it.</summary>
/// <param name="Name">Of its recipe and its unit.</param>
/// <param name="Start">Whether it is started at boot.</param>
/// <param name="Arguments">Each as it has to arrive.</param>
/// <param name="Environment">Each <c>NAME=value</c>.</param>
/// <param name="Ports">Of a container: <c>8080:80</c>.</param>
/// <param name="Volumes">Of a container: <c>data:/var/lib/sensor</c>.</param>
/// <param name="Network">Of a container; null leaves it to the engine.</param>
internal sealed record Application(
    string Name,
    Deployment Deployment,
    string RuntimeIdentifier,
    bool Start,
    IReadOnlyList<string> Arguments,
    IReadOnlyList<string> Environment,
    IReadOnlyList<string> Ports,
    IReadOnlyList<string> Volumes,
    string? Network)
{
    /// <summary>What a publish of the C# project is given.</summary>
    /// <param name="folder">For what is published: <c>publish/</c>, <c>symbols/</c> or an archive; absolute.</param>
    public IReadOnlyList<(string Name, string Value)> PublishProperties(string folder) =>
    [
        ("YoctoApplicationName", Name),
        ("YoctoSymbolsDirectory", Path.Combine(folder, "symbols") + "/"),
        ("PublishDir", Path.Combine(folder, "publish") + "/"),
        ("RuntimeIdentifier", RuntimeIdentifier),
        .. Deployment == Deployment.Native ? [("SelfContained", "true")]
            : ((string, string)[])
            [
                ("ContainerArchiveOutputPath", Path.Combine(folder, "container.tar")),
                ("ContainerImageFormat", "OCI"),
                // the time of day would make another image of each build
                ("ContainerGenerateLabelsImageCreated", "false"),
            ],
    ];
}
