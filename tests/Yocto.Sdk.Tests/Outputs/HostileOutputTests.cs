using Yocto.Sdk.BitBake;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Emulator;
using Yocto.Sdk.Files;
using Yocto.Sdk.Outputs;
using Yocto.Sdk.Tasks;
using Yocto.Sdk.Tests.Diagnostics;
using Yocto.Sdk.Tests.Tasks;

namespace Yocto.Sdk.Tests.Outputs;

/// <summary>A TMPDIR that the account nobody has written for root, and what root must not take from it for its own.</summary>
public sealed class HostileOutputTests : IDisposable
{
    private static readonly FileAccount _nobody = new(65534, [65534]);

    private readonly DeployFolder _deploy = new();
    private readonly string _secret;

    public HostileOutputTests()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root builds by another account");
        File.SetUnixFileMode(_deploy.Folder.Path, (UnixFileMode)Convert.ToInt32("755", 8));
        _secret = _deploy.Folder.Write("root/secret", "of root alone");
        File.SetUnixFileMode(_secret, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Theory]
    [InlineData("root/secret")]
    [InlineData("tmp/deploy/images/qemuarm64/../../../../root/secret")]
    [InlineData("tmp/deploy/images/qemuarm64/link")]
    public async Task A_manifest_that_names_a_file_of_roots_delivers_nothing(string named)
    {
        _deploy.Link("link", _secret);
        _deploy.Manifest("core-image-minimal", "image_complete", [$"{_deploy.Folder.Path}/{named}"]);

        await Record.ExceptionAsync(CollectAsync);

        Assert.DoesNotContain(Files("bin"), f => File.ReadAllText(f) == "of root alone");
    }

    [Fact]
    public async Task A_name_that_leads_out_of_the_output_folder_is_refused()
    {
        _deploy.Manifest("core-image-minimal", "image_complete", [_deploy.Deploy("a.wic")]);
        _deploy.Folder.Write("tmp/deploy/licenses/x/license.manifest", "x");
        var build = _deploy.Build(DeployFolder.Target("core-image-minimal", ("IMAGE_LINK_NAME", "../../x"), ("IMAGE_FSTYPES", "wic")));
        build = build with
        {
            Variables = new Dictionary<string, string>(build.Variables) { ["LICENSE_DIRECTORY"] = _deploy.Folder["tmp/deploy/licenses/a/b"] },
        };
        Directory.CreateDirectory(_deploy.Folder["tmp/deploy/licenses/a/b"]);

        var error = Assert.Single((await Assert.ThrowsAsync<YoctoException>(() => Collector().CollectAsync(build, null, Stop))).Diagnostics);

        Assert.Equal("YOCTO5008", error.Code);
        Assert.Empty(Files("bin"));
    }

    [Fact]
    public async Task A_file_of_the_accounts_is_linked_and_one_that_it_can_only_read_is_copied()
    {
        var (own, readable) = (_deploy.Deploy("own.wic"), _deploy.Deploy("readable.wic"));
        _nobody.Give(own);
        _deploy.Manifest("core-image-minimal", "image_complete", [own, readable]);

        await CollectAsync();

        Assert.Equal(FileStatus.Of(own)!.Value.Inode, FileStatus.Of(_deploy.Folder["bin/own.wic"])!.Value.Inode);
        Assert.NotEqual(FileStatus.Of(readable)!.Value.Inode, FileStatus.Of(_deploy.Folder["bin/readable.wic"])!.Value.Inode);
    }

    [Fact]
    public async Task What_is_to_be_deployed_again_removes_no_file_of_roots()
    {
        var link = _deploy.Folder[$"{DeployFolder.Images}/a.wic"];
        var image = _deploy.Deploy("b.wic");
        var manifest = _deploy.Manifest("core-image-minimal", "image_complete", [image]);
        var outputs = await Collector().CollectAsync(_deploy.Build(), null, Stop);
        File.Delete(manifest);
        File.CreateSymbolicLink(link, _secret);
        File.Delete(image);
        File.CreateSymbolicLink(image, _secret);
        _deploy.Folder.Write("tmp/sstate-control/index-qemuarm64", $"{_deploy.Folder["tmp/stamps/x"]} {manifest[..manifest.LastIndexOf('.')]} /work\n");
        outputs.Write(_deploy.Folder["obj/outputs.json"]);
        Own("tmp");
        var engine = new RecordingBuildEngine();

        new RepairDeploy
        {
            BuildEngine = engine,
            ProjectFile = "device.yoctoproj",
            BuildUser = "nobody",
            IntermediateDirectory = _deploy.Folder["obj"],
            BuildDirectory = _deploy.Folder["build"],
        }.Execute();

        Assert.True(File.Exists(_secret));
    }

    [Fact]
    public void The_log_of_a_task_and_the_settings_of_QEMU_are_read_as_the_account()
    {
        _deploy.Link("log", _secret);

        Assert.NotEmpty(TaskLog.Tail(_deploy.Folder[$"{DeployFolder.Images}/log"]));
        Assert.Empty(TaskLog.Tail(_deploy.Folder[$"{DeployFolder.Images}/log"], account: _nobody));
        var conf = new DeployedFile(_secret, "q.conf", OutputKind.Artifact, "QemuBootConf", "core-image-minimal", "image_complete", null);
        var identity = FileIdentity.Of(_secret)!;
        var outputs = new BuildOutputs("/bin", "qemuarm64", [new OutputFile(conf, null, identity, identity, "")], new Dictionary<string, FileIdentity>(), []);
        Assert.Throws<UnauthorizedAccessException>(() => BootableImage.Of(outputs, _nobody));
    }

    public void Dispose() => _deploy.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private OutputCollector Collector() => new(_deploy.Folder["bin"], _deploy.Folder["outputs.json"], new RecordingLog(), _nobody);

    private Task<BuildOutputs> CollectAsync() => Collector().CollectAsync(_deploy.Build(), null, Stop);

    private IEnumerable<string> Files(string folder) => Directory.Exists(_deploy.Folder[folder])
        ? Directory.EnumerateFiles(_deploy.Folder[folder], "*", SearchOption.AllDirectories)
        : [];

    private void Own(string folder)
    {
        foreach (var inner in Directory.EnumerateDirectories(_deploy.Folder[folder], "*", SearchOption.AllDirectories))
            _nobody.Give(inner);
    }
}
