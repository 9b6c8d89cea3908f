using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Project;

namespace Yocto.Sdk.Host;

/// <summary>Looks at everything that this release's bitbake needs of a host, before it is started.</summary>
internal sealed class HostCheck(HostSystem host, RestoredLayers layers)
{
    private readonly CoreRequirements _core = CoreRequirements.Of(layers);
    private readonly Distribution? _distribution = Distribution.Of(host);

    /// <param name="Python">The interpreter that bitbake gets; null when there is none.</param>
    /// <param name="MissingPackages">What the distribution's package manager can install against the problems.</param>
    /// <param name="LocaleIsMissing">en_US.UTF-8 can't be set.</param>
    public sealed record Result(
        string? Python, IReadOnlyList<string> MissingPackages, bool LocaleIsMissing, IReadOnlyList<Diagnostic> Problems)
    {
        public bool CanBeInstalled => MissingPackages.Count > 0 || LocaleIsMissing;
    }

    public Distribution? Distribution => _distribution;

    /// <param name="confinement">Of a build as root; null in a container.</param>
    public async Task<Result> RunAsync(
        string buildDirectory, IReadOnlyList<HostTool> tools, Setting? buildUser, RootConfinement? confinement, double minimumFreeGiB,
        CancellationToken cancellation)
    {
        var missing = _core.Tools.Where(tool => host.Find(tool) is null).ToList();
        var missingOfProject = tools.Where(tool => host.Find(tool.Command) is null).ToList();

        var versions = ToolVersionCheck.RunAsync(host, _core, cancellation);
        var python = await PythonCheck.RunAsync(host, _core, layers.BitBakeVersion, PrefixOf(buildUser), cancellation);

        List<string> commands = python.Interpreter is null ? [.. missing, "python3"] : missing;
        var packages = PackagesOf(commands, missingOfProject);
        var advice = Advice(commands, missingOfProject, !python.HasLocale);
        List<Diagnostic> problems = [];
        if (missing.Count > 0)
            problems.Add(HostErrors.MissingTools.Create(host.Name, string.Join(", ", missing), advice));
        problems.AddRange(missingOfProject.Select(tool => HostErrors.MissingProjectTool.At(tool.Origin, host.Name, tool.Command, advice)));
        if (python.Interpreter is null)
            problems.Add(HostErrors.NoPython.Create(host.Name, advice));
        problems.AddRange(python.Problems);
        if (!python.HasLocale)
            problems.Add(HostErrors.NoLocale.Create(host.Name, advice));
        problems.AddRange(await versions);
        if (python.Interpreter is { } interpreter)
            problems.AddRange(await RootCheck.RunAsync(host, buildUser, confinement?.LaunchPrefix(interpreter) ?? BuildIdentity.MappedUser, cancellation));
        problems.AddRange(BuildDirectoryCheck.Problems(buildDirectory, layers, minimumFreeGiB));
        problems.AddRange(SurroundingsCheck.Problems(host));
        return new Result(python.Interpreter, packages, !python.HasLocale, problems);
    }

    private IReadOnlyList<string> PrefixOf(Setting? buildUser) =>
        buildUser is not null && BuildIdentity.Account(host, buildUser.Text) is not null
            ? BuildIdentity.Choose(host, buildUser.Text).LaunchPrefix
            : [];

    private List<string> PackagesOf(IEnumerable<string> commands, IEnumerable<HostTool> tools) =>
    [
        .. commands.Select(command => _distribution?.PackageOf(command))
            .Concat(tools.Select(tool => tool.Package ?? _distribution?.PackageOf(tool.Command)))
            .OfType<string>()
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The one command that installs everything, as a sentence.</summary>
    private string Advice(IReadOnlyList<string> commands, IReadOnlyList<HostTool> tools, bool localeIsMissing)
    {
        if (_distribution is null)
            return "Install the packages that contain them. Yocto.Sdk does not know this distribution's packages.";

        List<string> packages = PackagesOf(commands, tools);
        if (localeIsMissing && _distribution.LocalePackage is { } locale)
            packages.Add(locale);
        var sudo = host.WantsSudo ? "sudo " : "";
        List<string> steps =
        [
            .. packages.Count > 0 ? [_distribution.InstallLine(packages, !host.WantsSudo)] : Array.Empty<string>(),
            .. localeIsMissing && _distribution.Locale is { } make
                ? [$"{sudo}{string.Join(' ', make.Select(word => word.Contains(' ') ? $"\"{word}\"" : word))}"]
                : Array.Empty<string>(),
        ];
        var nameless = commands.Where(command => _distribution.PackageOf(command) is null)
            .Concat(tools.Where(tool => tool.Package is null && _distribution.PackageOf(tool.Command) is null).Select(t => t.Command))
            .ToList();
        var unknown = nameless.Count == 0 ? "" : $" Yocto.Sdk does not know the packages that contain {string.Join(", ", nameless)}: install them too.";
        var run = steps.Count == 0 ? "" : host.AdviceToRun(string.Join(" && ", steps));
        return $"{run}{unknown}".Trim();
    }
}
