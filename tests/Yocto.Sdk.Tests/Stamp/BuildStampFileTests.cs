using Yocto.Sdk.Stamp;

namespace Yocto.Sdk.Tests.Stamp;

public sealed class BuildStampFileTests : IDisposable
{
    private readonly StampWorld _world = new();
    private readonly BuildStampFile _file;

    public BuildStampFileTests() => _file = new BuildStampFile(_world.Folder["obj/yocto.stamp"]);

    [Fact]
    public void A_build_has_no_stamp_until_it_comes_to_its_end()
    {
        Assert.Null(_file.Last);
        var capture = _world.Layer("layer").Take();

        _file.Begin(capture);
        Assert.Null(_file.Last);
        Assert.Equivalent(capture.Stamp, _file.Before, strict: true);

        _file.End(capture.Stamp);
        Assert.Null(_file.Before);
        Assert.Equivalent(capture.Stamp, _file.Last, strict: true);
    }

    [Fact]
    public void A_build_that_is_interrupted_takes_the_stamp_of_the_build_before_it_away()
    {
        Build();

        _file.Begin(_world.Take());

        Assert.Null(new BuildStampFile(_world.Folder["obj/yocto.stamp"]).Last);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ \"Format\": 1 ")]
    [InlineData("garbage")]
    public void A_stamp_that_is_damaged_is_none(string content)
    {
        Build();
        _world.Folder.Write("obj/yocto.stamp", content);

        Assert.Null(_file.Last);
    }

    [Fact]
    public void A_stamp_of_another_format_is_none()
    {
        (_world.Take().Stamp with { Format = BuildStamp.CurrentFormat + 1 }).Write(_world.Folder["obj/yocto.stamp"]);

        Assert.Null(_file.Last);
    }

    [Fact]
    public void The_files_of_a_layer_that_changed_since_the_stamp_are_named()
    {
        _world.Layer("layer").Layer("layer too");
        _world.Folder.Write("layer/100 %; it's gone", "x");
        _world.Folder.Write("layer/edited", "x");
        _world.Folder.Write("layer/same", "x");
        Build();

        File.Delete(_world.Folder["layer/100 %; it's gone"]);
        _world.Folder.Write("layer/edited", "xy");
        _world.Folder.Write("layer/added", "x");
        _world.Folder.Write("layer too/added", "x");

        Assert.Equal([_world.Folder["layer/100 %; it's gone"], _world.Folder["layer/added"], _world.Folder["layer/edited"]], Changed("layer"));
        Assert.Equal([_world.Folder["layer too/added"]], Changed("layer too"));
    }

    [Fact]
    public void The_files_that_changed_since_the_stamp_are_named_whatever_they_are_called()
    {
        _world.Layer("layer");
        _world.Folder.Write("layer/# notes", "x");
        _world.Folder.Write("layer/same", "x");
        Build();

        _world.Folder.Write("layer/# notes", "xy");

        Assert.Equal([_world.Folder["layer/# notes"]], Changed("layer"));
    }

    [Fact]
    public void The_files_that_changed_during_a_build_are_named_at_the_next()
    {
        _world.Layer("layer");
        _file.Begin(_world.Take());
        _world.Folder.Write("layer/meanwhile", "x");
        _file.End(_file.Before!);

        Assert.Equal([_world.Folder["layer/meanwhile"]], Changed("layer"));
    }

    [Fact]
    public void Without_a_list_of_files_no_changed_file_is_named()
    {
        _world.Layer("layer");
        Build();
        Assert.Empty(_file.Changed(_world.Folder["layer"], null));

        File.Delete(_world.Folder["obj/yocto.stamp.files"]);
        _world.Folder.Write("layer/added", "x");

        Assert.Empty(Changed("layer"));
    }

    public void Dispose() => _world.Dispose();

    private void Build()
    {
        _file.Begin(_world.Take());
        _file.End(_file.Before!);
    }

    private IReadOnlyList<string> Changed(string layer) => _file.Changed(_world.Folder[layer], _world.Take().Folders[_world.Folder[layer]]);
}
