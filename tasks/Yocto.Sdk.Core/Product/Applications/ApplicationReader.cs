using System.Text.RegularExpressions;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Metadata;
using Yocto.Sdk.Product.Containers;
using Yocto.Sdk.Product.Layer;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Product.Applications;

/// <summary>Reads a reference with <c>YoctoDeploy</c>.</summary>
/// <param name="facts">The machine's, read when a reference does not set them itself.</param>
public sealed partial class ApplicationReader(string machine, Func<MachineFacts> facts)
{
    /// <param name="project">The C# project's path.</param>
    /// <param name="metadata">The reference's, by name; empty where there is none.</param>
    /// <param name="locationOf">Where a metadata is written; of the empty name, the reference itself.</param>
    /// <param name="problems">Takes what is wrong; the result is null then.</param>
    public Application? Read(
        string project, Func<string, string> metadata, Func<string, SourceLocation?> locationOf, ICollection<Diagnostic> problems)
    {
        var found = new List<Diagnostic>();
        var deployment = metadata("YoctoDeploy") switch
        {
            "container" => Deployment.Container,
            "native" => Deployment.Native,
            _ => (Deployment?)null,
        };
        if (deployment is null)
            found.Add(ApplicationErrors.UnknownDeployment.At(locationOf("YoctoDeploy"), metadata("YoctoDeploy")));

        var name = metadata("Name") is { Length: > 0 } given ? given : Legal(Path.GetFileNameWithoutExtension(project));
        if (!ApplicationName.IsLegal(name))
            found.Add(ContainerErrors.ApplicationName.At(locationOf("Name"), name));
        var start = metadata("Start") is { Length: > 0 } asked ? TrueOrFalse.Of(asked) : true;
        if (start is null)
            found.Add(ProjectErrors.NeitherWay.At(locationOf("Start"), "Start", metadata("Start")));
        var application = new Application(
            name,
            deployment ?? Deployment.Container,
            RuntimeIdentifier(metadata("RuntimeIdentifier"), locationOf(""), found),
            start ?? true,
            metadata("Arguments"),
            List("Environment", Variable(), ApplicationErrors.BadEnvironment),
            List("Ports", Port(), ApplicationErrors.BadPort),
            List("Volumes", Volume(), ApplicationErrors.BadVolume),
            List("Network", Network(), ApplicationErrors.BadNetwork) is [var network, ..] ? network : null);
        if (deployment == Deployment.Native)
        {
            foreach (var container in ((string[])["Ports", "Volumes", "Network"]).Where(m => metadata(m).Length > 0))
                found.Add(ApplicationErrors.ForContainersOnly.At(locationOf(container), container));
        }

        foreach (var problem in found)
            problems.Add(problem);
        return found.Count == 0 ? application : null;

        IReadOnlyList<string> List(string metadataName, Regex shape, DiagnosticDescriptor problem)
        {
            var values = metadata(metadataName).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            foreach (var value in values.Where(v => !shape.IsMatch(v)))
                found.Add(problem.At(locationOf(metadataName), value));
            return values;
        }
    }

    private string RuntimeIdentifier(string given, SourceLocation? location, List<Diagnostic> problems)
    {
        if (given.Length > 0)
            return given;
        var known = facts();
        if (known.RuntimeIdentifier is null)
        {
            problems.Add(known.Architecture is { } architecture
                ? ApplicationErrors.NoRuntime.At(location, machine, architecture.Platform)
                : ApplicationErrors.NoRuntimeIdentifier.At(location, machine));
        }

        return known.RuntimeIdentifier ?? "";
    }

    private static string Legal(string project) => Illegal().Replace(project.ToLowerInvariant(), "-").Trim('-');

    [GeneratedRegex(@"[^a-z0-9+\-]+")]
    private static partial Regex Illegal();

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]*=[^\r\n]*\z")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\A(?:(?:[0-9.]+|\[[0-9a-fA-F:]+\]):)?[0-9]+(?:-[0-9]+)?:[0-9]+(?:-[0-9]+)?(?:/(?:tcp|udp|sctp))?\z")]
    private static partial Regex Port();

    [GeneratedRegex(@"\A(?:[A-Za-z0-9][\w.\-]*|/[\w./\-]*):/[\w./\-]+(?::[A-Za-z,]+)?\z")]
    private static partial Regex Volume();

    [GeneratedRegex(@"\A[A-Za-z0-9][\w.\-]*\z")]
    private static partial Regex Network();
}
