using System.Globalization;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Layers;

namespace Yocto.Sdk.Host;

/// <summary>Whether the release accepts the build directory: its path (sanity.bbclass), its file system, its space.</summary>
internal static class BuildDirectoryCheck
{
    private const double BytesPerGiB = 1024.0 * 1024 * 1024;

    // nodistro builds in tmp-glibc
    private const string LongestTmp = "/tmp-glibc";

    public static IEnumerable<Diagnostic> Problems(string directory, RestoredLayers layers, double minimumFreeGiB)
    {
        var path = Path.TrimEndingDirectorySeparator(directory);
        return [.. PathProblems(path, layers), .. FileSystemProblems(path, minimumFreeGiB)];
    }

    public static IEnumerable<Diagnostic> PathProblems(string path, RestoredLayers layers)
    {
        var name = layers.CorePath is null ? $"bitbake {layers.BitBakeVersion}" : $"OpenEmbedded-Core {layers.Release}";
        // TOPDIR is in BBPATH, a list with colons; a space ends a word in every conf file.
        var refused = layers.CorePath is null ? " :" : layers.Facts.CharactersRefusedInPaths;
        if (Refused(path, refused) is { } character)
            yield return HostErrors.PathCharacter.Create(path, character, name, "YoctoBuildDirectory") with { Property = "YoctoBuildDirectory" };
        if (layers.CorePath is null)
            yield break;

        if (Refused(layers.CorePath, refused) is { } inCore)
            yield return HostErrors.PathCharacter.Create(layers.CorePath, inCore, name, "YoctoLayersDirectory") with { Property = "YoctoLayersDirectory" };
        var longest = layers.Facts.LongestTmpDir - LongestTmp.Length;
        if (path.Length > longest)
            yield return HostErrors.PathLength.Create(path, longest, name) with { Property = "YoctoBuildDirectory" };
        if (layers.Facts.RefusesNonAsciiPaths && path.FirstOrDefault(c => !char.IsAscii(c)) is var letter and not '\0')
            yield return HostErrors.PathCharacter.Create(path, $"the non-ASCII character '{letter}'", name, "YoctoBuildDirectory") with { Property = "YoctoBuildDirectory" };
    }

    public static IEnumerable<Diagnostic> FileSystemProblems(string path, double minimumFreeGiB)
    {
        List<Diagnostic> problems = [];
        // a name that nobody can have given to something else
        var name = $"{Guid.NewGuid():N}";
        var probe = Path.Combine(path, $"Probe-{name}");
        try
        {
            Directory.CreateDirectory(path);
            var free = new DriveInfo(path).AvailableFreeSpace / BytesPerGiB;
            if (free < minimumFreeGiB)
            {
                problems.Add(HostErrors.DiskSpace.Create(
                    path, free.ToString("0.#", CultureInfo.InvariantCulture), minimumFreeGiB.ToString(CultureInfo.InvariantCulture))
                    with
                { Property = "YoctoMinimumFreeDiskSpace" });
            }

            new FileStream(probe, FileMode.CreateNew).Dispose();
            if (File.Exists(Path.Combine(path, $"probe-{name}")))
                problems.Add(HostErrors.CaseInsensitive.Create(path) with { Property = "YoctoBuildDirectory" });
            if (!CanLink(probe))
                problems.Add(HostErrors.NoSymlinks.Create(path) with { Property = "YoctoBuildDirectory" });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(HostErrors.NotUsable.Create(path, e.Message) with { Property = "YoctoBuildDirectory" });
        }
        finally
        {
            Delete(probe);
        }

        return problems;
    }

    private static bool CanLink(string probe)
    {
        try
        {
            File.CreateSymbolicLink($"{probe}.link", probe);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
        finally
        {
            Delete($"{probe}.link");
        }
    }

    private static void Delete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // an empty file in the build directory does no harm
        }
    }

    private static string? Refused(string path, string characters) => path.FirstOrDefault(characters.Contains) switch
    {
        '\0' => null,
        ' ' => "a space",
        var c => $"'{c}'",
    };
}
