using System.IO.Compression;
using System.Text;

namespace Yocto.Sdk.BitBake.Tests.BitBake;

/// <summary>A secret reaches the task that needs it, and nothing that people keep, show or send.</summary>
public sealed class SecretTests(PreparedHost host)
{
    private const string Secret = "s3cr3t-of-the-test";

    [Fact]
    public async Task A_secret_is_in_no_message_and_in_no_file_of_the_sdks()
    {
        await host.RequireAsync("scarthgap");
        using var project = new TinyProject(host);
        project.Recipe("secret", """
            ACME_TOKEN[vardepvalue] = ""
            do_work() {
                printf "${ACME_TOKEN}" | wc -c > ${TOPDIR}/length
            }
            do_work[vardepsexclude] = "ACME_TOKEN"
            addtask work after do_unpack before do_build
            """);
        project.Recipe("fetch", $"""
            SRC_URI = "https://me:{Secret}@localhost:1/nothing-1.0.tar.gz?token={Secret}"
            SRC_URI[sha256sum] = "0000000000000000000000000000000000000000000000000000000000000000"
            """);
        // bitbake writes to the end of a log that is there
        project.Write("obj/Debug/qemux86-64/build/bitbake-cookerdaemon.log", "");
        (string, string?)[] environment = [("BB_ENV_PASSTHROUGH_ADDITIONS", "ACME_TOKEN"), ("ACME_TOKEN", Secret), ("GITHUB_TOKEN", Secret)];

        var good = (await project.BuildAsync("-p:YoctoTarget=secret", environment)).Succeeded();
        var bad = (await project.BuildAsync("-p:YoctoTarget=fetch", environment)).Failed();

        Assert.Equal($"{Secret.Length}\n", await File.ReadAllTextAsync(Path.Combine(project.BuildDirectory, "length"), TestContext.Current.CancellationToken));
        Assert.StartsWith("fetch_1.0.bb(0,0): YOCTO4002: do_fetch of fetch 1.0 failed", Assert.Single(bad.Errors), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, good.Output + bad.Output, StringComparison.Ordinal);
        Assert.Equal([], new[] { good, bad }.Select(b => b.BinaryLog!).Where(l => Unpacked(l).Contains(Secret, StringComparison.Ordinal)));
        var own = Directory.EnumerateFiles(project["obj"]).Concat(Directory.EnumerateFiles(project["obj/Debug/qemux86-64"]))
            .Concat(Directory.EnumerateFiles(Path.Combine(project.BuildDirectory, "conf"))).Append(project["yocto.lock.json"]).ToList();
        Assert.Contains(project["obj/Debug/qemux86-64/yocto.stamp.before"], own);
        var log = Path.Combine(project.BuildDirectory, "bitbake-cookerdaemon.log");
        Assert.Contains(Secret, await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(log));
        Assert.DoesNotContain("GITHUB_TOKEN", await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal([], own.Where(f => File.ReadAllText(f).Contains(Secret, StringComparison.Ordinal)));
    }

    private static string Unpacked(string binaryLog)
    {
        using var log = new GZipStream(File.OpenRead(binaryLog), CompressionMode.Decompress);
        using var reader = new StreamReader(log, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
