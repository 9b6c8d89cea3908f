using Yocto.Sdk.Testing;

namespace Yocto.Sdk.BitBake.Tests.BitBake;

/// <summary>bitbake is started when its result can differ, and only then.</summary>
public sealed class UpToDateTests(PreparedHost host, TinyScarthgap project) : IClassFixture<TinyScarthgap>
{
    [Fact]
    public async Task A_build_that_has_nothing_to_do_starts_no_program()
    {
        await host.RequireAsync("scarthgap");
        await ProcessTrace.RequireAsync();
        (await project.BuildAsync()).Succeeded();

        var (build, programs) = await project.TraceAsync();

        build.Succeeded();
        Assert.Equal([], programs);
        Assert.True(File.Exists(project["bin/Debug/qemux86-64/hello.txt"]));
    }

    [Fact]
    public async Task Whatever_changes_in_a_layer_starts_bitbake()
    {
        await host.RequireAsync("scarthgap");
        (await project.BuildAsync()).Succeeded();
        Assert.Null(await ReasonAsync());

        var recipe = project["layer/recipes/hello_1.0.bb"];
        await File.AppendAllTextAsync(recipe, "# edited\n", TestContext.Current.CancellationToken);
        Assert.Equal($"{recipe} has changed", await ReasonAsync());

        var old = project.Write("layer/recipes/old.inc", "");
        File.SetLastWriteTimeUtc(old, new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Equal($"{old} has changed", await ReasonAsync());

        File.Delete(old);
        Assert.Equal($"{old} has changed", await ReasonAsync());
        Assert.Null(await ReasonAsync());
    }

    /// <summary>Builds, and says why bitbake was started; null when it was not.</summary>
    private async Task<string?> ReasonAsync()
    {
        const string Begin = "bitbake is started: ";
        var build = (await project.BuildAsync()).Succeeded();
        var said = build.Messages.SingleOrDefault(m => m.StartsWith(Begin, StringComparison.Ordinal));
        Assert.Equal(said is null, build.Tasks.All(t => t != "RunBitBake"));
        return said?[Begin.Length..^1];
    }
}
