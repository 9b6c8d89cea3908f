using System.Runtime.Versioning;
using System.Text.Json;
using CliWrap;
using CliWrap.Buffered;
using Yocto.Sdk.Configuration;
using Yocto.Sdk.Host;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Project;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.BitBake.Tests.Configuration;

/// <summary>
/// A bitbake distribution of one layer without OpenEmbedded-Core: <c>bitbake -e</c> answers in a second. Its class dumps
/// the variables T_… after the configuration is parsed, and what bitbake itself makes of the texts in expect.json.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class TinyDistribution : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _bitBake;

    public TinyDistribution(string bitBake, string version)
    {
        _bitBake = bitBake;
        _folder.Write("layer/conf/layer.conf", """
            BBPATH .= ":${LAYERDIR}"
            BBFILE_COLLECTIONS += "tiny"
            BBFILE_PATTERN_tiny = "^${LAYERDIR}/"
            BBFILE_PRIORITY_tiny = "5"

            """);
        _folder.Write("layer/conf/bitbake.conf", """
            TMPDIR = "${TOPDIR}/tmp"
            CACHE = "${TMPDIR}/cache"
            PERSISTENT_DIR = "${TMPDIR}/cache"
            STAMP = "${TMPDIR}/stamps"
            T = "${TMPDIR}/work"
            B = "${TMPDIR}/work"
            PN = "none"
            OVERRIDES = "chosen:pn-${PN}"
            T_SET_BEFORE = "before"
            include conf/local.conf

            """);
        _folder.Write("layer/classes/base.bbclass", """
            addhandler dump_variables
            dump_variables[eventmask] = "bb.event.ConfigParsed"
            python dump_variables() {
                import json, os
                d = e.data
                topdir = d.getVar("TOPDIR")
                def attempt(get):
                    try:
                        return get()
                    except Exception as problem:
                        return "throws " + type(problem).__name__
                with open(os.path.join(topdir, "expect.json"), encoding="utf-8") as f:
                    texts = json.load(f)
                result = {
                    "expanded": {k: attempt(lambda: d.expand(v, k)) for k, v in texts.items()},
                    "variables": {k: attempt(lambda: d.getVar(k)) for k in d.keys() if k.startswith("T_")},
                    "flags": {k: str(d.getVarFlag("T_FLAGS", k)) for k in d.getVarFlags("T_FLAGS") or {}},
                    "priority": d.getVar("BBFILE_PRIORITY_tiny"),
                }
                with open(os.path.join(topdir, "dump.json"), "w", encoding="utf-8") as f:
                    json.dump(result, f)
            }

            """);
        Layers = new RestoredLayers("none", bitBake, version, null, [], [],
            [new RestoredLayer("layer", _folder["layer"], "tiny", null, null)]);
    }

    public RestoredLayers Layers { get; init; }

    /// <summary>Runs <c>bitbake -e</c> on the conf files of these variables.</summary>
    /// <param name="texts">What bitbake shall expand by itself, to compare with.</param>
    public async Task<Answer> ParseAsync(
        IReadOnlyList<Variable> variables, IReadOnlyDictionary<string, string>? texts = null, RestoredLayers? layers = null,
        IReadOnlyList<Setting>? confFiles = null)
    {
        layers ??= Layers;
        var build = Build(variables, confFiles ?? []);
        _folder.Write("build/conf/bblayers.conf", BBLayersConf.Of(build, layers).ToText());
        _folder.Write("build/conf/local.conf", LocalConf.Of(build, layers).ToText());
        _folder.Write("build/expect.json", JsonSerializer.Serialize(texts ?? new Dictionary<string, string>()));

        string[] command = [.. BuildIdentity.Choose(HostSystem.Current(), null).LaunchPrefix, Path.Combine(_bitBake, "bin", "bitbake"), "-e"];
        var run = await Cli.Wrap(command[0])
            .WithArguments(command[1..])
            .WithWorkingDirectory(_folder["build"])
            .WithEnvironmentVariables(e => e.Set("LC_ALL", "en_US.UTF-8").Set("BB_SERVER_TIMEOUT", "0"))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        Assert.True(run.ExitCode == 0 && File.Exists(_folder["build/dump.json"]), run.StandardOutput[..Math.Min(run.StandardOutput.Length, 3000)] + run.StandardError);

        using var dump = JsonDocument.Parse(await File.ReadAllTextAsync(_folder["build/dump.json"]));
        return new Answer(
            Texts(dump.RootElement.GetProperty("variables")),
            Texts(dump.RootElement.GetProperty("expanded")),
            Texts(dump.RootElement.GetProperty("flags")),
            dump.RootElement.GetProperty("priority").GetString()!,
            run.StandardOutput)
        {
            BackquotesAreEscaped = (await File.ReadAllTextAsync(Path.Combine(_bitBake, "lib/bb/data.py"))).Contains("'\\\\`'"),
        };
    }

    public string Write(string relative, string content) => _folder.Write(relative, content);

    public string BuildDirectory => _folder["build"];

    public void Dispose() => _folder.Dispose();

    private static BuildConfiguration Build(IReadOnlyList<Variable> variables, IReadOnlyList<Setting> confFiles) => new(
        "test.yoctoproj", null, null, null, [], [], [], [], variables, confFiles, null, null);

    private static Dictionary<string, string> Texts(JsonElement element) =>
        element.EnumerateObject().ToDictionary(
            p => p.Name, p => p.Value.ValueKind == JsonValueKind.String ? p.Value.GetString()! : p.Value.GetRawText());

    /// <param name="Variables">getVar of each T_… variable.</param>
    /// <param name="Expanded">What bitbake makes of the texts given to it directly.</param>
    /// <param name="Output">What <c>bitbake -e</c> prints.</param>
    public sealed record Answer(
        IReadOnlyDictionary<string, string> Variables,
        IReadOnlyDictionary<string, string> Expanded,
        IReadOnlyDictionary<string, string> Flags,
        string Priority,
        string Output)
    {
        /// <summary>From 2.12 <c>bitbake -e</c> escapes backquotes.</summary>
        public bool BackquotesAreEscaped { get; init; }
    }
}
