using Yocto.Sdk.Stamp;

namespace Yocto.Sdk.Tasks;

/// <summary>After a build and the delivery of its outputs: the next one is skipped while all stays as it is.</summary>
public sealed class WriteBuildStamp : BuildTask
{
    protected override Task RunAsync(CancellationToken cancellation)
    {
        var file = new BuildStampFile(Folder.Stamp);
        // nothing to write after a check that found all up to date
        if (file.Before is { } before)
            file.End(BuildStampCapture.Finish(before, BuildStampProducts.Read(Folder.BuildResult, Folder.Outputs)));
        return Task.CompletedTask;
    }
}
