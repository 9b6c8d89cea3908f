namespace Yocto.Sdk.Metadata;

/// <summary>The facts in the conf files of a machine and its distro, known before bitbake runs.</summary>
/// <param name="Architecture">Null when the machine's conf file does not show it.</param>
/// <param name="CLibrary"><c>glibc</c> or <c>musl</c>: <c>TCLIBC</c>.</param>
public sealed record MachineFacts(MachineArchitecture? Architecture, string CLibrary)
{
    /// <summary>.NET's runtime identifier; null when it has none for the machine.</summary>
    public string? RuntimeIdentifier => Architecture?.DotNet is { } name
        ? $"linux-{(CLibrary == "musl" ? "musl-" : "")}{name}"
        : null;

    /// <param name="variables">The project's own, which stand above both confs.</param>
    public static MachineFacts Of(string machine, string distro, IEnumerable<(string Name, string Value)> variables, LayerMetadata metadata)
    {
        var conf = new ConfReader(metadata);
        conf.Set("MACHINE", machine);
        conf.Set("DISTRO", distro);
        foreach (var (name, value) in variables)
            conf.Set(name, value);
        conf.Read($"conf/machine/{machine}.conf");
        var tune = conf.Value("DEFAULTTUNE", machine);
        // RISC-V's features are computed in Python, and its tunes are named for what they are
        var features = conf.Value("TUNE_FEATURES", $"tune-{tune}").Split(' ', StringSplitOptions.RemoveEmptyEntries).Append(tune);
        var packageArchitectures = conf.Value("PACKAGE_EXTRA_ARCHS", $"tune-{tune}").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        conf.Read($"conf/distro/{distro}.conf");
        var library = conf.Value("TCLIBC");
        return new MachineFacts(MachineArchitecture.Of(features.ToHashSet(), packageArchitectures), library.Length == 0 ? "glibc" : library);
    }
}
