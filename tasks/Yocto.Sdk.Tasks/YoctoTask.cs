using System.Diagnostics.CodeAnalysis;
using Microsoft.Build.Framework;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;
using Yocto.Sdk.Project;
using MSBuildTask = Microsoft.Build.Utilities.Task;

namespace Yocto.Sdk.Tasks;

/// <summary>
/// A task of ours: it turns MSBuild's items into the library's values, calls the library, and turns results back into
/// items. A <see cref="YoctoException"/> becomes coded errors; anything else is our own fault and is reported as such. All text
/// goes through <see cref="Secrets"/> and <see cref="ConsoleText"/>.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "MSBuild disposes of no task; Cancel can come at any time.")]
public abstract class YoctoTask : MSBuildTask, ICancelableTask, IBuildLog
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly Lazy<StatusLine?> _statusLine = new(StatusLine.OfConsole);

    /// <summary>The project file that the properties come from.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    protected abstract Task RunAsync(CancellationToken cancellation);

    public sealed override bool Execute()
    {
        try
        {
            RunAsync(_cancellation.Token).GetAwaiter().GetResult();
        }
        catch (YoctoException e)
        {
            foreach (var diagnostic in e.Diagnostics)
                Report(diagnostic);
            if (e.InnerException is { } cause)
                Detail(cause.ToString());
        }
        catch (OperationCanceledException) when (_cancellation.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception e)
        {
            Report(FileErrors.Of(e) ?? OwnFaults.Unexpected.Create(GetType().Name, e.GetType().Name, e.Message.TrimEnd('.') + "."));
            Detail(e.ToString());
        }
        finally
        {
            if (_statusLine.IsValueCreated)
                _statusLine.Value?.Erase();
        }

        return !Log.HasLoggedErrors;
    }

    /// <summary>MSBuild may call this hundreds of times for one Ctrl+C.</summary>
    public void Cancel()
    {
        if (!_cancellation.IsCancellationRequested)
            _cancellation.Cancel();
    }

    public void Status(string text)
    {
        Progress(text);
        Log.LogMessage(MessageImportance.High, "{0}", Printable(text));
    }

    public void Progress(string text) => _statusLine.Value?.Show(Printable(text));

    public void Detail(string text) => Log.LogMessage(MessageImportance.Low, "{0}", Printable(text));

    public void Report(Diagnostic diagnostic)
    {
        var (file, line, column) = diagnostic.Location
            ?? (diagnostic.Property is { } property ? ProjectText.Locate(OriginOf(property)) : new SourceLocation(ProjectFile));
        var message = Printable(diagnostic.Message);
        OnReport(diagnostic, new SourceLocation(ConsoleText.Of(file), line, column), message);
        var link = ErrorReference.LinkTo(diagnostic.Code);
        if (diagnostic.Severity == Severity.Error)
            Log.LogError(null, diagnostic.Code, null, link, ConsoleText.Of(file), line, column, 0, 0, "{0}", message);
        else
            Log.LogWarning(null, diagnostic.Code, null, link, ConsoleText.Of(file), line, column, 0, 0, "{0}", message);
    }

    /// <summary>Sees what is reported, as it is printed.</summary>
    protected virtual void OnReport(Diagnostic diagnostic, SourceLocation place, string message)
    {
    }

    // an escape sequence must not part a secret
    protected static string Printable(string text) => Secrets.Scrub(ConsoleText.Of(text));

    /// <summary>Reports the warnings, and ends the task when there is an error: all of them in one go.</summary>
    protected void Settle(IReadOnlyList<Diagnostic> problems)
    {
        if (problems.Any(problem => problem.Severity == Severity.Error))
            throw new YoctoException(problems);
        foreach (var warning in problems)
            Report(warning);
    }

    /// <summary>Where an item's Include, or one of its metadata, was written.</summary>
    protected Origin OriginOf(ITaskItem item, string itemType, string? metadata = null) =>
        new(item.GetMetadata("DefiningProjectFullPath") is { Length: > 0 } file ? file : ProjectFile,
            itemType, item.ItemSpec, metadata);

    protected Origin OriginOf(string property) => new(ProjectFile, property);

    protected bool IsOn(string property, string value) =>
        TrueOrFalse.Of(value) ?? throw new YoctoException(ProjectErrors.NeitherWay.At(OriginOf(property), property, value));

    protected bool IsOn(ITaskItem item, string itemType, string metadata) =>
        TrueOrFalse.Of(item.GetMetadata(metadata))
        ?? throw new YoctoException(ProjectErrors.NeitherWay.At(OriginOf(item, itemType, metadata), metadata, item.GetMetadata(metadata)));

    /// <summary>A property that takes its value from another where the project does not set it.</summary>
    protected Origin OriginOf(string property, string otherwise) =>
        ProjectText.Locate(OriginOf(property)).Line > 0 ? OriginOf(property) : OriginOf(otherwise);
}
