using System.Text.RegularExpressions;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Metadata;
using Yocto.Sdk.Product.Containers;
using Yocto.Sdk.Product.Layer;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Product.Applications;

/// <summary>Reads the references with <c>YoctoDeploy</c>.</summary>
/// <param name="facts">The machine's, read when a reference does not set them itself.</param>
/// <param name="hasEngine">Whether the device has a container engine, valid or not.</param>
internal sealed partial class ApplicationReader(string machine, Func<MachineFacts> facts, bool hasEngine)
{
    public Checked<IReadOnlyList<Application>> Read(IReadOnlyList<ApplicationSettings> settings)
    {
        var problems = new List<Diagnostic>();
        var read = new List<(Setting Project, Application Application)>();
        foreach (var reference in settings)
        {
            var (application, found) = Read(reference);
            problems.AddRange(found);
            if (application is null)
                continue;
            read.Add((reference.Project, application));
            if (application.Deployment == Deployment.Container && !hasEngine)
                problems.Add(ProductErrors.NoEngine.At(reference.Project.Origin, "ProjectReference", reference.Project.Text));
        }

        foreach (var same in read.GroupBy(r => r.Application.Name))
        {
            problems.AddRange(same.Skip(1).Select(other =>
                ContainerErrors.ApplicationTwice.At(other.Project.Origin, same.Key, same.First().Project.Text, other.Project.Text)));
        }

        return new Checked<IReadOnlyList<Application>>([.. read.Select(r => r.Application)], problems);
    }

    public Checked<Application> Read(ApplicationSettings settings)
    {
        var problems = new List<Diagnostic>();
        var deployment = settings.Deploy?.Text switch
        {
            "container" => Deployment.Container,
            "native" => Deployment.Native,
            _ => (Deployment?)null,
        };
        if (deployment is null)
            problems.Add(ApplicationErrors.UnknownDeployment.At(settings.Deploy?.Origin, settings.Deploy?.Text));

        var name = settings.Name?.Text ?? Legal(Path.GetFileNameWithoutExtension(settings.Project.Text));
        if (!ApplicationName.IsLegal(name))
            problems.Add(ContainerErrors.ApplicationName.At((settings.Name ?? settings.Project).Origin, name));
        var start = settings.Start is { } asked ? TrueOrFalse.Of(asked.Text) : true;
        if (start is null)
            problems.Add(ProjectErrors.NeitherWay.At(settings.Start!.Origin, "Start", settings.Start.Text));
        var arguments = CommandWords.Split(settings.Arguments?.Text ?? "");
        if (arguments is null)
            problems.Add(ApplicationErrors.OpenQuote.At(settings.Arguments!.Origin, settings.Arguments.Text));
        var application = new Application(
            name,
            deployment ?? Deployment.Container,
            settings.RuntimeIdentifier?.Text ?? RuntimeIdentifier(settings.Project.Origin, problems),
            start ?? true,
            arguments ?? [],
            List(settings.Environment, Variable(), ApplicationErrors.BadEnvironment),
            List(settings.Ports, Port(), ApplicationErrors.BadPort),
            List(settings.Volumes, Volume(), ApplicationErrors.BadVolume),
            List(settings.Network, Network(), ApplicationErrors.BadNetwork) is [var network, ..] ? network : null);
        if (deployment == Deployment.Native)
            problems.AddRange(settings.OfContainer().Select(s => ApplicationErrors.ForContainersOnly.At(s.Value.Origin, s.Metadata)));
        return new Checked<Application>(problems.Count == 0 ? application : null, problems);

        IReadOnlyList<string> List(Setting? setting, Regex shape, DiagnosticDescriptor problem)
        {
            var values = setting?.Text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
            problems.AddRange(values.Where(v => !shape.IsMatch(v)).Select(v => problem.At(setting!.Origin, v)));
            return values;
        }
    }

    private string RuntimeIdentifier(Origin? reference, List<Diagnostic> problems)
    {
        var known = facts();
        if (known.RuntimeIdentifier is null)
        {
            problems.Add(known.Architecture is { } architecture
                ? ApplicationErrors.NoRuntime.At(reference, machine, architecture.Platform)
                : ApplicationErrors.NoRuntimeIdentifier.At(reference, machine));
        }

        return known.RuntimeIdentifier ?? "";
    }

    private static string Legal(string project) => Illegal().Replace(project.ToLowerInvariant(), "-").Trim('-');

    [GeneratedRegex(@"[^a-z0-9+\-]+")]
    private static partial Regex Illegal();

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]*=[^\p{Cc}]*\z")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\A(?:(?:[0-9.]+|\[[0-9a-fA-F:]+\]):)?[0-9]+(?:-[0-9]+)?:[0-9]+(?:-[0-9]+)?(?:/(?:tcp|udp|sctp))?\z")]
    private static partial Regex Port();

    [GeneratedRegex(@"\A(?:[A-Za-z0-9][\w.\-]*|/[\w./\-]*):/[\w./\-]+(?::[A-Za-z,]+)?\z")]
    private static partial Regex Volume();

    [GeneratedRegex(@"\A[A-Za-z0-9][\w.\-]*\z")]
    private static partial Regex Network();
}
