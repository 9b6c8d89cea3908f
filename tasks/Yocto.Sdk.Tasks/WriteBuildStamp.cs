using Yocto.Sdk.Stamp;

namespace Yocto.Sdk.Tasks;

/// <summary>After a build and the delivery of its outputs: the next one is skipped while all stays as it is.</summary>
public sealed class WriteBuildStamp : BuildStampTask
{
    protected override Task RunAsync(CancellationToken cancellation)
    {
        var file = new BuildStampFile(StampFile);
        // nothing to write after a check that found all up to date
        if (file.Before is { } before)
            file.End(BuildStampCapture.Finish(before, Inputs(), BuildStampProducts.Read(BuildResultFile, OutputsFile)));
        return Task.CompletedTask;
    }
}
