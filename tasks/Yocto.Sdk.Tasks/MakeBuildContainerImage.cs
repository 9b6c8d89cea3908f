using CliWrap;
using Microsoft.Build.Framework;
using Yocto.Sdk.BuildContainers;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Host;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Tasks;

/// <summary>Builds the image that the project is built in, for its release and with the host tools that it names.</summary>
public sealed class MakeBuildContainerImage : YoctoTask
{
    private const int KeptLines = 15;

    /// <summary>The image's name.</summary>
    public string Container { get; set; } = "";

    [Required]
    public string RestoredLayersFile { get; set; } = "";

    /// <summary>That of the SDK's Containerfiles.</summary>
    [Required]
    public string ContainerfilesDirectory { get; set; } = "";

    public ITaskItem[] HostTools { get; set; } = [];

    protected override async Task RunAsync(CancellationToken cancellation)
    {
        var origin = OriginOf(ResolveBuildContainer.Property);
        if (Container.Length == 0 || UserFolder.Matches(Container))
            throw new YoctoException(BuildContainerErrors.NoImageName.At(origin, Container));

        var engine = HostEngine.Find(HostSystem.Current(), origin);
        var layers = RestoredLayers.Read(RestoredLayersFile);
        var containerfile = Path.Combine(ContainerfilesDirectory, layers.Facts.Containerfile);
        Queue<string> lines = new();
        Status($"Building the image {Container} with {engine.Name}");
        var build = await Cli.Wrap(engine.Program)
            .WithArguments([
                "build", "--network=host", $"--tag={Container}", $"--file={containerfile}",
                $"--build-arg=PACKAGES={string.Join(' ', PackagesBeside(layers))}", ContainerfilesDirectory,
            ])
            .WithStandardOutputPipe(PipeTarget.ToDelegate(Hear))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(Hear))
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync(cancellation);
        if (build.ExitCode != 0)
        {
            throw new YoctoException(BuildContainerErrors.ImageNotBuilt.Create(
                engine.Name, Container, containerfile, lines.Quoted()));
        }

        Status($"Built the image {Container}");

        void Hear(string line)
        {
            Detail(line);
            lock (lines)
            {
                lines.Enqueue(line);
                if (lines.Count > KeptLines)
                    lines.Dequeue();
            }
        }
    }

    /// <summary>The Containerfile has what OpenEmbedded-Core asks for.</summary>
    private IEnumerable<string> PackagesBeside(RestoredLayers layers)
    {
        var debian = Distribution.Known("debian");
        return CoreRequirements.Of(layers).Tools
            .Except(CoreRequirements.Of(layers with { Layers = [] }).Tools)
            .Select(debian.PackageOf)
            .Concat(HostTools.Select(t => t.GetMetadata("Package") is { Length: > 0 } package ? package : debian.PackageOf(t.ItemSpec)))
            .OfType<string>()
            .Distinct()
            .Order(StringComparer.Ordinal);
    }
}
