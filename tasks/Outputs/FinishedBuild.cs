using System.Text.Json;
using Yocto.Sdk.BitBake;
using Yocto.Sdk.Diagnostics;

namespace Yocto.Sdk.Outputs;

/// <summary>Reads what the last build left, which may be nothing, or a file cut short by a full disk.</summary>
public static class FinishedBuild
{
    public static BuildResult Require(string file) =>
        Find(file) ?? throw new YoctoException(OutputErrors.NotBuilt.Create(file));

    public static BuildOutputs RequireOutputs(string file) =>
        BuildOutputs.Read(file) is { Files.Count: > 0 } outputs
            ? outputs
            : throw new YoctoException(OutputErrors.NotBuilt.Create(file));

    public static BuildResult? Find(string file)
    {
        try
        {
            return BuildResult.Read(file);
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
