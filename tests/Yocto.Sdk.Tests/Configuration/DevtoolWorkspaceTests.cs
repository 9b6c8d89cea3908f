using Yocto.Sdk.Configuration;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Configuration;

public sealed class DevtoolWorkspaceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private DevtoolWorkspace? Found => DevtoolWorkspace.Of(_folder["build"], null);

    [Fact]
    public void Its_recipes_and_their_sources_are_those_of_its_appends()
    {
        _folder.Write("build/workspace/conf/layer.conf", "");
        _folder.Write("build/workspace/appends/busybox_%.bbappend", "FILESEXTRAPATHS:prepend := \"x\"\ninherit externalsrc\nEXTERNALSRC:pn-busybox = \"/src/busybox\"\n");
        _folder.Write("build/workspace/appends/base-files_3.0.14.bbappend", "EXTERNALSRC_pn-base-files = \"/src/base-files\"\n");
        _folder.Write("build/workspace/appends/own.bbappend", "# EXTERNALSRC = \"/none\"\n");

        Assert.Equal(_folder["build/workspace"], Found!.Folder);
        Assert.Equal(
            [new("base-files", "/src/base-files"), new("busybox", "/src/busybox"), new WorkspaceRecipe("own", null)], Found.Recipes);
        Assert.Equal("base-files, busybox, own", Found.Names);
    }

    [Fact]
    public void It_is_where_devtools_settings_say()
    {
        _folder.Write("build/conf/devtool.conf", $"[General]\nworkspace_path = {_folder["mine"]}\n");
        _folder.Write("build/workspace/conf/layer.conf", "");
        _folder.Write("build/workspace/appends/a.bbappend", "");
        Assert.Null(Found);

        _folder.Write("mine/conf/layer.conf", "");
        _folder.Write("mine/appends/b.bbappend", "");
        Assert.Equal((_folder["mine"], "b"), (Found!.Folder, Found.Names));
    }

    [Fact]
    public void A_workspace_without_recipes_is_none()
    {
        Assert.Null(Found);
        _folder.Write("build/workspace/conf/layer.conf", "");
        Assert.Null(Found);
        Directory.CreateDirectory(_folder["build/workspace/appends"]);
        Assert.Null(Found);
    }

    public void Dispose() => _folder.Dispose();
}
