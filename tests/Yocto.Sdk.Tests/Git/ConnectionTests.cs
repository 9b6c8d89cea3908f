using System.Security.Cryptography;
using Yocto.Sdk.Testing;
using Yocto.Sdk.Tests.Layers;

namespace Yocto.Sdk.Tests.Git;

public sealed class ConnectionTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(500)]
    [InlineData(100_000)]
    public async Task A_connection_that_breaks_off_is_tried_again(int bytes)
    {
        using var world = await LayerWorld.CreateAsync();
        using var server = await ServeAsync(world, resets: 2, bytes);
        var project = world.Project().Layer("meta-oe").Repository("meta-openembedded", $"{server.Url}meta-openembedded");

        await project.RestoreAsync();

        Assert.Equal(2, project.Log.Lines.Count(l => l.StartsWith("The connection broke off, trying again: ", StringComparison.Ordinal)));
        Assert.Empty(project.Log.Reported);
    }

    [Fact]
    public async Task A_connection_that_always_breaks_off_is_the_networks_and_costs_the_cache_nothing()
    {
        using var world = await LayerWorld.CreateAsync();
        using var server = await ServeAsync(world, resets: 1000, 100_000);
        var project = world.Project().Layer("meta-oe").Repository("meta-openembedded", $"{server.Url}meta-openembedded");

        var error = Assert.Single(await project.FailAsync());

        Assert.Equal("YOCTO1031", error.Code);
        Assert.Contains("the connection broke off at each try: ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("damaged", project.Log.Text, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(Path.Combine(world.Cache, "git"), "*.part"));
    }

    private static async Task<GitServer> ServeAsync(LayerWorld world, int resets, int bytes)
    {
        Assert.SkipWhen(await Shell.RunAsync("/", "test -x \"$(git --exec-path)/git-daemon\" || echo missing") != "", "this git has no daemon");
        await world.OpenEmbedded.CommitAsync("meta-oe: large", ("noise", Convert.ToBase64String(RandomNumberGenerator.GetBytes(1 << 20))));
        return new GitServer(world["upstream"], resets, bytes);
    }
}
