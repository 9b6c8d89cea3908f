using System.Globalization;
using Microsoft.Build.Framework;
using Yocto.Sdk.BitBake;
using Yocto.Sdk.Outputs;
using Yocto.Sdk.Report;

namespace Yocto.Sdk.Tasks;

/// <summary>
/// After a build that ran bitbake: adds what it made to the record that <see cref="RunBitBake"/> left, tells it to the binary
/// log, and says in a line what came out.
/// </summary>
public sealed class RecordBuild : BuildTask
{
    /// <summary><c>YoctoPackage</c> items.</summary>
    public ITaskItem[] Packages { get; set; } = [];

    protected override Task RunAsync(CancellationToken cancellation)
    {
        if (BuildRecord.Read(Folder.Record) is not { } begun || BuildResult.Read(Folder.BuildResult) is not { } build || BuildOutputs.Read(Folder.Outputs) is not { } outputs)
            return Task.CompletedTask;
        var folders = begun.State.Layers.OrderByDescending(l => l.Path.Length).ToList();
        var packages = ImagePackages.Of(build, outputs, begun.Recipes, f => folders.Find(l => f.StartsWith(l.Path + "/", StringComparison.Ordinal))?.Name, Account);
        var record = begun with
        {
            State = begun.State with
            {
                Images = [.. outputs.Files.Where(f => f.Deployed.Kind == OutputKind.Image).Select(f => new ImageFile(f.Deployed.Recipe, f.Deployed.Name, f.Deployed.Type, f.Delivered.Size))],
                Packages = packages,
                Asked = [.. Packages.Select(p => p.ItemSpec).Distinct()],
            },
        };
        record.Write(Folder.Record);
        Tell(BuildEngine, record);
        Status(record.Summary());
        return Task.CompletedTask;
    }

    internal static void Tell(IBuildEngine engine, BuildRecord record) =>
        engine.LogMessageEvent(new ExtendedBuildMessageEventArgs(
            BuildRecord.MessageType, Printable(string.Create(CultureInfo.InvariantCulture, $"{record.Project} for {record.Machine}")), null, nameof(RecordBuild), MessageImportance.Low)
        {
            ExtendedData = record.ToMessage(),
        });
}
