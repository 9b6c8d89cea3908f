using Yocto.Sdk.Tests.Layers;

namespace Yocto.Sdk.Tests.Git;

public sealed class GitCacheTests
{
    [Fact]
    public async Task A_server_that_is_damaged_costs_the_cache_nothing()
    {
        using var world = await LayerWorld.CreateAsync();
        var project = world.Project().Layer("meta-oe");
        await project.RestoreAsync();
        var old = project.Lock;
        await world.OpenEmbedded.CommitAsync("b: new recipe", ("meta-oe/recipes/b.bb", "B = \"1\"\n"));
        var blob = await world.OpenEmbedded.GitAsync("rev-parse", "HEAD:meta-oe/recipes/b.bb");
        File.Delete(Path.Combine(world.OpenEmbedded.Folder, ".git/objects", blob[..2], blob[2..]));

        var error = Assert.Single(await project.FailAsync(Sdk.Layers.RestoreMode.Update));

        Assert.Equal("YOCTO1037", error.Code);
        Assert.EndsWith("aborting due to possible repository corruption on the remote side.", error.Message, StringComparison.Ordinal);
        Directory.Delete(project.Places.LayersDirectory, recursive: true);
        await project.RestoreAsync();
        Assert.Equal(0, project.Log.Fetches);
        Assert.Equal(old.Repositories, project.Lock.Repositories);
    }

    [Fact]
    public async Task A_damaged_cache_is_fetched_anew()
    {
        using var world = await LayerWorld.CreateAsync();
        var project = world.Project().Layer("meta-oe");
        await project.RestoreAsync();
        var pack = Directory.EnumerateFiles(world.Cache, "*.pack", SearchOption.AllDirectories)
            .First(f => f.Contains("openembedded", StringComparison.Ordinal));
        File.Delete(pack); // the checkout has a hard link to it
        await File.WriteAllTextAsync(pack, "PACK", TestContext.Current.CancellationToken);
        await world.OpenEmbedded.CommitAsync("a: change", ("meta-oe/recipes/a.bb", "A = \"2\"\n"));

        await project.RestoreAsync(Sdk.Layers.RestoreMode.Update);

        Assert.Equal("A = \"2\"\n", await File.ReadAllTextAsync(
            project.Checkout("meta-openembedded/meta-oe/recipes/a.bb"), TestContext.Current.CancellationToken));
        Assert.Contains($"The cached copy of {world.OpenEmbedded.Url} was damaged and was fetched again", project.Log.Lines);
    }
}
