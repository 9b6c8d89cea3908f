using System.Diagnostics;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;
using Yocto.Sdk.Outputs;
using Yocto.Sdk.Testing;
using Yocto.Sdk.Tests.Diagnostics;

namespace Yocto.Sdk.Tests.Outputs;

public sealed class ReleaseFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RecordingLog _log = new();

    private string Release => _folder["publish"];

    [Fact]
    public async Task A_release_has_the_images_with_what_belongs_to_them_and_sums_that_sha256sum_confirms()
    {
        var outputs = Outputs(
            ("a.wic", "wic"), ("an image; 100 % of 'it'.ext4", "ext4"), ("a.wic.bmap", "Bmap"), ("a.manifest", "Manifest"), ("a.spdx.json", "Spdx"),
            ("licenses/a/license.manifest", "LicenseManifest"), ("sdk/a.sh", "Sdk"), ("Image", "Kernel"), ("a.qemuboot.conf", "QemuBootConf"));
        _folder.Write("yocto.lock.json", "{}");

        var files = await PublishAsync(outputs);

        string[] released =
        [
            "SHA256SUMS", "a.manifest", "a.spdx.json", "a.wic", "a.wic.bmap", "an image; 100 % of 'it'.ext4", "licenses/a/license.manifest",
            "sdk/a.sh", "yocto.lock.json",
        ];
        Assert.Equal(released, Released());
        Assert.Equal(released.Select(n => Path.Combine(Release, n)), files.Order(StringComparer.Ordinal));
        Assert.Equal(released[1..], await ConfirmedAsync());
    }

    [Fact]
    public async Task A_release_does_not_change_when_the_image_in_bin_is_written_to()
    {
        var outputs = Outputs(("a.wic", "wic"));
        await PublishAsync(outputs);

        _folder.Write("bin/a.wic", "booted");

        Assert.Equal(["a.wic"], await ConfirmedAsync());
    }

    [Fact]
    public async Task A_release_that_is_published_again_is_not_written()
    {
        var outputs = Outputs(("a.wic", "wic"), ("a.manifest", "Manifest"));
        await PublishAsync(outputs);
        var before = Released().Select(f => FileIdentity.Of(Path.Combine(Release, f))).ToList();

        await PublishAsync(outputs);

        Assert.Equal(before, Released().Select(f => FileIdentity.Of(Path.Combine(Release, f))));
        Assert.Equal(2, _log.Details.Count);
    }

    [Fact]
    public async Task A_file_of_a_release_that_was_changed_or_deleted_is_placed_again()
    {
        var outputs = Outputs(("a.wic", "wic"), ("a.ext4", "ext4"), ("a.manifest", "Manifest"));
        await PublishAsync(outputs);
        File.AppendAllText(Path.Combine(Release, "a.wic"), "more");
        File.Delete(Path.Combine(Release, "a.ext4"));
        File.WriteAllText(Path.Combine(Release, "SHA256SUMS"), "nonsense");

        await PublishAsync(outputs);

        Assert.Equal(["a.ext4", "a.manifest", "a.wic"], await ConfirmedAsync());
        Assert.Equal(5, _log.Details.Count);
    }

    [Fact]
    public async Task What_a_release_no_longer_has_is_removed_and_a_foreign_file_stays()
    {
        _folder.Write("yocto.lock.json", "{}");
        await PublishAsync(Outputs(("a.wic", "wic"), ("licenses/a/license.manifest", "LicenseManifest")));
        _folder.Write("publish/notes.txt", "mine");
        File.Delete(_folder["yocto.lock.json"]);

        await PublishAsync(Outputs(("b.wic", "wic")));

        Assert.Equal(["SHA256SUMS", "b.wic", "notes.txt"], Released());
        Assert.False(Directory.Exists(Path.Combine(Release, "licenses")));
    }

    [Fact]
    public async Task What_an_interrupted_release_left_is_removed_by_the_next()
    {
        _folder.Write("publish/half.wic", "x");
        new ReleaseRecord(Release, new Dictionary<string, BundleFile?> { ["half.wic"] = null, ["never.wic"] = null }).Write(_folder["bundle.json"]);

        await PublishAsync(Outputs(("a.wic", "wic")));

        Assert.Equal(["SHA256SUMS", "a.wic"], Released());
    }

    [Fact]
    public async Task The_release_of_another_folder_stays()
    {
        _folder.Write("old/a.wic", "x");
        new ReleaseRecord(_folder["old"], new Dictionary<string, BundleFile?> { ["a.wic"] = null }).Write(_folder["bundle.json"]);
        _folder.Write("publish/a.ext4", "mine");

        await PublishAsync(Outputs(("b.wic", "wic")));

        Assert.True(File.Exists(_folder["old/a.wic"]));
        Assert.Equal(["SHA256SUMS", "a.ext4", "b.wic"], Released());
    }

    [Fact]
    public async Task Every_output_that_was_changed_since_the_build_is_an_error_and_nothing_is_released()
    {
        var outputs = Outputs(("a.wic", "wic"), ("a.ext4", "ext4"), ("a.manifest", "Manifest"));
        _folder.Write("bin/a.wic", "booted");
        File.Delete(_folder["bin/a.ext4"]);

        var error = await Assert.ThrowsAsync<YoctoException>(() => PublishAsync(outputs));

        Assert.Equal(
            [("YOCTO5005", _folder["bin/a.wic"]), ("YOCTO5005", _folder["bin/a.ext4"])],
            error.Diagnostics.Select(d => (d.Code, d.Message.Split(' ')[0])));
        Assert.False(Directory.Exists(Release));
    }

    [Fact]
    public async Task A_copy_that_is_not_what_was_built_is_an_error_and_gets_no_sum()
    {
        var outputs = Outputs(("a.wic", "wic"));
        outputs = outputs with { Files = [outputs.Files[0] with { Sha256 = Sha256.Of("what was built") }] };

        var error = Assert.Single((await Assert.ThrowsAsync<YoctoException>(() => PublishAsync(outputs))).Diagnostics);

        Assert.Equal("YOCTO5009", error.Code);
        Assert.False(File.Exists(Path.Combine(Release, "SHA256SUMS")));
    }

    public void Dispose() => _folder.Dispose();

    private Task<IReadOnlyList<string>> PublishAsync(BuildOutputs outputs) =>
        new ReleaseFolder(Release, _folder["bundle.json"], _log)
            .PublishAsync(outputs, _folder["yocto.lock.json"], TestContext.Current.CancellationToken);

    /// <summary>Files in <c>bin/</c> as a build delivers them; types in lower case are those of images.</summary>
    private BuildOutputs Outputs(params IReadOnlyList<(string Name, string Type)> files) => new(_folder["bin"], "qemuarm64",
        [.. files.Select(f =>
        {
            var file = _folder.Write($"bin/{f.Name}", f.Name);
            var kind = char.IsLower(f.Type[0]) ? OutputKind.Image : OutputKind.Artifact;
            return new OutputFile(new DeployedFile($"/deploy/{f.Name}", f.Name, kind, f.Type, "a", "image_complete", null), "a",
                FileIdentity.Of(file)!, FileIdentity.Of(file)!, Sha256.OfFile(file));
        })],
        new Dictionary<string, FileIdentity>(), [.. files.Select(f => f.Name)]);

    private IReadOnlyList<string> Released() => [.. Directory.GetFiles(Release, "*", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(Release, f)).Order(StringComparer.Ordinal)];

    private async Task<IReadOnlyList<string>> ConfirmedAsync()
    {
        using var sums = Process.Start(new ProcessStartInfo("sha256sum", ["--check", "--strict", "SHA256SUMS"])
        {
            WorkingDirectory = Release, RedirectStandardOutput = true,
        })!;
        var text = await sums.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await sums.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, sums.ExitCode);
        return [.. text.TrimEnd('\n').Split('\n').Select(l => l.Replace(": OK", "", StringComparison.Ordinal))];
    }
}
