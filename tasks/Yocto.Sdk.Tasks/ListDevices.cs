using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Yocto.Sdk.Flash;
using Task = System.Threading.Tasks.Task;

namespace Yocto.Sdk.Tasks;

/// <summary>What <c>dotnet run --list-devices</c> lists: QEMU, and the removable media that <c>-t:YoctoFlash</c> may write.</summary>
public sealed class ListDevices : YoctoTask
{
    /// <summary>Items with the metadata that <c>dotnet run</c> shows: <c>Description</c>, <c>Type</c>, <c>Status</c>.</summary>
    [Output]
    public ITaskItem[] Devices { get; private set; } = [];

    protected override Task RunAsync(CancellationToken cancellation)
    {
        Devices =
        [
            Item("qemu", "QEMU", "Emulator", "Ready"),
            .. BlockDevice.Removable("/").Select(d => Item(d.Path, d.ToString(), "Medium", d.Size == 0 ? "Empty" : d.Uses.Count > 0 ? "InUse" : "Ready")),
        ];
        return Task.CompletedTask;
    }

    private static TaskItem Item(string name, string description, string type, string status) => new(name, new Dictionary<string, string>
    {
        ["Description"] = description,
        ["Type"] = type,
        ["Status"] = status,
    });
}
