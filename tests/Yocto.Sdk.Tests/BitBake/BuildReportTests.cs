using Yocto.Sdk.BitBake;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Product.Engines;
using Yocto.Sdk.Product.Layer;
using Yocto.Sdk.Project;
using Yocto.Sdk.Testing;
using Yocto.Sdk.Tests.Diagnostics;

namespace Yocto.Sdk.Tests.BitBake;

public sealed class BuildReportTests : IDisposable
{
    private const string Recipe = "/layers/meta/recipes/podman_5.0.bb";

    private readonly TemporaryFolder _folder = new();
    private readonly RecordingLog _log = new();
    private readonly BuildReport _report;

    public BuildReportTests()
    {
        var project = _folder.Write("device.yoctoproj", """
            <Project>
              <YoctoPackage Include="podmann" />
              <YoctoContainerEngine>podman</YoctoContainerEngine>
            </Project>
            """);
        _report = new BuildReport(
            new BitBakeRequest(BitBakeMode.Build, ["core-image-minimal"], null, false, "/build", "/bitbake", "/bridge.py", "/python3",
                new Dictionary<string, Origin>
                {
                    ["podmann"] = new(project, "YoctoPackage", "podmann"),
                })
            {
                Checks = [new CheckTask(ContainerKernel.TaskName, ProductErrors.ContainerKernelLacksOptions, new Origin(project, ContainerKernel.Property))],
            },
            _log);
    }

    [Fact]
    public void What_a_build_as_root_may_write_to_is_told_once_where_a_recipe_writes_elsewhere()
    {
        var request = new BitBakeRequest(
            BitBakeMode.Build, [], null, false, "/build", "/bitbake", "/bridge.py", "/python3", new Dictionary<string, Origin>());
        var report = new BuildReport(request with { WritableFolders = ["/build", "/cache"] }, _log);
        var log = _folder.Write("log.do_install", "install: cannot create directory '/usr/x': Read-only file system\n");

        report.Hear(new TaskFailed("a", "1.0", "do_install", Recipe, log, 1, "/layers/a.bb", 5));
        report.Hear(new TaskFailed("b", "1.0", "do_install", Recipe + "2", log, 1, "/layers/b.bb", 5));

        Assert.Equal(["YOCTO4002", "YOCTO4103", "YOCTO4002"], _log.Reported.Select(d => d.Code));
        Assert.Equal(
            new Diagnostic("YOCTO4103", Severity.Warning, "A build as root can write only to /build, /cache, and to folders for temporary files. "
                + "If this is no fault of the recipe, add the folder to YoctoWritableFolders.", new SourceLocation("/layers/a.bb", 5)),
            _log.Reported[1]);
    }

    [Fact]
    public void A_failure_that_arrives_thrice_is_reported_once_with_its_reason_place_and_log()
    {
        var log = _folder.Write("log.do_compile", "make\n\ncc: error: no input files\n");

        Hear(
            new Logged("error", "Exception: Exception: first\nException: the real reason\n", "trace", "podman", "5.0", "do_compile", Recipe),
            new TaskFailed("podman", "5.0", "do_compile", Recipe, log, 12.34, "/layers/meta/classes/go.bbclass", 57),
            new TaskLost(Recipe, "do_compile", 1, "Task failed"),
            new CommandFailed("1 task failed"));
        _report.Flush();

        Assert.Equal(1, _report.Errors);
        Assert.Equal(
            new Diagnostic("YOCTO4002", Severity.Error, Lines(
                "do_compile of podman 5.0 failed after 12.3 s:",
                "  the real reason",
                $"The end of {log}:",
                "  | make",
                "  | cc: error: no input files"),
                new SourceLocation("/layers/meta/classes/go.bbclass", 57)),
            Assert.Single(_log.Reported));
    }

    [Fact]
    public void The_place_that_a_tasks_error_names_is_nearer_than_its_functions()
    {
        Hear(
            new Logged("error", "ParseError in configuration", null, "podman", "5.0", "do_x", Recipe, "/layers/a.inc", 4),
            new Logged("error", "ExecutionError('/tmp/run.do_x', 1)", null, "podman", "5.0", "do_x", Recipe, "/tmp/run.do_x", 99),
            new TaskFailed("podman", null, "do_x", Recipe, null, 5400, "/layers/meta/classes/go.bbclass", 57));

        Assert.Equal(
            new Diagnostic("YOCTO4002", Severity.Error, Lines("do_x of podman failed after 90 min:", "  ParseError in configuration"),
                new SourceLocation("/layers/a.inc", 4)),
            Assert.Single(_log.Reported));
    }

    [Fact]
    public void A_kernel_that_lacks_options_is_an_error_at_the_line_that_wants_containers()
    {
        Hear(
            new Logged("error", "linux-acme lacks options that containers need: CONFIG_VETH, CONFIG_KEYS.", null, "linux-acme", "6.6", "do_container_kernel_check", Recipe),
            new TaskFailed("linux-acme", "6.6", "do_container_kernel_check", Recipe, null));

        var error = Assert.Single(_log.Reported);
        Assert.Equal(("YOCTO5117", _folder["device.yoctoproj"], 3), (error.Code, error.Location!.File, error.Location.Line));
        Assert.Contains("linux-acme lacks options that containers need: CONFIG_VETH, CONFIG_KEYS.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ExecutionError('/tmp/run.do_x', -9, None, None)")]
    [InlineData("Execution of '/tmp/run.do_x' failed with exit code -9")]
    public void A_shell_that_was_killed_left_no_word_in_its_log(string text)
    {
        Hear(new Logged("error", text, null, "podman", "5.0", "do_x", Recipe), new TaskFailed("podman", "5.0", "do_x", Recipe, null));

        Assert.Equal(Lines("do_x of podman 5.0 failed:", "  Its shell was killed by signal 9."), Assert.Single(_log.Reported).Message);
    }

    [Fact]
    public void A_failure_without_a_word_is_at_the_recipe()
    {
        Hear(new TaskFailed("podman", "5.0", "do_x", Recipe, "/no/such/log"));

        Assert.Equal(
            new Diagnostic("YOCTO4002", Severity.Error, "do_x of podman 5.0 failed.", new SourceLocation(Recipe)),
            Assert.Single(_log.Reported));
    }

    [Fact]
    public void A_task_whose_process_was_killed_is_reported()
    {
        Hear(new TaskLost(Recipe, "do_compile", -9, ""), new TaskLost(Recipe, "do_compile", -9, ""));

        Assert.Equal(
            new Diagnostic("YOCTO4002", Severity.Error,
                "do_compile of podman failed: its process ended with code -9 and without a message. The system may have killed it because memory ran out.",
                new SourceLocation(Recipe)),
            Assert.Single(_log.Reported));
    }

    [Fact]
    public void A_task_that_said_why_before_its_process_died_is_reported_once()
    {
        Hear(
            new Logged("error", "oh\nmore", null, "podman", "5.0", "do_x", Recipe),
            new TaskLost(Recipe, "do_x", 1, ""));
        _report.Flush();

        Assert.Equal(
            Lines("do_x of podman failed: its process ended with code 1:", "  oh"), Assert.Single(_log.Reported).Message);
    }

    [Fact]
    public void What_bitbake_throws_after_a_tasks_success_is_why_it_failed()
    {
        const string trace = "Traceback (most recent call last):\n  File \"/bitbake/lib/bb/build.py\", line 3\nOSError: [Errno 28] No space left on device\n";
        Hear(
            new TaskSucceeded("podman", "5.0", "do_x", Recipe, null),
            new Logged("error", "Build of do_x failed", null, "podman", "5.0", "do_x", Recipe),
            new Logged("error", "OSError: [Errno 28] No space left on device", trace, "podman", "5.0", "do_x", Recipe, "/bitbake/lib/bb/build.py", 3),
            new TaskLost(Recipe, "do_x", 1, ""));
        _report.Flush();

        Assert.Equal(
            new Diagnostic("YOCTO4002", Severity.Error,
                Lines("do_x of podman failed: its process ended with code 1:", "  OSError: [Errno 28] No space left on device"),
                new SourceLocation(Recipe)),
            Assert.Single(_log.Reported));
    }

    [Fact]
    public void A_Python_trace_is_told_by_its_exception()
    {
        Hear(new Logged("error", "OSError: no", "Traceback (most recent call last):\n  File \"/bitbake/lib/bb/cooker.py\", line 3\nOSError: no\n", File: "/bitbake/lib/bb/cooker.py", Line: 3));

        Assert.Equal(
            new Diagnostic("YOCTO4006", Severity.Error, "OSError: no", new SourceLocation("/bitbake/lib/bb/cooker.py", 3)),
            Assert.Single(_log.Reported));
    }

    [Fact]
    public void An_error_of_a_task_that_succeeds_is_reported()
    {
        Hear(new Logged("error", "QA Issue: bad", null, "podman", "5.0", "do_package_qa", Recipe));
        Assert.Empty(_log.Reported);

        Hear(new TaskSucceeded("podman", "5.0", "do_package_qa", Recipe, null));

        Assert.Equal(
            new Diagnostic("YOCTO4006", Severity.Error, "podman do_package_qa: QA Issue: bad", new SourceLocation(Recipe)),
            Assert.Single(_log.Reported));
    }

    [Fact]
    public void An_error_whose_task_never_ends_comes_with_the_flush()
    {
        Hear(new Logged("error", "bad", null, "podman", "5.0", "do_x", Recipe));

        _report.Flush();
        _report.Flush();

        Assert.Equal("podman do_x: bad", Assert.Single(_log.Reported).Message);
    }

    [Theory]
    [InlineData("ParseError at /layers/a.bb:12: unparsed line: 'FOO'", "unparsed line: 'FOO'")]
    [InlineData("ERROR: ParseError in configuration INHERITs: x:3: not a class", "not a class")]
    [InlineData("Unable to parse /layers/a.bb", "Unable to parse /layers/a.bb")]
    [InlineData("Unable to parse /py/ConfHandler.py", "unparsed line: 'FOO'", "Traceback:\n  File x\nbb.parse.ParseError: ParseError at /layers/a.bb:12: unparsed line: 'FOO'\n")]
    [InlineData("Unable to parse /py/ConfHandler.py", "RuntimeError: no", "Traceback (most recent call last):\n  File x\nRuntimeError: no\n")]
    [InlineData("ExpansionError during parsing /layers/a.bb", "Failure expanding variable FOO", "bb.data_smart.ExpansionError: Failure expanding variable FOO\nThe chain: FOO\n")]
    [InlineData("Error in compiling python function in /layers/a.bb, line 12:\n\nThe code:\nSyntaxError: invalid syntax (a.bb, line 12)", "SyntaxError: invalid syntax (a.bb, line 12)")]
    [InlineData("Error executing a python function in <code>:\n\nThe stack trace\nException: KeyError: 'a'\n", "KeyError: 'a'")]
    public void A_parse_error_is_at_its_line(string text, string message, string? trace = null)
    {
        Hear(new Logged("error", text, trace, File: "/layers/a.bb", Line: 12), new Logged("error", "Parsing halted due to errors, see error messages above"));

        Assert.Equal(
            new Diagnostic("YOCTO4003", Severity.Error, $"bitbake can't parse this: {message}", new SourceLocation("/layers/a.bb", 12)),
            Assert.Single(_log.Reported));
    }

    [Fact]
    public void An_error_about_a_file_that_is_no_metadata_is_no_parse_error()
    {
        Hear(new Logged("error", "bad", File: "/usr/lib/python3/x.py", Line: 3));

        Assert.Equal(
            new Diagnostic("YOCTO4006", Severity.Error, "bad", new SourceLocation("/usr/lib/python3/x.py", 3)), Assert.Single(_log.Reported));
    }

    [Fact]
    public void An_exception_of_bitbake_itself_is_named()
    {
        Hear(new Logged("error", "An uncaught exception occurred in runqueue",
            "Traceback (most recent call last):\n  File \"/bitbake/lib/bb/runqueue.py\", line 3\nIndexError: list index out of range\n",
            File: "/bitbake/lib/bb/runqueue.py", Line: 3));

        Assert.Equal(
            new Diagnostic("YOCTO4006", Severity.Error, "An uncaught exception occurred in runqueue: IndexError: list index out of range",
                new SourceLocation("/bitbake/lib/bb/runqueue.py", 3)),
            Assert.Single(_log.Reported));
    }

    [Fact]
    public void A_missing_package_is_at_the_item_that_asks_for_it_with_what_is_near()
    {
        Hear(
            new ProviderMissing("podmann", true, ["/layers/core-image-minimal.bb"], [" podman", "podman-dev RPROVIDES podman-x"], []),
            new ProviderMissing("podmann", true, ["/layers/core-image-minimal.bb"], [], []),
            new Logged("error", "Required build target 'core-image-minimal' has no buildable providers."),
            new Logged("error", "Missing or unbuildable dependency chain was: ['core-image-minimal', 'podmann']"));

        Assert.Equal(
            new Diagnostic("YOCTO4004", Severity.Error,
                "No recipe in the project's layers provides the package podmann, which /layers/core-image-minimal.bb needs. "
                + "Did you mean podman, podman-dev RPROVIDES podman-x? Correct the name, or add the layer that has it as a YoctoLayer.",
                new SourceLocation(_folder["device.yoctoproj"], 2, 4)),
            Assert.Single(_log.Reported));
    }

    [Fact]
    public void A_missing_recipe_that_no_item_names_has_no_place()
    {
        Hear(new ProviderMissing("virtual/x", false, ["a", "b"], [], []));

        Assert.Equal(
            new Diagnostic("YOCTO4004", Severity.Error,
                "No recipe in the project's layers provides the recipe virtual/x, which a, b needs. Correct the name, or add the layer that has it as a YoctoLayer."),
            Assert.Single(_log.Reported));
    }

    [Fact]
    public void A_recipe_that_is_skipped_says_why()
    {
        Hear(new ProviderMissing("podmann", true, [], [], ["podmann was skipped: Feature 'virtualization' is missing", "in DISTRO_FEATURES"]));

        Assert.Equal(
            new Diagnostic("YOCTO4005", Severity.Error,
                "The package podmann can't be built in this configuration: podmann was skipped: Feature 'virtualization' is missing in DISTRO_FEATURES",
                new SourceLocation(_folder["device.yoctoproj"], 2, 4)),
            Assert.Single(_log.Reported));
    }

    [Fact]
    public void A_warning_is_told_once_with_its_speaker_and_place()
    {
        Hear(
            new Logged("warning", " old syntax\n", RecipeFile: Recipe, File: "/layers/a.inc", Line: 2),
            new Logged("warning", "old syntax"),
            new Logged("warning", "plain"));

        Assert.Equal(
            [
                new Diagnostic("YOCTO4101", Severity.Warning, "podman: old syntax", new SourceLocation("/layers/a.inc", 2)),
                new Diagnostic("YOCTO4101", Severity.Warning, "plain"),
            ],
            _log.Reported);
        Assert.Equal(0, _report.Errors);
    }

    [Fact]
    public void The_same_warning_of_another_recipe_is_another_warning()
    {
        Hear(
            new Logged("warning", "old", null, "podman", "5.0", "do_x", Recipe),
            new Logged("warning", "old", null, "crun", "5.0", "do_x", "/layers/crun_5.0.bb"),
            new Logged("warning", "old"));

        Assert.Equal(["podman do_x: old", "crun do_x: old"], _log.Reported.Select(d => d.Message));
    }

    [Fact]
    public void A_task_that_the_shared_state_could_not_give_is_a_warning()
    {
        Hear(new SetsceneFailed(Recipe, "do_populate_sysroot"));

        Assert.Equal(
            new Diagnostic("YOCTO4102", Severity.Warning,
                "The shared state did not provide do_populate_sysroot of podman. The task runs instead.", new SourceLocation(Recipe)),
            Assert.Single(_log.Reported));
    }

    [Fact]
    public void A_full_disk_is_named()
    {
        Hear(
            new Logged("error", "Immediately halt since the disk space monitor action is \"HALT\"!"),
            new DiskFilled("/build/tmp", 123_456_789),
            new DiskFilled("/cache", null));

        Assert.Equal(
            [
                "bitbake stopped because the disk of /build/tmp is nearly full (123 MB left). Free some space and build again: the next build resumes.",
                "bitbake stopped because the disk of /cache is nearly full. Free some space and build again: the next build resumes.",
            ],
            _log.Reported.Select(d => d.Message));
    }

    [Fact]
    public void What_an_interrupt_breaks_is_no_error()
    {
        Hear(
            new InterruptArrived(1),
            new InterruptArrived(2),
            new Logged("warning", "Exiting due to interrupt."),
            new Logged("error", "killed", null, "podman", "5.0", "do_x", Recipe),
            new TaskFailed("podman", "5.0", "do_x", Recipe, null),
            new TaskLost("/layers/other.bb", "do_x", -15, ""),
            new SetsceneFailed(Recipe, "do_x"),
            new CommandFailed("Stopped build"));
        _report.Flush();

        Assert.Empty(_log.Reported);
        Assert.Equal(2, _report.InterruptLevel);
    }

    [Fact]
    public void A_command_that_failed_for_no_other_reason_is_reported_with_its_own()
    {
        Hear(new CommandFailed(""), new CommandFailed("Invalid target"), new CommandFailed("again"));

        Assert.Equal(new Diagnostic("YOCTO4006", Severity.Error, "Invalid target"), Assert.Single(_log.Reported));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData(". Close matches:\n  do_fetch\n  do_fetchall", " Did you mean 'do_fetch' or 'do_fetchall'?")]
    public void A_task_that_a_recipe_has_not_is_an_error_about_the_property_that_asks_for_it(string near, string hint)
    {
        Hear(new Logged("error", $"Task do_fecth does not exist for target podman ({Recipe}:do_fecth){near}"));

        Assert.Equal(
            new Diagnostic("YOCTO4013", Severity.Error, $"The recipe podman has no task do_fecth.{hint} Correct the property YoctoTask."),
            Assert.Single(_log.Reported));
    }

    [Fact]
    public void The_result_of_a_build_is_kept()
    {
        var result = new ResultAnswered(new Dictionary<string, string>(), [], []);
        Assert.False(_report.Started);

        Hear(new BridgeStarted("2.8.0", "3.11", 1), result, new ResultUnknown("why"), new BuildCompleted(0, 0), new BridgeEnded(0));

        Assert.True(_report.Started);
        Assert.Same(result, _report.Result);
        Assert.Equal("why", _report.ResultFault);
    }

    public void Dispose() => _folder.Dispose();

    private static string Lines(params string[] lines) => string.Join(Environment.NewLine, lines);

    private void Hear(params BitBakeEvent[] events)
    {
        foreach (var one in events)
            _report.Hear(one);
    }
}
