using System.ComponentModel;
using Microsoft.Build.Framework;
using Yocto.Sdk.BitBake;
using Yocto.Sdk.Configuration;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Explain;
using Yocto.Sdk.Host;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Product;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Tasks;

/// <summary>Asks bitbake for a variable's value and for what made it, and leads back to the project.</summary>
public sealed class ExplainVariable : BitBakeTask, IBitBakeListener
{
    private VariableExplained? _explained;

    public string Variable { get; set; } = "";

    /// <summary>The recipe that sees it; empty for the first target of the build.</summary>
    public string Recipe { get; set; } = "";

    public string[] Targets { get; set; } = [];

    /// <summary>The interpreter that the host check found.</summary>
    [Required]
    public string Python { get; set; } = "";

    protected override async Task RunAsync(CancellationToken cancellation)
    {
        if (Variable.Length == 0)
            throw new YoctoException(ExplainErrors.NoVariable.Create());
        var recipe = Recipe.Length > 0 ? Recipe : Targets.FirstOrDefault()
            ?? throw new YoctoException(BitBakeErrors.NothingToBuild.At(OriginOf("Image")));
        var layers = RestoredLayers.Read(RestoredLayersFile);
        var container = ReadContainer();
        var identity = BuildIdentity.Choose(HostSystem.Current(), BuildUser, Confinement().LaunchPrefix(Python));
        var folder = Path.TrimEndingDirectorySeparator(BuildDirectory);
        var request = new BitBakeRequest(
            BitBakeMode.Parse, [], null, false, folder, layers.BitBakePath, BridgeFile, Python, new Dictionary<string, Origin>(), container)
        {
            Explain = (Variable, recipe),
        };
        try
        {
            await BitBakeBuild.RunAsync(request, layers, container?.Identify(identity) ?? identity, this, this, new TaskOrder(), TaskTimes.Read(Folder.TaskTimes), cancellation);
        }
        catch (Win32Exception e)
        {
            throw new YoctoException(BitBakeErrors.NotStarted.Create(e.Message), e);
        }

        if (_explained is null)
            throw new YoctoException(BitBakeErrors.ResultUnknown.Create("there was no answer."));
        var build = ProductRequest.Read(Folder.Request).Build with { Product = ProductRecord.Read(Folder.Product) };
        foreach (var line in VariableExplanation.Of(_explained, recipe, new ProjectOrigins(build, layers, folder, ProjectFile)))
            Status(line);
    }

    public void Hear(BitBakeEvent happened)
    {
        if (happened is VariableExplained explained)
            _explained = explained;
    }
}
