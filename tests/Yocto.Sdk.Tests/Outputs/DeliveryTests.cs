using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Outputs;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Outputs;

public sealed class DeliveryTests : IDisposable
{
    private const string Name = "an image; 100 % of 'it' $(now).wic";

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_delivered_file_has_the_content_the_mode_and_the_time_of_the_deployed_one(bool allowHardLink)
    {
        var source = _folder.Write($"deploy/{Name}", "content");
        File.SetUnixFileMode(source, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.SetLastWriteTimeUtc(source, DateTime.UnixEpoch.AddDays(1));

        Delivery.Place(source, _folder[$"bin/a/{Name}"], allowHardLink);

        Assert.Equal([_folder[$"bin/a/{Name}"]], Directory.GetFileSystemEntries(_folder["bin"], "*", SearchOption.AllDirectories).Where(File.Exists));
        Assert.Equal("content", File.ReadAllText(_folder[$"bin/a/{Name}"]));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder[$"bin/a/{Name}"]));
        Assert.Equal(DateTime.UnixEpoch.AddDays(1), File.GetLastWriteTimeUtc(_folder[$"bin/a/{Name}"]));
    }

    [Fact]
    public void A_file_that_is_delivered_without_hard_links_is_a_file_of_its_own()
    {
        var source = _folder.Write("deploy/a.wic", "built");
        Delivery.Place(source, _folder["publish/a.wic"], allowHardLink: false);

        File.WriteAllText(_folder["publish/a.wic"], "booted");

        Assert.Equal("built", File.ReadAllText(source));
    }

    [Fact]
    public void A_link_is_delivered_as_the_file_that_it_leads_to()
    {
        _folder.Write("deploy/a-20261123234143.wic", "content");
        File.CreateSymbolicLink(_folder["deploy/a-latest.wic"], "a-20261123234143.wic");
        File.CreateSymbolicLink(_folder["deploy/a.wic"], "a-latest.wic");

        Delivery.Place(_folder["deploy/a.wic"], _folder["bin/a.wic"], allowHardLink: true);

        Assert.Null(new FileInfo(_folder["bin/a.wic"]).LinkTarget);
        Assert.Equal("content", File.ReadAllText(_folder["bin/a.wic"]));
    }

    [Fact]
    public void A_file_that_is_delivered_again_is_the_same_and_leaves_nothing_beside_it()
    {
        var source = _folder.Write("deploy/a.wic", "content");
        Delivery.Place(source, _folder["bin/a.wic"], allowHardLink: true);

        Delivery.Place(source, _folder["bin/a.wic"], allowHardLink: true);

        Assert.Equal([_folder["bin/a.wic"]], Directory.GetFiles(_folder["bin"]));
        Assert.Equal("content", File.ReadAllText(_folder["bin/a.wic"]));
    }

    [Fact]
    public void A_delivery_replaces_the_name_and_not_what_a_link_of_that_name_leads_to()
    {
        var precious = _folder.Write("precious", "mine");
        Directory.CreateDirectory(_folder["bin"]);
        File.CreateSymbolicLink(_folder["bin/a.wic"], precious);
        File.CreateSymbolicLink(_folder["bin/b.wic"], _folder["nothing"]);
        var source = _folder.Write("deploy/a.wic", "content");

        Delivery.Place(source, _folder["bin/a.wic"], allowHardLink: true);
        Delivery.Place(source, _folder["bin/b.wic"], allowHardLink: true);

        Assert.Equal("mine", File.ReadAllText(precious));
        Assert.Equal(["content", "content"], Directory.GetFiles(_folder["bin"]).Select(File.ReadAllText));
        Assert.False(File.Exists(_folder["nothing"]));
    }

    [Fact]
    public void A_delivery_goes_on_over_what_an_interrupted_one_left()
    {
        _folder.Write($"bin/{Delivery.PartialPrefix}a.wic", "half");

        Delivery.Place(_folder.Write("deploy/a.wic", "content"), _folder["bin/a.wic"], allowHardLink: true);

        Assert.Equal([_folder["bin/a.wic"]], Directory.GetFiles(_folder["bin"]));
        Assert.Equal("content", File.ReadAllText(_folder["bin/a.wic"]));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("gone.wic")]
    public void A_deployed_file_that_vanished_or_a_link_that_leads_nowhere_is_an_error_and_what_was_delivered_stays(string? target)
    {
        _folder.Write("bin/a.wic", "before");
        Directory.CreateDirectory(_folder["deploy"]);
        if (target is not null)
            File.CreateSymbolicLink(_folder["deploy/a.wic"], target);

        var error = Refusal(_folder["deploy/a.wic"], _folder["bin/a.wic"]);

        Assert.Equal("YOCTO5002", error.Code);
        Assert.StartsWith($"{_folder["bin/a.wic"]} can't be written", error.Message, StringComparison.Ordinal);
        Assert.Equal([_folder["bin/a.wic"]], Directory.GetFileSystemEntries(_folder["bin"]));
        Assert.Equal("before", File.ReadAllText(_folder["bin/a.wic"]));
    }

    [Fact]
    public void A_folder_in_the_place_of_a_delivered_file_is_an_error_and_stays()
    {
        _folder.Write("bin/a.wic/mine", "x");

        Assert.Equal("YOCTO5007", Refusal(_folder.Write("deploy/a.wic", "content"), _folder["bin/a.wic"]).Code);
        Assert.Equal([_folder["bin/a.wic/mine"]], Directory.GetFiles(_folder["bin"], "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_file_in_the_place_of_the_folder_of_a_delivered_file_is_an_error_and_stays()
    {
        _folder.Write("bin", "mine");

        Assert.Equal("YOCTO5002", Refusal(_folder.Write("deploy/a.wic", "content"), _folder["bin/a.wic"]).Code);
        Assert.Equal("mine", File.ReadAllText(_folder["bin"]));
    }

    [Fact]
    public void A_full_disk_is_an_error_with_the_size_of_the_file_and_leaves_what_was_delivered()
    {
        using var disk = TemporaryMount.Create(_folder["bin"], 64 << 10);
        _folder.Write("bin/a.wic", "before");
        var source = _folder.Write("deploy/a.wic", new string('x', 128 << 10));

        var error = Refusal(source, _folder["bin/a.wic"]);

        Assert.Equal(("YOCTO5002", $"{_folder["bin/a.wic"]} can't be written (131072 bytes): the disk is full."),
            (error.Code, error.Message[..(error.Message.IndexOf("full.", StringComparison.Ordinal) + 5)]));
        Assert.Equal([_folder["bin/a.wic"]], Directory.GetFiles(_folder["bin"]));
        Assert.Equal("before", File.ReadAllText(_folder["bin/a.wic"]));
    }

    [Fact]
    public void Only_what_interrupted_deliveries_left_is_removed_as_partial()
    {
        _folder.Write($"bin/{Delivery.PartialPrefix}a.wic", "half");
        _folder.Write("bin/a.wic", "whole");
        _folder.Write($"bin/sub/{Delivery.PartialPrefix}b.wic", "half");

        Delivery.RemovePartial(_folder["bin"]);
        Delivery.RemovePartial(_folder["nothing"]);

        Assert.Equal([_folder["bin/a.wic"], _folder[$"bin/sub/{Delivery.PartialPrefix}b.wic"]],
            Directory.GetFiles(_folder["bin"], "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    private static Diagnostic Refusal(string source, string destination) =>
        Assert.Single(Assert.Throws<YoctoException>(() => Delivery.Place(source, destination, allowHardLink: true)).Diagnostics);
}
