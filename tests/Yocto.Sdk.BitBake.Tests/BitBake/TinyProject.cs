using System.Globalization;
using Yocto.Sdk.Layers;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.BitBake.Tests.BitBake;

/// <summary>
/// A project on the real OpenEmbedded-Core and a layer of its own, whose recipes are stripped of all that wants a
/// compiler: a build of real tasks takes seconds, on every release. It imports the SDK of this tree.
/// </summary>
public class TinyProject : IDisposable
{
    private const string CoreNames = "${LAYERSERIES_CORENAMES}";

    private readonly TemporaryFolder _folder = new();
    private readonly PreparedHost _host;
    private int _builds;

    public TinyProject(PreparedHost host, string release = "scarthgap")
    {
        (_host, Release) = (host, release);
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Build.targets", "<Project />");
        Write("layer/conf/layer.conf", $$"""
            BBPATH .= ":${LAYERDIR}"
            BBFILES += "${LAYERDIR}/recipes/*.bb ${LAYERDIR}/recipes/*.bbappend"
            BBFILE_COLLECTIONS += "tiny"
            BBFILE_PATTERN_tiny = "^${LAYERDIR}/"
            BBFILE_PRIORITY_tiny = "5"
            LAYERSERIES_COMPAT_tiny = "{{(release == "master" ? CoreNames : release)}}"

            """);
        Write("layer/classes/tiny.bbclass", """
            LICENSE = "CLOSED"
            INHIBIT_DEFAULT_DEPS = "1"
            inherit deploy nopackages
            deltask do_patch
            deltask do_prepare_recipe_sysroot
            deltask do_configure
            deltask do_compile
            deltask do_install
            deltask do_populate_sysroot
            deltask do_populate_lic

            """);
        Recipe("hello", """
            do_deploy() {
                echo "hello" > ${DEPLOYDIR}/hello.txt
            }
            addtask deploy after do_unpack before do_build
            """);
        Declare();
    }

    /// <summary>The tasks of this tree, in the configuration of this test.</summary>
    public static string TasksAssembly { get; } = Path.Combine(
        // bin/<Configuration>/net10.0/ of this project and of the tasks' alike
        SourceTree.Root, "tasks/Yocto.Sdk.Tasks/bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0/Yocto.Sdk.Tasks.dll");

    public string Release { get; }

    public string Folder => _folder.Path;

    public string BuildDirectory => _folder["obj/Debug/qemux86-64/build"];

    public string this[string relative] => _folder[relative];

    /// <summary>The repositories that a release consists of, with their branches.</summary>
    public static IEnumerable<(string Url, string Branch)> Repositories(string release)
    {
        var known = ReleaseCatalogue.Find(release) ?? throw new ArgumentException(release);
        return known.Core == CoreSource.Poky
            ? [(Upstream.Poky, release)]
            : [(Upstream.BitBake, known.BitBake), (Upstream.OECore, release), (Upstream.MetaYocto, release)];
    }

    public string Write(string relative, string content) => _folder.Write(relative, content);

    /// <summary>Writes a recipe of version 1.0 without packages or sysroot.</summary>
    public string Recipe(string name, string body) => Write($"layer/recipes/{name}_1.0.bb", $"inherit tiny\n{body}\n");

    /// <summary>Writes the project file.</summary>
    /// <param name="items">Stand from line 3 on.</param>
    public void Declare(string items = "", string properties = "<Image>hello</Image>") => Write("device.yoctoproj", $"""
        <Project>
          <ItemGroup>
        {items}
          </ItemGroup>
          <PropertyGroup>
            <YoctoTasksAssembly>{TasksAssembly}</YoctoTasksAssembly>
            <YoctoCacheDirectory>{_host.CacheDirectory}</YoctoCacheDirectory>
            <YoctoSstateDirectory>sstate</YoctoSstateDirectory>
            <YoctoRelease>{Release}</YoctoRelease>
            <Machine>qemux86-64</Machine>
            {properties}
          </PropertyGroup>
          <Import Project="{SourceTree.Root}/sdk/Sdk/Sdk.props" />
          <ItemGroup>
            <YoctoLayer Include="layer/" />
            <YoctoVariable Include="BBMASK" Value="/meta.*/recipes-" />
            <YoctoVariable Include="BBFILE_PATTERN_IGNORE_EMPTY_core;BBFILE_PATTERN_IGNORE_EMPTY_yocto" Value="1" />
            <YoctoVariable Include="ASSUME_PROVIDED" Append=" quilt-native patch-replacement-native virtual/fakeroot-native" />
            <YoctoVariable Include="CONNECTIVITY_CHECK_URIS;SANITY_TESTED_DISTROS;MIRRORS;PREMIRRORS" Value="" />
            <YoctoVariable Include="INHERIT"><Remove>uninative</Remove></YoctoVariable>
          </ItemGroup>
          <Import Project="{SourceTree.Root}/sdk/Sdk/Sdk.targets" />
        </Project>
        """);

    /// <summary>
    /// Lets the layer name the series of the core that was restored: master's change with time, and bitbake there takes no reference.
    /// </summary>
    public void FollowCore()
    {
        var core = File.ReadAllText(this["obj/layers/openembedded-core/meta/conf/layer.conf"]);
        var series = core.Split("LAYERSERIES_CORENAMES = \"")[1].Split('"')[0];
        var layer = this["layer/conf/layer.conf"];
        File.WriteAllText(layer, File.ReadAllText(layer).Replace(CoreNames, series, StringComparison.Ordinal));
    }

    /// <summary>Where an element stands in the project file, as a message has it.</summary>
    public string PlaceOf(string element)
    {
        var lines = File.ReadAllLines(this["device.yoctoproj"]);
        var line = Array.FindIndex(lines, l => l.Contains($"<{element}", StringComparison.Ordinal));
        var column = lines[line].IndexOf($"<{element}", StringComparison.Ordinal) + 1; // of the name, from 1
        return string.Create(CultureInfo.InvariantCulture, $"device.yoctoproj({line + 1},{column + 1})");
    }

    /// <summary>Runs <c>dotnet build</c> to its end.</summary>
    public async Task<DotnetRun> BuildAsync(string arguments = "", params (string Name, string? Value)[] environment) =>
        await Start(arguments, environment).End;

    /// <summary>Runs <c>dotnet build</c> to its end, and lists the programs that it started.</summary>
    public async Task<(DotnetRun Build, IReadOnlyList<string> Programs)> TraceAsync()
    {
        var trace = _folder[$"build-{_builds + 1}.trace"];
        var build = await Start("", c => ProcessTrace.Of(c, trace)).End;
        return (build, ProcessTrace.Programs(trace));
    }

    public RunningBuild Start(string arguments = "", params (string Name, string? Value)[] environment) =>
        Start(arguments, c => c.WithEnvironmentVariables(
            c.EnvironmentVariables.Where(v => environment.All(e => e.Name != v.Key))
                .Concat(environment.Select(e => KeyValuePair.Create(e.Name, e.Value))).ToDictionary()));

    /// <summary>
    /// In a session of its own, as a shell's job: a signal to the process's group reaches all of it. What this run ignores
    /// (a shell's background job ignores SIGINT) it does not.
    /// </summary>
    public RunningBuild StartJob(string arguments = "") => Start(arguments,
        c => c.WithArguments(["--default-signal=INT", "setsid", c.TargetFilePath, .. c.Arguments.Split(' ')]).WithTargetFile("env"));

    /// <summary>As an ordinary user of Debian, whose PATH has the folders of no system tools.</summary>
    public RunningBuild StartAs(string user, string arguments = "") => Start(arguments, c => c.As(user));

    public RunningBuild StartAt(Terminal terminal, string arguments = "") => Start(arguments, terminal.Of);

    /// <summary>The processes that work on this project, but for dotnet's own.</summary>
    public IReadOnlyList<(int Id, string Command)> Processes() =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(p => (Id: int.TryParse(Path.GetFileName(p), CultureInfo.InvariantCulture, out var id) ? id : 0, Command: Describe(p)))
            .Where(p => p.Id > 0 && p.Command.Contains(Folder, StringComparison.Ordinal)),
    ];

    private RunningBuild Start(string arguments, Func<CliWrap.Command, CliWrap.Command> change)
    {
        var log = _folder[$"build-{++_builds}.binlog"];
        Directory.CreateDirectory(_folder["home"]);
        var logger = arguments.Contains("-tl:", StringComparison.Ordinal) ? "" : "-tl:off ";
        return RunningBuild.Start(
            change(Dotnet.In(Folder, _folder["home"]).WithArguments($"build device.yoctoproj {logger}-bl:{log} {arguments}".TrimEnd())), log);
    }

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private static string Describe(string process)
    {
        try
        {
            return $"{new FileInfo($"{process}/cwd").LinkTarget}: {File.ReadAllText($"{process}/cmdline").Replace('\0', ' ')}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ""; // ended meanwhile
        }
    }
}
