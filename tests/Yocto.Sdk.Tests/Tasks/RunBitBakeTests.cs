using Microsoft.Build.Framework;
using Yocto.Sdk.BitBake;
using Yocto.Sdk.Files;
using Yocto.Sdk.Host;
using Yocto.Sdk.Tasks;
using Yocto.Sdk.Testing;
using Yocto.Sdk.Tests.BitBake;
using Yocto.Sdk.Tests.Layers;
using TaskItem = Microsoft.Build.Utilities.TaskItem;

namespace Yocto.Sdk.Tests.Tasks;

/// <summary>The task, with a dummy in place of the bridge.</summary>
public sealed class RunBitBakeTests : IDisposable
{
    private const string Success = """
        tell("start", bitbake="2.8.0", python="3.11", pid=1)
        tell("queue", done=1, total=1, setscene=False, recipeFile="/l/a_1.bb", task="do_x")
        tell("taskStarted", recipe="a", version="1", task="do_x", recipeFile="/l/a_1.bb", log="/log")
        tell("taskSucceeded", recipe="a", version="1", task="do_x", recipeFile="/l/a_1.bb", log="/log", duration=1.5)
        tell("result", variables={"MACHINE": "qemuarm64"}, targets=[{"target": "core-image-minimal", "recipe": "core-image-minimal", "file": "/l/c.bb", "variables": {"PN": "core-image-minimal"}}], stale=["b (AUTOREV)"])
        tell("exit", code=0)

        """;

    private readonly TemporaryFolder _folder = new();
    private readonly RecordingBuildEngine _engine = new();
    private readonly string _project;

    public RunBitBakeTests()
    {
        _project = _folder.Write("device.yoctoproj", """
            <Project>
              <Image>core-image-minimal</Image>
              <YoctoPackage Include="podmann" />
            </Project>
            """);
        Directory.CreateDirectory(_folder["build/conf"]);
        (TestLayers.Of() with { BitBakePath = _folder["bitbake"], BitBakeVersion = "2.8.0-dev", CorePath = _folder["poky"] }).WriteTo(_folder);
    }

    [Fact]
    public async Task A_build_leaves_its_result_and_its_tasks_in_the_binary_log()
    {
        Assert.True((await TaskAsync(Success)).Execute());

        Assert.Equivalent(
            new BuildResult("qemuarm64",
                [new BuiltTarget("core-image-minimal", "core-image-minimal", "/l/c.bb", new Dictionary<string, string> { ["PN"] = "core-image-minimal" })],
                new Dictionary<string, string> { ["MACHINE"] = "qemuarm64" }, ["b (AUTOREV)"]),
            BuildResult.Read(_folder["obj/build-result.json"]), strict: true);
        var told = _engine.Events.OfType<ExtendedBuildMessageEventArgs>().ToList();
        Assert.Equal(["a do_x: started", "a do_x: succeeded", "device.yoctoproj for qemuarm64"], told.Select(e => e.Message));
        var end = told[1];
        Assert.Equal("yocto.task", end.ExtendedType);
        Assert.Equivalent(
            new Dictionary<string, string?>
            {
                ["state"] = "succeeded", ["recipe"] = "a", ["version"] = "1", ["task"] = "do_x", ["file"] = "/l/a_1.bb", ["log"] = "/log",
                ["seconds"] = "1.5", ["after"] = null,
            }, end.ExtendedMetadata, strict: true);
        Assert.Contains(_engine.Events, e => e is { Message: "Task 1 of 1 (100 %)", Importance: MessageImportance.High });
        Assert.Contains(_engine.Messages, m => m!.StartsWith("bitbake core-image-minimal ended with code 0 after ", StringComparison.Ordinal));
        Assert.Empty(_engine.Errors);
    }

    [Theory]
    [InlineData("Parse", "--parse-only")]
    [InlineData("dryrun", "--dry-run core-image-minimal")]
    public async Task A_parse_and_a_dry_run_leave_no_result(string mode, string arguments)
    {
        var task = await TaskAsync(Success + "say('called with ' + ' '.join(sys.argv[3:]))");
        task.Mode = mode;

        Assert.True(task.Execute());

        Assert.False(File.Exists(_folder["obj/build-result.json"]));
        Assert.Contains($"called with {arguments}", _engine.Messages);
    }

    [Fact]
    public async Task The_exit_code_of_bitbake_is_the_only_success()
    {
        Assert.False((await TaskAsync(Success + "say('last https://me:s3cret@example.com words'); sys.exit(1)")).Execute());

        var error = Assert.Single(_engine.Errors);
        Assert.Equal("YOCTO4008", error.Code);
        Assert.Equal(
            $"bitbake ended with code 1 and reported no error. It printed at the end:{Environment.NewLine}  | last https://example.com words",
            error.Message);
        Assert.False(File.Exists(_folder["obj/build-result.json"]));
    }

    [Fact]
    public async Task A_disk_that_is_full_is_named_where_bitbake_ends_in_a_trace()
    {
        Assert.False((await TaskAsync("say('OSError: [Errno 28] No space left on device'); sys.exit(1)")).Execute());

        Assert.Equal(
            ("YOCTO1054", $"The disk is full: bitbake could not write to {_folder["build"]}. Free some space and build again: the next build resumes."),
            Assert.Single(_engine.Errors.Select(e => (e.Code, e.Message))));
    }

    [Fact]
    public async Task Compiled_files_that_a_full_disk_cut_short_are_made_anew()
    {
        var compiled = _folder.Write("build/yocto-sdk/pycache/a.pyc", "cut");

        Assert.True((await TaskAsync($"""
            if os.path.exists("{compiled}"):
                say("EOFError: marshal data too short")
                sys.exit(1)

            """ + Success)).Execute());

        Assert.False(File.Exists(compiled));
    }

    [Fact]
    public async Task An_exit_code_after_an_error_of_bitbakes_is_not_reported_again()
    {
        Assert.False((await TaskAsync("""
            tell("start", bitbake="2.8.0", python="3.11", pid=1)
            tell("log", level="error", text="cannot fetch https://me:s3cret@example.com/a")
            say("ERROR: cannot fetch")
            sys.exit(1)
            """)).Execute());

        Assert.Equal(("YOCTO4006", "cannot fetch https://example.com/a"), Assert.Single(_engine.Errors.Select(e => (e.Code, e.Message))));
    }

    [Fact]
    public async Task A_package_that_nobody_provides_is_an_error_at_its_item()
    {
        var task = await TaskAsync("""
            tell("start", bitbake="2.8.0", python="3.11", pid=1)
            tell("noProvider", item="podmann", runtime=True, dependees=[], closeMatches=["podman"], reasons=[])
            tell("noProvider", item="core-image-minimal", runtime=False, dependees=[], closeMatches=[], reasons=[])
            sys.exit(1)
            """);
        task.Packages = [new TaskItem("podmann")];

        Assert.False(task.Execute());

        Assert.Equal([("YOCTO4004", _project, 3), ("YOCTO4004", _project, 2)], _engine.Errors.Select(e => (e.Code, e.File, e.LineNumber)));
    }

    [Fact]
    public async Task A_missing_recipe_that_YoctoTarget_names_is_an_error_at_its_line()
    {
        var task = await TaskAsync("""
            tell("start", bitbake="2.8.0", python="3.11", pid=1)
            tell("noProvider", item="core-image-minimal", runtime=False, dependees=[], closeMatches=[], reasons=[])
            sys.exit(1)
            """);
        _folder.Write("device.yoctoproj", "<Project>\n<Image>a</Image>\n\n<YoctoTarget>core-image-minimal</YoctoTarget>\n</Project>");

        Assert.False(task.Execute());

        Assert.Equal(4, Assert.Single(_engine.Errors).LineNumber);
    }

    [Fact]
    public async Task A_bridge_that_never_speaks_did_not_start()
    {
        Assert.False((await TaskAsync("say('ModuleNotFoundError: bb'); sys.exit(2)")).Execute());
        Assert.False((await TaskAsync("sys.exit(2)")).Execute());

        Assert.Equal(
            [$"bitbake did not start: {Environment.NewLine}  | ModuleNotFoundError: bb", "bitbake did not start: its process ended with code 2."],
            _engine.Errors.Select(e => e.Message));
        Assert.All(_engine.Errors, e => Assert.Equal("YOCTO4001", e.Code));
    }

    [Fact]
    public async Task A_result_that_bitbake_could_not_give_is_our_fault()
    {
        Assert.False((await TaskAsync("""
            tell("start", bitbake="2.8.0", python="3.11", pid=1)
            tell("resultFailed", text="KeyError: 'x'")
            """)).Execute());

        var error = Assert.Single(_engine.Errors);
        Assert.Equal("YOCTO4010", error.Code);
        Assert.EndsWith("after a look for secrets in it: KeyError: 'x'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_build_says_how_far_it_came()
    {
        var task = await TaskAsync("""
            tell("start", bitbake="2.8.0", python="3.11", pid=1)
            tell("queue", done=1234, total=5678, setscene=False, recipeFile="/l/a_1.bb", task="do_x")
            open("ready", "w").close()
            sys.stdin.readline()
            tell("interrupted", level=1)
            tell("log", level="error", text="stopped", recipe="a", task="do_x", recipeFile="/l/a_1.bb")
            sys.exit(1)
            """);
        var execution = Task.Run(task.Execute, TestContext.Current.CancellationToken);
        while (!File.Exists(_folder["build/ready"]))
            await Task.Delay(10, TestContext.Current.CancellationToken);

        for (var i = 0; i < 200; i++)
            task.Cancel();

        Assert.False(await execution);
        Assert.Contains("The build was interrupted at task 1,234 of 5,678. The next build resumes from here.",
            _engine.Errors.Select(e => e.Message));
    }

    [Fact]
    public async Task A_second_bitbake_in_a_build_directory_waits_for_the_first_and_says_so()
    {
        var task = await TaskAsync(Success);
        var held = await FileLock.AcquireAsync(_folder["build/yocto-sdk/lock"], _ => { }, TestContext.Current.CancellationToken);
        var execution = Task.Run(task.Execute, TestContext.Current.CancellationToken);
        while (!_engine.Messages.Any(m => m!.StartsWith($"Waiting for process {Environment.ProcessId} of {Environment.UserName} in ", StringComparison.Ordinal)))
            await Task.Delay(10, TestContext.Current.CancellationToken);
        Assert.EndsWith($", which builds in {_folder["build"]}.", _engine.Messages.Last(), StringComparison.Ordinal);
        Assert.False(execution.IsCompleted);

        held.Dispose();

        Assert.True(await execution);
    }

    [Fact]
    public async Task A_python_that_is_gone_is_a_coded_error()
    {
        var task = await TaskAsync(Success);
        task.Python = _folder["no/python3"];

        Assert.False(task.Execute());

        Assert.Equal("YOCTO4001", Assert.Single(_engine.Errors).Code);
    }

    [Fact]
    public async Task A_mode_that_there_is_not_and_nothing_to_build_are_refused_before_anything_starts()
    {
        var task = await TaskAsync("raise SystemError");
        task.Mode = "Bake";
        Assert.False(task.Execute());
        task.Mode = "Build";
        task.Targets = [];
        Assert.False(task.Execute());

        Assert.Equal([("YOCTO4012", 0), ("YOCTO4011", 2)], _engine.Errors.Select(e => (e.Code, e.LineNumber)));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<RunBitBake> TaskAsync(string body)
    {
        var refusal = await RootCheck.RunAsync(HostSystem.Current(), null, BuildIdentity.MappedUser, TestContext.Current.CancellationToken);
        Assert.SkipWhen(refusal.Count > 0, $"{(refusal.Count > 0 ? refusal[0].Message : "")}");
        return new RunBitBake
        {
            BuildEngine = _engine,
            ProjectFile = _project,
            RestoredLayersFile = _folder["layers.json"],
            BuildDirectory = _folder["build"] + "/",
            BridgeFile = DummyBridge.Write(_folder, body),
            WrittenFolders = ["/"],
            Python = DummyBridge.Python,
            Targets = ["core-image-minimal"],
            IntermediateDirectory = _folder["obj"],
        };
    }
}
