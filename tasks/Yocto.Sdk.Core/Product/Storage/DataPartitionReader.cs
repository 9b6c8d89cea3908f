using System.Text.RegularExpressions;
using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Product.Storage;

/// <summary>Checks what a project says of its data partition.</summary>
internal static partial class DataPartitionReader
{
    private const string DefaultLabel = "data";

    private static readonly string[] _ofTheSystem =
        ["bin", "boot", "dev", "etc", "lib", "lib32", "lib64", "proc", "root", "run", "sbin", "sys", "tmp", "usr", "var"];

    public static Checked<DataPartition> Read(DataPartitionSettings settings)
    {
        var (mountPoint, size, label, fileSystem, _) = settings;
        if (mountPoint is null)
            return new Checked<DataPartition>(null, [.. settings.OfPartition().Select(s => StorageErrors.NoDataPartition.At(s.Value.Origin, s.Property))]);

        var problems = new List<Diagnostic>();
        if (Refusal(mountPoint.Text) is { } refusal)
            problems.Add(StorageErrors.BadMountPoint.At(mountPoint.Origin, mountPoint.Text, refusal));
        if (size is not null && PartitionSize.MebibytesOf(size.Text) < DataPartition.MinimumSize)
            problems.Add(StorageErrors.BadSize.At(size.Origin, size.Text, DataPartition.MinimumSize, $"{DataPartition.DefaultSize}M"));
        if (label is not null && !FileSystemLabel().IsMatch(label.Text))
            problems.Add(StorageErrors.BadLabel.At(label.Origin, label.Text));
        if (fileSystem is not null && !DataPartition.FileSystems.Contains(fileSystem.Text))
            problems.Add(StorageErrors.BadFileSystem.At(fileSystem.Origin, fileSystem.Text, string.Join(" or ", DataPartition.FileSystems)));
        return problems.Count > 0 ? new Checked<DataPartition>(null, problems)
            : new Checked<DataPartition>(
                new DataPartition(mountPoint.Text, size, label?.Text ?? DefaultLabel, fileSystem?.Text ?? DataPartition.FileSystems[0], HoldsContainers(settings)), []);
    }

    private static bool HoldsContainers(DataPartitionSettings settings) =>
        settings.ContainerStorage?.Text.StartsWith($"{settings.MountPoint!.Text}/", StringComparison.Ordinal) == true;

    private static string? Refusal(string path) =>
        !MountPointPath().IsMatch(path) ? "it is not an absolute path of letters, digits, '-', '_' and '.'"
        : path.Split('/') is var folders && folders.Any(f => f is "." or "..") ? "it contains '.' or '..'"
        : folders.Length == 2 && _ofTheSystem.Contains(folders[1]) ? "the system uses that folder"
        : null;

    [GeneratedRegex(@"^(/[A-Za-z0-9._-]+)+$")]
    private static partial Regex MountPointPath();

    [GeneratedRegex("^[A-Za-z0-9._-]{1,16}$")]
    private static partial Regex FileSystemLabel();
}
