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

    [Fact]
    public async Task A_task_that_always_runs_always_starts_bitbake()
    {
        await host.RequireAsync("scarthgap");
        Work("always", "date +%N > ${TOPDIR}/worked", "do_work[nostamp] = \"1\"");
        (await project.BuildAsync("-p:YoctoTarget=always")).Succeeded();
        var first = Read("worked");

        Assert.Equal("these sources can change at any time: always (do_work is [nostamp])", await ReasonAsync("-p:YoctoTarget=always"));
        Assert.NotEqual(first, Read("worked"));
    }

    [Fact]
    public async Task A_revision_that_floats_is_asked_for_and_built_when_it_has_moved()
    {
        await host.RequireAsync("scarthgap");
        var sources = await UpstreamRepository.CreateAsync(project["sources"], "main");
        await sources.CommitAsync("one", ("text", "one\n"));
        Work("floating", "cat ${WORKDIR}/git/text >> ${TOPDIR}/built", $$"""
            SRC_URI = "git://{{sources.Folder}};protocol=file;branch=main"
            SRCREV = "${AUTOREV}"
            """);
        const string reason = "these sources can change at any time: floating (AUTOREV)";
        (await project.BuildAsync("-p:YoctoTarget=floating")).Succeeded();

        Assert.Equal(reason, await ReasonAsync("-p:YoctoTarget=floating"));
        Assert.Equal("one\n", Read("built"));

        await sources.CommitAsync("two", ("text", "two\n"));
        Assert.Equal(reason, await ReasonAsync("-p:YoctoTarget=floating"));
        Assert.Equal("one\ntwo\n", Read("built"));
    }

    [Fact]
    public async Task A_source_tree_of_ones_own_is_asked_for_and_built_when_it_has_changed()
    {
        await host.RequireAsync("scarthgap");
        project.Write("tree/text", "one\n");
        Work("external", "cat ${S}/text >> ${TOPDIR}/external", $$"""
            inherit externalsrc
            EXTERNALSRC = "{{project["tree"]}}"
            do_work[file-checksums] = "${@srctree_hash_files(d)}"
            """);
        var reason = $"these sources can change at any time: external (EXTERNALSRC is {project["tree"]})";

        await AssertAskedAndBuiltAsync("external", "tree/text", reason);
    }

    [Fact]
    public async Task A_file_outside_the_layers_is_asked_for_and_built_when_it_has_changed()
    {
        await host.RequireAsync("scarthgap");
        var text = project.Write("outside/text", "one\n");
        Work("outside", "cat ${WORKDIR}/text >> ${TOPDIR}/outside", $"""
            FILESEXTRAPATHS:prepend := "{project["outside"]}:"
            SRC_URI = "file://text"
            """);
        var reason = $"these sources can change at any time: outside ({text} outside the layers)";

        await AssertAskedAndBuiltAsync("outside", "outside/text", reason);
    }

    [Fact]
    public async Task Whatever_is_missing_or_damaged_in_deploy_is_deployed_again()
    {
        await host.RequireAsync("scarthgap");
        (await project.BuildAsync()).Succeeded();
        var deployed = Path.Combine(project.BuildDirectory, "tmp/deploy/images/qemux86-64/hello.txt");
        var reason = $"the output {deployed} has changed";

        File.Delete(deployed);
        Assert.Equal(reason, await ReasonAsync());
        AssertDeployed();

        // a hard link: both are cut short
        await File.WriteAllTextAsync(project["bin/Debug/qemux86-64/hello.txt"], "h", TestContext.Current.CancellationToken);
        Assert.Equal(reason, await ReasonAsync());
        AssertDeployed();

        Directory.Delete(Path.Combine(project.BuildDirectory, "tmp/deploy"), recursive: true);
        Assert.Equal(reason, await ReasonAsync());
        AssertDeployed();

        var manifest = Directory.GetFiles(Path.Combine(project.BuildDirectory, "tmp/sstate-control"), "manifest-*-hello.deploy").Single();
        File.Delete(manifest);
        Assert.Equal($"the output {manifest} has changed", await ReasonAsync());
        AssertDeployed();
        Assert.Null(await ReasonAsync());

        void AssertDeployed()
        {
            Assert.Equal("hello\n", File.ReadAllText(deployed));
            Assert.Equal("hello\n", File.ReadAllText(project["bin/Debug/qemux86-64/hello.txt"]));
        }
    }

    private void Work(string recipe, string command, string more) =>
        project.Recipe(recipe, $"{more}\ndo_work() {{\n    {command}\n}}\naddtask work after do_unpack before do_build");

    private string Read(string file) => File.ReadAllText(Path.Combine(project.BuildDirectory, file));

    /// <summary>The target appends the file's text to one of its own name, and only when the text is another.</summary>
    private async Task AssertAskedAndBuiltAsync(string target, string file, string reason)
    {
        (await project.BuildAsync($"-p:YoctoTarget={target}")).Succeeded();

        Assert.Equal(reason, await ReasonAsync($"-p:YoctoTarget={target}"));
        Assert.Equal("one\n", Read(target));

        project.Write(file, "two\n");
        Assert.Equal(reason, await ReasonAsync($"-p:YoctoTarget={target}"));
        Assert.Equal("one\ntwo\n", Read(target));
    }

    /// <summary>Builds, and says why bitbake was started; null when it was not.</summary>
    private async Task<string?> ReasonAsync(string arguments = "")
    {
        const string begin = "bitbake is started: ";
        var build = (await project.BuildAsync(arguments)).Succeeded();
        var said = build.Messages.SingleOrDefault(m => m.StartsWith(begin, StringComparison.Ordinal));
        Assert.Equal(said is null, build.Tasks.All(t => t != "RunBitBake"));
        return said?[begin.Length..^1];
    }
}
