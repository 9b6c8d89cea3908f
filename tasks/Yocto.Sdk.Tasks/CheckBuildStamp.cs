using Microsoft.Build.Framework;
using Yocto.Sdk.Stamp;

namespace Yocto.Sdk.Tasks;

/// <summary>
/// Says whether bitbake has to be started, and why; then remembers the inputs as they are now for <see cref="WriteBuildStamp"/>.
/// </summary>
public sealed class CheckBuildStamp : BuildStampTask
{
    [Output]
    public bool UpToDate { get; private set; }

    protected override Task RunAsync(CancellationToken cancellation)
    {
        var file = new BuildStampFile(StampFile);
        var now = BuildStampCapture.Take(Inputs(), BuildStampProducts.Read(BuildResultFile, OutputsFile));
        var reason = BuildStamp.Compare(file.Last, now.Stamp, f => file.Changed(f, now.Folders.GetValueOrDefault(f)));
        UpToDate = reason is null;
        if (reason is null)
        {
            Detail("bitbake is not started: nothing has changed since the last build.");
        }
        else
        {
            file.Begin(now);
            Detail($"bitbake is started: {reason}.");
        }

        return Task.CompletedTask;
    }
}
