using System.Globalization;
using Microsoft.Build.Framework;
using Yocto.Sdk.BuildContainers;
using Yocto.Sdk.Configuration;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;
using Yocto.Sdk.Host;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Tasks;

/// <summary>Checks, before bitbake is started, that the host can run it, and installs what is missing if the project asks for it.</summary>
public sealed class CheckHost : BitBakeTask
{
    // A fast image needs less; bitbake's own monitor stops tasks below 1 GiB.
    private const double DefaultMinimumFreeGiB = 2;

    public ITaskItem[] HostTools { get; set; } = [];

    public string InstallHostTools { get; set; } = "";

    public string DownloadDirectory { get; set; } = "";

    public string SstateDirectory { get; set; } = "";

    /// <summary>The key that signs updates where the project names none; absolute.</summary>
    public string DevelopmentKeyFile { get; set; } = "";

    /// <summary>GiB.</summary>
    public string MinimumFreeDiskSpace { get; set; } = "";

    /// <summary>The interpreter that bitbake gets.</summary>
    [Output]
    public string Python { get; set; } = "";

    protected override async Task RunAsync(CancellationToken cancellation)
    {
        var minimum = ReadMinimum();
        var install = IsOn("YoctoInstallHostTools", InstallHostTools);
        var tools = HostTools.Select(ReadTool).ToList();
        var buildUser = BuildUser.Length == 0 ? null : new Setting(BuildUser, OriginOf("YoctoBuildUser"));
        var host = HostSystem.Current();
        var layers = RestoredLayers.Read(RestoredLayersFile);
        await using var container = ReadContainer() is { } inner
            ? await BuildContainerHost.StartAsync(inner, BuildDirectory, cancellation)
            : null;
        var confinement = container is null ? Confinement() : null;
        var check = new HostCheck(container ?? host, layers);
        var result = await check.RunAsync(BuildDirectory, tools, buildUser, confinement, minimum, cancellation);
        if (install && container is null && result.CanBeInstalled && check.Distribution is { } distribution)
        {
            var installer = new PackageInstaller(host, distribution, this);
            if (!await installer.IsAllowedAsync(cancellation))
                throw new YoctoException([HostErrors.MayNotInstall.Create(), .. result.Problems]);

            await installer.InstallAsync(result.MissingPackages, result.LocaleIsMissing, cancellation);
            result = await check.RunAsync(BuildDirectory, tools, buildUser, confinement, minimum, cancellation);
        }

        var problems = result.Problems;
        if (host.IsRoot && BuildIdentity.Account(host, BuildUser) is not null)
        {
            var caches = new Dictionary<string, string> { ["YoctoDownloadDirectory"] = DownloadDirectory, ["YoctoSstateDirectory"] = SstateDirectory };
            var key = ProductRecord.Read(Folder.Product)?.Bundle?.KeyFile;
            var folders = new BuildUserFolders(Path.TrimEndingDirectorySeparator(BuildDirectory), caches, layers.BitBakePath, key, DevelopmentKeyFile);
            problems = [.. problems, .. await folders.PrepareAsync(host, BuildUser, cancellation)];
        }

        if (problems.Count > 0)
            throw new YoctoException(problems);
        foreach (var folder in new[] { DownloadDirectory, SstateDirectory }.Where(f => f.Length > 0))
            CacheFolder.Make(folder);
        Python = result.Python!;
    }

    private double ReadMinimum()
    {
        if (MinimumFreeDiskSpace.Length == 0)
            return DefaultMinimumFreeGiB;
        return double.TryParse(MinimumFreeDiskSpace, NumberStyles.Float, CultureInfo.InvariantCulture, out var minimum) && minimum >= 0
            ? minimum
            : throw new YoctoException(HostErrors.NoSpaceNumber.At(OriginOf("YoctoMinimumFreeDiskSpace"), MinimumFreeDiskSpace));
    }

    private HostTool ReadTool(ITaskItem item)
    {
        var package = item.GetMetadata("Package");
        if (package.StartsWith('-'))
            throw new YoctoException(HostErrors.NoPackageName.At(OriginOf(item, "YoctoHostTool", "Package"), package));
        return new HostTool(item.ItemSpec, package.Length > 0 ? package : null, OriginOf(item, "YoctoHostTool"));
    }
}
