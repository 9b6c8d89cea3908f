using Microsoft.Build.Framework;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Project;
using Yocto.Sdk.Tasks;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Tasks;

public sealed class YoctoTaskTests : IDisposable
{
    private static readonly DiagnosticDescriptor _error = new("YOCTO0001", "{0}");
    private static readonly DiagnosticDescriptor _warning = new("YOCTO0002", "{0}", Severity.Warning);

    private readonly TemporaryFolder _folder = new();
    private readonly RecordingBuildEngine _engine = new();
    private readonly string _project;

    public YoctoTaskTests() => _project = _folder.Write("device.yoctoproj", "<Project>\n  <Machine>x</Machine>\n</Project>");

    [Fact]
    public void A_task_that_comes_to_its_end_succeeds()
    {
        Assert.True(Run(_ => Task.CompletedTask));

        Assert.Empty(_engine.Errors);
    }

    [Fact]
    public void Everything_that_the_user_can_change_is_an_error_of_its_own_at_its_line()
    {
        Assert.False(Run(_ => throw new YoctoException(
            [_error.At(new Origin(_project, "Machine"), "{one}"), _error.Create("two")])));

        Assert.Equal(
            [("YOCTO0001", "{one}", _project, 2, 4), ("YOCTO0001", "two", _project, 0, 0)],
            _engine.Errors.Select(e => (e.Code, e.Message, e.File, e.LineNumber, e.ColumnNumber)));
    }

    [Fact]
    public void A_warning_fails_no_task()
    {
        Assert.True(Run(t =>
        {
            t.Report(_warning.Create("careful"));
            return Task.CompletedTask;
        }));

        Assert.Equal(("YOCTO0002", "careful"), Assert.Single(_engine.Warnings.Select(w => (w.Code, w.Message))));
    }

    [Fact]
    public void An_error_that_was_reported_on_the_way_fails_the_task()
    {
        Assert.False(Run(t =>
        {
            t.Report(_error.Create("bad"));
            throw new YoctoException([]);
        }));

        Assert.Single(_engine.Errors);
    }

    [Fact]
    public void An_error_code_links_to_its_entry_in_the_reference()
    {
        Run(_ => throw new YoctoException(_error.Create("x")));

        Assert.Equal(
            new Uri(Path.Combine(SourceTree.Root, "docs/errors.md")) + "#yocto0001", Assert.Single(_engine.Errors).HelpLink);
    }

    [Fact]
    public void Our_own_fault_says_so_and_keeps_the_trace_for_the_binary_log()
    {
        Assert.False(Run(_ => throw new InvalidOperationException("oh")));

        var error = Assert.Single(_engine.Errors);
        Assert.Equal("YOCTO9001", error.Code);
        Assert.Equal(
            "StubTask failed unexpectedly: InvalidOperationException: oh. "
            + "Please report this with the binary log (dotnet build -bl), which has the details, and the project's properties and "
            + "the environment variables that the build read: look for secrets in it before.", error.Message);
        Assert.Contains(_engine.Messages, m => m!.Contains("at Yocto.Sdk.Tests.Tasks.YoctoTaskTests", StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_file_system_refuses_is_not_our_fault()
    {
        Assert.False(Run(_ => throw new UnauthorizedAccessException("Access to the path '/x' is denied.")));
        Assert.False(Run(_ => throw new IOException("No space left on device : '/x'", 28)));

        Assert.Equal(
            [
                ("YOCTO1055", "A file or folder can't be read or written: Access to the path '/x' is denied."),
                ("YOCTO1054", "The disk is full: No space left on device : '/x'. Free some space and build again: the next build resumes."),
            ],
            _engine.Errors.Select(e => (e.Code, e.Message)));
    }

    [Fact]
    public void A_cancelled_task_fails_without_an_error()
    {
        var task = Stub(async (_, stop) => await Task.Delay(Timeout.Infinite, stop));
        Parallel.For(0, 300, _ => task.Cancel());

        Assert.False(task.Execute());

        Assert.Empty(_engine.Errors);
    }

    [Fact]
    public void A_secret_reaches_no_message_of_any_kind()
    {
        const string url = "https://me:s3cret@example.com/a";

        Run(t =>
        {
            t.Status(url);
            t.Detail(url);
            t.Report(_warning.Create(url));
            throw new YoctoException(_error.Create(url), new InvalidOperationException(url));
        });

        var all = _engine.Errors.Select(e => e.Message).Concat(_engine.Warnings.Select(w => w.Message)).Concat(_engine.Messages).ToList();
        Assert.Equal(5, all.Count(m => m!.Contains("https://example.com/a", StringComparison.Ordinal)));
        Assert.DoesNotContain(all, m => m!.Contains("s3cret", StringComparison.Ordinal));
    }

    [Fact]
    public void Text_of_others_steers_neither_the_terminal_nor_a_CI_system()
    {
        const string subject = "\e]0;x\aFix ##vso[task.complete]it\n::error::no";

        Run(t =>
        {
            t.Status(subject);
            t.Detail(subject);
            t.Report(_warning.At(new SourceLocation("/layers/\e[1mx.bb", 1), subject));
            throw new YoctoException(_error.Create(subject));
        });

        const string plain = "Fix ## vso[task.complete]it\n: :error::no";
        Assert.Equal(plain, Assert.Single(_engine.Errors).Message);
        Assert.Equal((plain, "/layers/x.bb"), Assert.Single(_engine.Warnings.Select(w => (w.Message, w.File))));
        Assert.Equal([plain, plain], _engine.Messages);
    }

    [Fact]
    public void The_status_of_a_task_is_for_people_and_its_detail_for_the_binary_log()
    {
        Run(t =>
        {
            t.Status("calm {0}");
            t.Detail("much");
            return Task.CompletedTask;
        });

        Assert.Equal(
            [("calm {0}", MessageImportance.High), ("much", MessageImportance.Low)],
            _engine.Events.Select(e => (e.Message, e.Importance)));
    }

    public void Dispose() => _folder.Dispose();

    private bool Run(Func<StubTask, Task> work) => Stub((task, _) => work(task)).Execute();

    private StubTask Stub(Func<StubTask, CancellationToken, Task> work) =>
        new(work) { BuildEngine = _engine, ProjectFile = _project };

    private sealed class StubTask(Func<StubTask, CancellationToken, Task> work) : YoctoTask
    {
        protected override Task RunAsync(CancellationToken cancellation) => work(this, cancellation);
    }
}
