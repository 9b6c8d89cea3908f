using Microsoft.Build.Framework;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.References;

namespace Yocto.Sdk.Tasks;

/// <summary>Before NuGet or MSBuild follows the references to other projects: do they lead back to this one?</summary>
public sealed class CheckReferences : YoctoTask
{
    /// <summary>Items <c>ProjectReference</c>.</summary>
    public ITaskItem[] References { get; set; } = [];

    protected override Task RunAsync(CancellationToken cancellation)
    {
        foreach (var reference in References)
        {
            if (ReferenceCycle.Find(ProjectFile, [reference.GetMetadata("FullPath")]) is { } way)
            {
                throw new YoctoException(ReferenceErrors.Cycle.At(OriginOf(reference, "ProjectReference"),
                    string.Join(" → ", way.Select(Path.GetFileName))));
            }
        }

        return Task.CompletedTask;
    }
}
