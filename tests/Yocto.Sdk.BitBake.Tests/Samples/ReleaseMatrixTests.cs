using Yocto.Sdk.BitBake.Tests.BitBake;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.BitBake.Tests.Samples;

/// <summary>One project file, whatever the release: real images of the quickstart.</summary>
public sealed class ReleaseMatrixTests(PreparedHost host)
{
    [HeavyTheory]
    [InlineData("wrynose", "ext4 tar.zst")] // wic is no part of its OpenEmbedded-Core
    [InlineData("kirkstone", "ext4 tar.zst wic")]
    public Task The_quickstart_builds_on_the_newest_and_the_oldest_release(string release, string types) => BuildAsync(release, types);

    [HeavyTheory(2)]
    [InlineData("walnascar")]
    [InlineData("whinlatter")]
    public Task The_quickstart_builds_on_the_releases_between(string release) => BuildAsync(release, "ext4 tar.zst wic");

    private async Task BuildAsync(string release, string types)
    {
        using var project = await SampleProject.QuickstartAsync(host, release);

        var images = await project.BuildAsync();

        Assert.Equal(types, string.Join(' ', images.Keys.Order()));
        Assert.All(images.Values, path => Assert.True(new FileInfo(path).Length > 1_000_000, path));
        var manifest = await File.ReadAllLinesAsync(
            Assert.Single(Directory.GetFiles(project["bin/Debug/qemux86-64"], "*.manifest")), TestContext.Current.CancellationToken);
        Assert.Superset(new HashSet<string> { "podman", "crun", "systemd", "busybox" }, manifest.Select(l => l.Split(' ')[0]).ToHashSet());
    }
}
