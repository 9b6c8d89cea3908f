namespace Yocto.Sdk.Metadata;

/// <summary>The facts in the conf files of a machine and its distro, known before bitbake runs.</summary>
/// <param name="Architecture">Null when the machine's conf file does not show it.</param>
/// <param name="CLibrary"><c>glibc</c> or <c>musl</c>: <c>TCLIBC</c>.</param>
internal sealed record MachineFacts(MachineArchitecture? Architecture, string CLibrary)
{
    /// <summary>.NET's runtime identifier; null when it has none for the machine.</summary>
    public string? RuntimeIdentifier => Architecture?.DotNet is { } name
        ? $"linux-{(CLibrary == "musl" ? "musl-" : "")}{name}"
        : null;

    /// <summary>The facts that bitbake would come to: <c>conf/bitbake.conf</c> reads these files in this order.</summary>
    /// <param name="localConf">The text of the project's <c>local.conf</c>, in which other files have absolute paths.</param>
    public static MachineFacts Of(string localConf, LayerMetadata metadata)
    {
        var conf = new ConfReader(metadata);
        conf.ReadText("""
            TCLIBC ??= "glibc"
            MACHINEOVERRIDES ?= "${MACHINE}"
            DISTROOVERRIDES ?= "${DISTRO}"
            """, "/");
        conf.Read("conf/site.conf");
        conf.Read("conf/auto.conf");
        conf.ReadText(localConf, "/");
        conf.Read($"conf/machine/{conf.Value("MACHINE")}.conf");
        conf.Read($"conf/distro/{conf.Value("DISTRO")}.conf");

        var overrides = Overrides(conf);
        var tune = conf.Value("DEFAULTTUNE", overrides);
        foreach (var variable in (string[])["TUNE_FEATURES", "PACKAGE_EXTRA_ARCHS"])
            conf.SetDefault(variable, OfTune(variable));
        // RISC-V's features are computed in Python, but its tunes have the architecture's name
        var features = Words("TUNE_FEATURES").Append(tune).ToHashSet();
        return new MachineFacts(MachineArchitecture.Of(features, Words("PACKAGE_EXTRA_ARCHS")), conf.Value("TCLIBC", overrides));

        // with the separator of releases before honister
        string OfTune(string variable) =>
            conf.Value($"{variable}:tune-{tune}") is { Length: > 0 } value ? value : conf.Value($"{variable}_tune-{tune}");

        string[] Words(string variable) => conf.Value(variable, overrides).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    }

    // OVERRIDES, as far as a conf can use them: the last of a list is the strongest
    private static List<string> Overrides(ConfReader conf)
    {
        List<string> overrides = ["forcevariable", .. List("DISTROOVERRIDES"), .. List("MACHINEOVERRIDES")];
        overrides.Insert(1, $"libc-{conf.Value("TCLIBC", overrides)}");
        return overrides;

        IEnumerable<string> List(string variable) => conf.Value(variable).Split(':', StringSplitOptions.RemoveEmptyEntries).Reverse();
    }
}
