namespace Yocto.Sdk.Outputs;

/// <summary>Gives the outputs of the last build as items and touches nothing; none before the first build.</summary>
public sealed class ReadOutputs : OutputsTask
{
    protected override Task RunAsync(CancellationToken cancellation)
    {
        if (BuildOutputs.Read(OutputsFile) is { } outputs)
            Surface(outputs);
        return Task.CompletedTask;
    }
}
