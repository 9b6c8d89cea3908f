using System.Formats.Tar;
using System.Globalization;
using System.Security.Cryptography;
using CliWrap;
using CliWrap.Buffered;
using Yocto.Sdk.BitBake.Tests.Samples;
using Yocto.Sdk.Testing;
using ZstdSharp;

namespace Yocto.Sdk.BitBake.Tests.BitBake;

/// <summary>Builds by an account that is not root: an ordinary user's, and root's that lets one run bitbake.</summary>
public sealed class UserTests(PreparedHost host) : IAsyncLifetime
{
    // root's are nobody else's
    private const string Caches = "-p:YoctoCacheDirectory=cache/";

    private static readonly (string, string?)[] _ordinaryPath = [("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")];

    private readonly string _name = $"yocto-test-{Environment.ProcessId}";
    private string? _refusal;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _refusal = Environment.IsPrivilegedProcess
        ? await RunAsync("useradd", "--create-home", "--shell", "/bin/sh", _name)
        : "only root can make an account";

    public async ValueTask DisposeAsync()
    {
        if (_refusal is null)
            await RunAsync("userdel", "--remove", _name);
    }

    [Fact]
    public async Task Root_lets_an_account_run_bitbake()
    {
        using var project = await CreateAsync();

        var build = (await project.BuildAsync($"-p:YoctoBuildUser={_name} {Caches}", _ordinaryPath)).Succeeded();

        Assert.Equal([], build.Warnings);
        AssertWhoWorked(project);
        Assert.DoesNotContain("RunBitBake", (await project.BuildAsync($"-p:YoctoBuildUser={_name} {Caches}", _ordinaryPath)).Succeeded().Tasks);
    }

    [Fact]
    public async Task An_ordinary_user_builds_as_who_they_are_with_the_systems_own_tools()
    {
        using var project = await CreateAsync();
        Directory.CreateDirectory(project["home"]);
        Assert.Null(await RunAsync("chown", "--recursive", $"{_name}:", project.Folder));

        var build = (await project.StartAs(_name, Caches).End).Succeeded();

        Assert.Equal([], build.Warnings);
        AssertWhoWorked(project);
        Assert.DoesNotContain("RunBitBake", (await project.StartAs(_name, Caches).End).Succeeded().Tasks);
    }

    [Fact]
    public async Task A_build_as_root_writes_to_the_folders_of_the_build_and_to_no_others()
    {
        await host.RequireAsync("scarthgap");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "an ordinary user can't write there anyway");
        // not where temporary files are
        var other = Directory.CreateDirectory($"/var/lib/{_name}").FullName;
        try
        {
            using var project = new TinyProject(host);
            string[] places = ["/usr/lib/yocto-sdk-test", "/etc/yocto-sdk-test", "${HOME}/file", $"{other}/project/file"];
            foreach (var folder in new[] { "home", "project", "named" })
                Directory.CreateDirectory(Path.Combine(other, folder));
            for (var i = 0; i < places.Length; i++)
                project.Recipe($"write{i}", $"do_deploy() {{\n    echo a > {places[i]}\n}}\naddtask deploy after do_unpack before do_build\n");
            project.Recipe("good", $$"""
                do_deploy() {
                    for folder in {{other}}/named ${TMPDIR} ${DL_DIR} ${SSTATE_DIR} /tmp; do
                        echo a > $folder/yocto-sdk-test
                        rm $folder/yocto-sdk-test
                    done
                    id -u > ${DEPLOYDIR}/who.txt
                }
                addtask deploy after do_unpack before do_build
                """);
            project.Declare($"""<YoctoVariable Include="TMPDIR" Value="{other}/moved/tmp" />""", "<Image>good</Image>");
            (string, string?)[] environment = [("HOME", $"{other}/home")];

            var bad = (await project.BuildAsync("-p:YoctoTarget=write0%3Bwrite1%3Bwrite2%3Bwrite3 -p:YoctoKeepGoing=true", environment)).Failed();
            var good = (await project.BuildAsync($"-p:YoctoWritableFolders={other}/named", environment)).Succeeded();

            Assert.Equal(
                ["write0_1.0.bb", "write1_1.0.bb", "write2_1.0.bb", "write3_1.0.bb"],
                bad.Errors.Where(e => e.Contains("Read-only file system", StringComparison.Ordinal)).Select(e => e.Split('(')[0]).Order(StringComparer.Ordinal));
            Assert.Contains("YOCTO4103: A build as root can write only to ", Assert.Single(bad.Warnings), StringComparison.Ordinal);
            Assert.Empty(Directory.EnumerateFileSystemEntries($"{other}/project"));
            Assert.False(File.Exists("/usr/lib/yocto-sdk-test") || File.Exists("/etc/yocto-sdk-test") || File.Exists($"{other}/home/file"));
            Assert.Empty(good.Warnings);
            Assert.Equal("1000\n", await File.ReadAllTextAsync(project["bin/Debug/qemux86-64/who.txt"], Stop));
        }
        finally
        {
            Directory.Delete(other, recursive: true);
        }
    }

    [Fact]
    public async Task An_account_that_runs_bitbake_for_root_gets_nothing_of_roots()
    {
        using var project = await CreateAsync();
        var secret = project.Write("secret", "of root alone");
        File.SetUnixFileMode(secret, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        project.Recipe("thief", $$"""
            do_deploy() {
                ln -s {{secret}} ${DEPLOYDIR}/stolen
                echo a > ${DEPLOYDIR}/own.txt
                mv ${TOPDIR}/yocto-sdk ${TOPDIR}/old
                ln -s {{project["checks"]}} ${TOPDIR}/yocto-sdk
            }
            addtask deploy after do_unpack before do_build
            """);
        Directory.CreateDirectory(project["checks"]);
        var arguments = $"-p:YoctoBuildUser={_name} -p:YoctoTarget=thief {Caches}";

        (await project.BuildAsync(arguments, _ordinaryPath)).Succeeded();
        var second = (await project.BuildAsync(arguments, _ordinaryPath)).Failed();

        Assert.Contains("YOCTO1055", Assert.Single(second.Errors), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(project["checks"]));
        Assert.Equal(0u, Files.FileStatus.Of(project["checks"])!.Value.Owner);
        Assert.DoesNotContain(
            Directory.EnumerateFiles(project["bin"], "*", SearchOption.AllDirectories), f => File.ReadAllText(f).Contains("of root alone", StringComparison.Ordinal));
    }

    // on two idle cores in about six minutes
    [HeavyFact(2)]
    public async Task The_quickstarts_image_is_the_same_whether_root_or_an_ordinary_user_builds_it()
    {
        using var ofRoot = await SampleProject.QuickstartAsync(host);
        using var ofUser = await SampleProject.QuickstartAsync(host);
        Assert.SkipWhen(_refusal is not null, $"needs an account of its own: {_refusal}");
        Assert.Null(await RunAsync("chown", "--recursive", $"{_name}:", ofUser.Folder));

        // with no shared state of each other's
        (await ofRoot.DotnetAsync($"build {Caches}")).Succeeded();
        (await ofUser.DotnetAsync($"build {Caches}", _name)).Succeeded();

        const string outputs = "bin/Debug/qemux86-64", image = $"{outputs}/core-image-minimal-qemux86-64.rootfs";
        foreach (var file in (string[])[$"{image}.manifest", $"{outputs}/bzImage"])
            Assert.Equal(await File.ReadAllBytesAsync(ofRoot[file], Stop), await File.ReadAllBytesAsync(ofUser[file], Stop));
        var files = await FilesOfAsync(ofRoot[$"{image}.tar.zst"]);
        Assert.True(files.Count > 1000, $"{files.Count} files");
        Assert.Equal(files, await FilesOfAsync(ofUser[$"{image}.tar.zst"]));
    }

    /// <summary>All that an image says of its files, in its order, but for when they were read and made: OpenEmbedded writes that too.</summary>
    private static async Task<IReadOnlyList<string>> FilesOfAsync(string image)
    {
        await using var file = File.OpenRead(image);
        await using var unpacked = new DecompressionStream(file);
        await using var tar = new TarReader(unpacked);
        List<string> files = [];
        while (await tar.GetNextEntryAsync(cancellationToken: Stop) is PaxTarEntry entry)
        {
            var digest = entry.DataStream is null ? "" : Convert.ToHexString(await SHA256.HashDataAsync(entry.DataStream, Stop));
            var more = entry.ExtendedAttributes.Where(a => a.Key is not ("atime" or "ctime" or "path")).Select(a => $"{a.Key}={a.Value}").Order(StringComparer.Ordinal);
            files.Add(string.Create(CultureInfo.InvariantCulture,
                $"{entry.Name} {entry.EntryType} {entry.Mode} {entry.Uid}:{entry.Gid} {entry.ModificationTime:o} {entry.LinkName} {entry.DeviceMajor} {entry.DeviceMinor} {string.Join(' ', more)} {digest}"));
        }

        return files;
    }

    private void AssertWhoWorked(TinyProject project) =>
        Assert.Equal($"{_name}\n/usr/sbin/mkfs\n", File.ReadAllText(project["bin/Debug/qemux86-64/who.txt"]));

    private async Task<TinyProject> CreateAsync()
    {
        await host.RequireAsync("scarthgap");
        Assert.SkipWhen(_refusal is not null, $"needs an account of its own: {_refusal}");
        var project = new TinyProject(host);
        File.SetUnixFileMode(project.Folder, File.GetUnixFileMode(project.Folder) | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        project.Recipe("who", """
            do_deploy() {
                id -un > ${DEPLOYDIR}/who.txt
                readlink ${TMPDIR}/hosttools/mkfs >> ${DEPLOYDIR}/who.txt
            }
            addtask deploy after do_unpack before do_build
            """);
        project.Declare("""<YoctoVariable Include="HOSTTOOLS" Append=" mkfs" /><YoctoHostTool Include="mkfs" />""", "<Image>who</Image>");
        return project;
    }

    /// <returns>Why it failed; null when it did not.</returns>
    private static async Task<string?> RunAsync(string command, params string[] arguments)
    {
        try
        {
            var run = await Cli.Wrap(command).WithArguments(arguments).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
            return run.ExitCode == 0 ? null : run.StandardError.Trim();
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return e.Message;
        }
    }
}
