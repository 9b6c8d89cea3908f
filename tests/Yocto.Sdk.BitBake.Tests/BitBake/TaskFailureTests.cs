using System.Text.RegularExpressions;

namespace Yocto.Sdk.BitBake.Tests.BitBake;

/// <summary>A build that keeps going names each failure once: recipe, task, line, reason and the end of the log.</summary>
public sealed partial class TaskFailureTests(PreparedHost host)
{
    [Fact]
    public async Task Each_failed_task_is_one_error_and_each_warning_one_warning()
    {
        await host.RequireAsync("scarthgap");
        using var project = new TinyProject(host);
        Work(project, "shell", "do_work() {\n    echo 'the reason'\n    exit 3\n}");
        Work(project, "python", "python do_work() {\n    explain(d)\n}\ndef explain(d):\n    raise ValueError('the reason')");
        Work(project, "fatal", "python do_work() {\n    bb.fatal('the reason')\n}");
        Work(project, "killed", "do_work() {\n    kill -9 $$\n}");
        Work(project, "stamp", "do_work() {\n    :\n}\ndo_work[stamp-extra-info] = \"${@'x' * 300}\"");
        Work(project, "warns", "python do_work() {\n    bb.warn('mind the gap')\n}");
        Work(project, "qa", """
            ERROR_QA = "tiny-check"
            python do_work() {
                import oe.qa
                oe.qa.handle_error("tiny-check", "the reason", d)
                oe.qa.exit_if_errors(d)
            }
            """);
        project.Recipe("fetch", """
            SRC_URI = "http://localhost:1/nothing-1.0.tar.gz"
            SRC_URI[sha256sum] = "0000000000000000000000000000000000000000000000000000000000000000"
            """);
        project.Declare(properties: """
            <YoctoTarget>shell;python;fatal;killed;stamp;warns;qa;fetch;hello</YoctoTarget>
                <YoctoKeepGoing>true</YoctoKeepGoing>
            """);

        var build = (await project.BuildAsync()).Failed();

        var logs = TaskRecord.Of(build).Where(r => r.State == "failed").ToDictionary(r => r.Recipe, r => r.Log);
        var errors = build.Errors.Select(e => Duration().Replace(e, "")).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(
            [
                $"fatal_1.0.bb(2,0): YOCTO4002: do_work of fatal 1.0 failed:\n  the reason\nThe end of {logs["fatal"]}:\n  | ERROR: the reason",
                errors[1],
                "killed_1.0.bb(2,0): YOCTO4002: do_work of killed 1.0 failed:\n  Its shell was killed by signal 9.",
                errors[3],
                $"qa_1.0.bb(3,0): YOCTO4002: do_work of qa 1.0 failed:\n  QA Issue: the reason [tiny-check]\n  Fatal QA errors were found, failing task.\n"
                + $"The end of {logs["qa"]}:\n  | ERROR: QA Issue: the reason [tiny-check]\n  | ERROR: Fatal QA errors were found, failing task.",
                $"shell_1.0.bb(2,0): YOCTO4002: do_work of shell 1.0 failed:\nThe end of {logs["shell"]}:\n"
                + "  | the reason\n  | WARNING: exit code 3 from a shell command.",
                errors[6],
            ],
            errors);
        Assert.StartsWith("fetch_1.0.bb(0,0): YOCTO4002: do_fetch of fetch 1.0 failed:\n  Fetcher failure: Fetch command /usr/bin/env wget", errors[1], StringComparison.Ordinal);
        Assert.DoesNotContain("export ", errors[1], StringComparison.Ordinal);
        Assert.StartsWith($"python_1.0.bb(6,0): YOCTO4002: do_work of python 1.0 failed:\n  ValueError: the reason\nThe end of {logs["python"]}:\n", errors[3], StringComparison.Ordinal);
        Assert.StartsWith("stamp_1.0.bb(0,0): YOCTO4002: do_work of stamp failed: its process ended with code 1:\n  OSError: [Errno 36] File name too long: '", errors[6], StringComparison.Ordinal);
        Assert.Contains("warns_1.0.bb(0,0): YOCTO4101: warns do_work: mind the gap", build.Warnings);
        Assert.True(File.Exists(project["obj/Debug/qemux86-64/build/tmp/deploy/images/qemux86-64/hello.txt"]), "hello is built all the same");
    }

    private static void Work(TinyProject project, string recipe, string work) =>
        project.Recipe(recipe, $"{work}\naddtask work after do_unpack before do_build");

    [GeneratedRegex(@" after [\d.]+ s(?=:)")]
    private static partial Regex Duration();
}
