using System.Text;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;

namespace Yocto.Sdk.Layers;

/// <summary>
/// Tells a restore that has nothing to do by reading a few small files: the request's hash, then the hash of every file
/// that the last restore depended on or left behind, as <c>sha256sum</c> writes them.
/// </summary>
internal sealed class RestoreStamp(RestoreRequest request, RestorePlaces places)
{
    private const string Missing = "-";

    public bool Holds()
    {
        if (!File.Exists(places.StampFile))
            return false;
        var lines = File.ReadAllLines(places.StampFile);
        return lines.Length > 0
            && lines[0] == HashOfRequest()
            && lines.Skip(1).All(l => l.Split("  ", 2) is [var hash, var file] && hash == HashOf(file));
    }

    public void Write(IEnumerable<string> files) =>
        WholeFile.WriteIfChanged(places.StampFile, string.Concat(
            files.Distinct().Select(f => $"{HashOf(f)}  {f}").Prepend(HashOfRequest()).Select(l => l + "\n")));

    private static string HashOf(string file)
    {
        try
        {
            // a link to a device can be read without an end
            return FileStatus.Of(file) is { IsFile: true } ? Sha256.OfFile(file) : Missing;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Missing;
        }
    }

    // Another build of the SDK may decide otherwise; a moved project has other absolute paths.
    private string HashOfRequest()
    {
        var text = new StringBuilder();
        void Add(params IEnumerable<string?> values) => text.AppendJoin('\0', values.Select(v => v ?? "\u0001")).Append('\n');

        Add(typeof(RestoreStamp).Module.ModuleVersionId.ToString());
        Add(places.LockFile, places.LayersDirectory, places.RestoredLayersFile);
        Add(request.ProjectFile, request.Release, request.Distro, request.BitBakePath);
        foreach (var layer in request.Layers)
            Add(layer.Include, layer.Priority);
        foreach (var repository in request.Repositories)
        {
            Add([repository.Name, repository.Url, repository.Patches, .. repository.Pins.Select(p => p.ToString())]);
            var errors = new List<Diagnostic>();
            Add(Patches.Find(repository.Patches, repository.Name, request.ProjectDirectory, repository.Origin, errors));
            Add($"{errors.Count}");
        }

        return Sha256.Of(text.ToString());
    }
}
