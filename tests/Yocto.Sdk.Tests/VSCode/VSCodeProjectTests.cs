using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Testing;
using Yocto.Sdk.VSCode;

namespace Yocto.Sdk.Tests.VSCode;

public sealed class VSCodeProjectTests
{
    [Fact]
    public void A_project_of_a_solution_sets_up_the_solutions_folder()
    {
        using var folder = new TemporaryFolder();
        folder.Write("all.slnx", "<Solution />");
        folder.Write("device/device.yoctoproj", "<Project />");

        var written = Project(folder, "device").Write([]);

        Assert.Equal([folder[".vscode/settings.json"], folder[".vscode/tasks.json"], folder[".vscode/launch.json"]], written);
        var settings = File.ReadAllText(folder[".vscode/settings.json"]);
        Assert.Contains("\"systemId\": \"${workspaceFolder}/device/obj/yoctoproj.xsd\"", settings, StringComparison.Ordinal);
        Assert.Contains("\"bitbake.pathToBitbakeFolder\": \"${workspaceFolder}/device/obj/layers/poky/bitbake\"", settings, StringComparison.Ordinal);
        Assert.Contains("dotnet run --project ${workspaceFolder}/device/device.yoctoproj -p:YoctoRun=shell -- bash -c", settings, StringComparison.Ordinal);
        Assert.Empty(Project(folder, "device").Write([]));
    }

    [Fact]
    public void A_second_project_adds_its_tasks()
    {
        using var folder = new TemporaryFolder();
        folder.Write("all.sln", "");
        folder.Write("one/one.yoctoproj", "<Project />");
        folder.Write("two/two.yoctoproj", "<Project />");
        Project(folder, "one").Write([]);

        List<string> kept = [];
        Project(folder, "two").Write(kept);

        var tasks = File.ReadAllText(folder[".vscode/tasks.json"]);
        Assert.Contains("\"one: flash\"", tasks, StringComparison.Ordinal);
        Assert.Contains("\"two: flash\"", tasks, StringComparison.Ordinal);
        Assert.Contains(kept, k => k.StartsWith("bitbake.commandWrapper", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_is_no_JSON_is_refused_at_its_line_and_nothing_is_written()
    {
        using var folder = new TemporaryFolder();
        folder.Write("all.slnx", "<Solution />");
        folder.Write("device/device.yoctoproj", "<Project />");
        var tasks = folder.Write(".vscode/tasks.json", "{\n  \"version\": oops\n}\n");

        var refused = Assert.Throws<YoctoException>(() => Project(folder, "device").Write([]));

        var problem = Assert.Single(refused.Diagnostics);
        Assert.Equal(("YOCTO1920", tasks, 2), (problem.Code, problem.Location!.File, problem.Location.Line));
        Assert.False(File.Exists(folder[".vscode/settings.json"]));
        Assert.Equal("{\n  \"version\": oops\n}\n", File.ReadAllText(tasks));
    }

    private static VSCodeProject Project(TemporaryFolder folder, string name) => new(
        folder[$"{name}/{name}.yoctoproj"], folder[$"{name}/obj/yoctoproj.xsd"], folder[$"{name}/obj/layers/poky/bitbake"], "core-image-minimal", []);
}
