using Microsoft.Build.Logging.StructuredLogger;

namespace Yocto.Sdk.Testing;

/// <summary>What one <c>dotnet</c> command printed and logged.</summary>
/// <param name="StandardError">Also what the CLI says of its own, of workloads say.</param>
public sealed record DotnetRun(int ExitCode, string StandardOutput, string StandardError, string? BinaryLog)
{
    private readonly Lazy<Build> _build = new(() =>
    {
        var build = Serialization.Read(BinaryLog ?? throw new InvalidOperationException("The command wrote no binary log."));
        BuildAnalyzer.AnalyzeBuild(build);
        return build;
    });

    public string Output => StandardOutput + StandardError;

    // The analysis adds one of its own, without a code.
    public IReadOnlyList<string> Errors => [.. _build.Value.FindChildrenRecursive<Error>(e => !ReferenceEquals(e.Parent, _build.Value)).Select(Describe)];

    public IReadOnlyList<string> Warnings => [.. _build.Value.FindChildrenRecursive<Warning>().Select(Describe)];

    /// <summary>The tasks that really ran, in order.</summary>
    public IReadOnlyList<string> Tasks => [.. AllTasks.Select(t => t.Name)];

    /// <summary>Those of Yocto.Sdk.</summary>
    public IReadOnlyList<string> OwnTasks =>
        [.. AllTasks.Where(t => t.FromAssembly?.Contains("Yocto.Sdk.Tasks", StringComparison.Ordinal) == true).Select(t => t.Name)];

    /// <summary>The texts of the messages, those that only the binary log has too.</summary>
    public IReadOnlyList<string> Messages => [.. _build.Value.FindChildrenRecursive<Message>().Select(m => m.Text)];

    public Build Build => _build.Value;

    private IReadOnlyList<Microsoft.Build.Logging.StructuredLogger.Task> AllTasks =>
        _build.Value.FindChildrenRecursive<Microsoft.Build.Logging.StructuredLogger.Task>();

    public DotnetRun Succeeded()
    {
        Assert.True(ExitCode == 0, Output);
        return this;
    }

    public DotnetRun Failed()
    {
        Assert.True(ExitCode != 0, Output);
        return this;
    }

    // device.yoctoproj(4,6): YOCTO1001: text
    private static string Describe(AbstractDiagnostic d) =>
        $"{Path.GetFileName(d.File)}({d.LineNumber},{d.ColumnNumber}): {d.Code}: {d.Text}";
}
