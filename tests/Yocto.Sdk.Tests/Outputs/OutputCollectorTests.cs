using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Outputs;
using Yocto.Sdk.Tests.Diagnostics;

namespace Yocto.Sdk.Tests.Outputs;

public sealed class OutputCollectorTests : IDisposable
{
    private const string Name = DeployFolder.LinkName;

    private readonly DeployFolder _deploy = new();
    private readonly RecordingLog _log = new();

    private string Bin => _deploy.Folder["bin"];

    [Fact]
    public async Task The_outputs_of_a_build_are_delivered_once()
    {
        Deploy("wic", "manifest");

        var outputs = await CollectAsync();
        var again = await CollectAsync();

        Assert.Equal([$"{Name}.manifest", $"{Name}.wic"], Delivered());
        Assert.Equal(2, _log.Details.Count);
        Assert.Equal(outputs.Files, again.Files);
        Assert.Equal(outputs.Files, BuildOutputs.Read(_deploy.Folder["outputs.json"])!.Files);
        Assert.Equal("9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0", outputs.Files[0].Sha256); // of aaa
    }

    [Fact]
    public async Task A_deliverable_that_is_gone_is_delivered_again_and_no_other()
    {
        Deploy("wic", "manifest");
        await CollectAsync();
        File.Delete(Path.Combine(Bin, $"{Name}.wic"));

        await CollectAsync();

        Assert.Equal([$"{Name}.manifest", $"{Name}.wic"], Delivered());
        Assert.Equal(3, _log.Details.Count);
    }

    [Fact]
    public async Task A_file_that_is_no_output_any_more_is_removed_and_a_foreign_one_stays()
    {
        Deploy("wic", "ext4");
        await CollectAsync();
        await File.WriteAllTextAsync(Path.Combine(Bin, "mine.ext4"), "x", TestContext.Current.CancellationToken);

        Deploy("wic");
        await CollectAsync();

        Assert.Equal([$"{Name}.wic", "mine.ext4"], Delivered());
    }

    [Fact]
    public async Task What_an_interrupted_delivery_announced_is_removed_by_the_next()
    {
        Deploy("wic", "ext4");
        await CollectAsync();
        var known = BuildOutputs.Read(_deploy.Folder["outputs.json"])!;
        (known with { Names = [.. known.Names, "announced.tar"] }).Write(_deploy.Folder["outputs.json"]);
        await File.WriteAllTextAsync(Path.Combine(Bin, "announced.tar"), "x", TestContext.Current.CancellationToken);

        await CollectAsync();

        Assert.Equal([$"{Name}.ext4", $"{Name}.wic"], Delivered());
    }

    [Fact]
    public async Task Every_deployed_file_that_is_missing_is_an_error_and_nothing_is_delivered()
    {
        Deploy("wic", "ext4", "manifest");
        File.Delete(_deploy.Folder[$"{DeployFolder.Images}/{Name}.wic"]);
        File.Delete(_deploy.Folder[$"{DeployFolder.Images}/{Name}.ext4"]);
        Directory.CreateDirectory(_deploy.Folder[$"{DeployFolder.Images}/{Name}.ext4"]);

        var error = await Assert.ThrowsAsync<YoctoException>(CollectAsync);

        Assert.Equal([("YOCTO5001", "ext4"), ("YOCTO5001", "wic")], error.Diagnostics.Select(d => (d.Code, d.Message.Split(',')[0].Split('.')[^1])));
        Assert.All(error.Diagnostics, d => Assert.Contains("do_image_complete of core-image-minimal", d.Message, StringComparison.Ordinal));
        Assert.False(Directory.Exists(Bin));
    }

    [Fact]
    public async Task An_image_that_left_nothing_is_a_warning()
    {
        Assert.Empty((await CollectAsync()).Files);

        var warning = Assert.Single(_log.Reported);
        Assert.Equal(("YOCTO5003", Severity.Warning), (warning.Code, warning.Severity));
        Assert.Contains("core-image-minimal", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_that_left_nothing_is_no_warning()
    {
        await new OutputCollector(Bin, _deploy.Folder["outputs.json"], _log)
            .CollectAsync(_deploy.Build(DeployFolder.Target("busybox")), null, TestContext.Current.CancellationToken);

        Assert.Empty(_log.Reported);
    }

    [Fact]
    public async Task The_outputs_of_a_moved_project_leave_the_old_folder_alone()
    {
        Deploy("wic", "ext4");
        await CollectAsync();
        Deploy("wic");

        await new OutputCollector(_deploy.Folder["moved"], _deploy.Folder["outputs.json"], _log)
            .CollectAsync(_deploy.Build(), null, TestContext.Current.CancellationToken);

        Assert.Equal([$"{Name}.ext4", $"{Name}.wic"], Delivered());
        Assert.Equal([_deploy.Folder[$"moved/{Name}.wic"]], Directory.GetFiles(_deploy.Folder["moved"]));
    }

    public void Dispose() => _deploy.Dispose();

    private void Deploy(params IReadOnlyList<string> types) =>
        _deploy.Manifest("core-image-minimal", "image_complete", types.Select(t => _deploy.Deploy($"{Name}.{t}", "aaa")).ToList());

    private Task<BuildOutputs> CollectAsync() => new OutputCollector(Bin, _deploy.Folder["outputs.json"], _log)
        .CollectAsync(_deploy.Build(), null, TestContext.Current.CancellationToken);

    private IEnumerable<string?> Delivered() => Directory.GetFiles(Bin).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
