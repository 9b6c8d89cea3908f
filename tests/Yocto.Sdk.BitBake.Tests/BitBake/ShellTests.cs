using System.Formats.Tar;
using Yocto.Sdk.BitBake.Tests.Samples;
using Yocto.Sdk.Testing;
using ZstdSharp;

namespace Yocto.Sdk.BitBake.Tests.BitBake;

/// <summary>The shell of <c>dotnet run -p:YoctoRun=shell</c>, on a terminal.</summary>
public sealed class ShellTests(PreparedHost host)
{
    /// <summary>A recipe whose task wants a terminal, as menuconfig does, and writes what was typed there.</summary>
    private static string Asks(TinyProject project)
    {
        var script = project.Write("layer/ask.sh", "echo 'your choice?'\nread choice\nprintf '%s\\n' \"$choice\" \"$(id -un)\" > \"$1\"\n");
        return $$"""
            inherit terminal
            python do_ask() {
                oe_terminal("sh {{script}} " + d.expand("${T}/choice"), "a menu", d)
            }
            do_ask[nostamp] = "1"
            addtask ask after do_unpack
            """;
    }

    [Fact]
    public async Task A_task_gets_the_terminal_of_the_shell_and_nothing_of_bitbake_stays()
    {
        await host.RequireAsync("scarthgap");
        using var project = new TinyProject(host);
        project.Recipe("ask", Asks(project));
        var terminal = new Terminal();

        var session = project.StartShellAt(terminal, "-- bitbake -c ask ask");
        await session.SaysAsync("your choice?");
        var build = project.Start();
        await build.SaysAsync($", which has a shell open in {project.BuildDirectory}.");
        terminal.Type("menu");

        var ended = await session.End;
        Assert.True(ended.ExitCode == 0, ended.Output);
        Assert.Contains("all succeeded", ended.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("WARNING", ended.Output, StringComparison.Ordinal);
        (await build.End).Succeeded();
        Assert.Equal("menu", File.ReadLines(Directory.GetFiles(project.BuildDirectory, "choice", SearchOption.AllDirectories).Single()).First());
        Assert.Equal([], project.Processes());
        Assert.DoesNotContain("RunBitBake", (await project.BuildAsync()).Succeeded().Tasks);
    }

    [Fact]
    public async Task An_interactive_shell_is_where_and_who_the_build_is()
    {
        await host.RequireAsync("scarthgap");
        using var project = new TinyProject(host);
        var terminal = new Terminal();

        var session = project.StartShellAt(terminal);
        await session.SaysAsync($"A shell in {project.BuildDirectory}, ");
        terminal.Type("echo at=$PWD root=$(test -w /etc && echo writes) tool=$(command -v devtool); tty; exit 7");
        var ended = await session.End;

        Assert.Equal(7, ended.ExitCode);
        Assert.Contains(
            $"at={project.BuildDirectory} root= tool={project["obj/layers/poky/scripts/devtool"]}", ended.Output, StringComparison.Ordinal);
        Assert.Matches(@"\n/dev/\S+", ended.Output.Replace("\r", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_variable_is_led_back_to_the_line_of_the_project()
    {
        await host.RequireAsync("scarthgap");
        using var project = new TinyProject(host);
        project.Declare("""    <YoctoVariable Include="FOO" Value="of the project" />""");
        project.Recipe("hello", "FOO:append = \" and the recipe\"\n");

        var told = (await project.BuildAsync("-t:YoctoExplain -p:Variable=FOO")).Succeeded().Output;
        var unknown = (await project.BuildAsync("-t:YoctoExplain -p:Variable=MACHIN")).Failed();
        var nowhere = (await project.BuildAsync("-t:YoctoExplain -p:Variable=FOO -p:Recipe=helo")).Failed();

        Assert.Matches(
            """
            (?s)FOO, as the recipe hello sees it:\s+of the project and the recipe\s+Made by, in this order:
            \s+obj/\S+/conf/local\.conf\(\d+\)\s+= "of the project"\s+from device\.yoctoproj\(3\): YoctoVariable FOO
            \s+layer/recipes/hello_1\.0\.bb\(2\)\s+:append "and the recipe"
            """.ReplaceLineEndings(""), told);
        Assert.Contains("YOCTO4018: Nothing sets the variable 'MACHIN', as the recipe hello sees it. Did you mean 'MACHINE'", Assert.Single(unknown.Errors), StringComparison.Ordinal);
        Assert.Contains("YOCTO4019: There is no recipe 'helo'. Did you mean 'hello'?", Assert.Single(nowhere.Errors), StringComparison.Ordinal);
    }

    // on two idle cores in about five minutes
    [HeavyFact(2)]
    public async Task What_is_changed_with_devtool_is_built_and_told_until_it_is_in_a_layer()
    {
        using var project = await SampleProject.QuickstartAsync(host);
        File.WriteAllText(project["home/.gitconfig"], "[user]\n\tname = Test\n\temail = test@example.com\n");
        await project.BuildAsync();

        (await project.DotnetAsync("run -p:YoctoRun=shell -- devtool modify base-files")).Succeeded();
        var buildDirectory = project[(await project.DotnetAsync("build -getProperty:YoctoBuildDirectory")).Succeeded().StandardOutput.Trim()];
        // not through devtool's link to the recipe's work folder
        var inside = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        var issue = Directory.GetFiles(Path.Combine(buildDirectory, "workspace/sources"), "issue", inside).Single();
        File.AppendAllText(issue, "edited with devtool\n");

        var built = (await project.DotnetAsync("build")).Succeeded();
        Assert.Contains("RunBitBake", built.Tasks);
        Assert.Contains("YOCTO4104", Assert.Single(built.Warnings), StringComparison.Ordinal);
        Assert.Contains("edited with devtool", await IssueOfAsync(project), StringComparison.Ordinal);
        // do_populate_lic makes hard links to the layers' licences, which is a change of these once
        (await project.DotnetAsync("build")).Succeeded();
        var again = (await project.DotnetAsync("build")).Succeeded();
        Assert.DoesNotContain("RunBitBake", again.Tasks);
        Assert.Contains("YOCTO4104", Assert.Single(again.Warnings), StringComparison.Ordinal);
        Assert.Contains("YOCTO1932", Assert.Single((await project.DotnetAsync("publish -c Debug")).Failed().Errors), StringComparison.Ordinal);

        (await project.DotnetAsync("run -p:YoctoRun=shell -- devtool reset base-files")).Succeeded();
        var reset = (await project.DotnetAsync("build")).Succeeded();
        Assert.Equal([], reset.Warnings);
        Assert.DoesNotContain("edited with devtool", await IssueOfAsync(project), StringComparison.Ordinal);
    }

    /// <summary>The file <c>/etc/issue</c> of the image.</summary>
    private static async Task<string> IssueOfAsync(SampleProject project)
    {
        await using var image = File.OpenRead(project["bin/Debug/qemux86-64/core-image-minimal-qemux86-64.rootfs.tar.zst"]);
        await using var unpacked = new DecompressionStream(image);
        await using var tar = new TarReader(unpacked);
        while (await tar.GetNextEntryAsync(cancellationToken: TestContext.Current.CancellationToken) is { } entry)
        {
            if (entry is { Name: "./etc/issue", DataStream: { } text })
                return await new StreamReader(text).ReadToEndAsync(TestContext.Current.CancellationToken);
        }

        return "";
    }
}
