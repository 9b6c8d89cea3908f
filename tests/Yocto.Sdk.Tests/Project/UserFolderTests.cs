using Yocto.Sdk.Project;

namespace Yocto.Sdk.Tests.Project;

public sealed class UserFolderTests
{
    [Theory]
    [InlineData("yocto-build", false)]
    [InlineData("registry.example/acme/yocto@sha256:1234", false)]
    [InlineData("rootfs/", true)]
    [InlineData("./rootfs", true)]
    [InlineData("../rootfs", true)]
    [InlineData(".", true)]
    [InlineData("..", true)]
    [InlineData(".hidden", false)]
    [InlineData("a/b", false)]
    [InlineData("/srv/rootfs", true)]
    public void The_spelling_of_a_layer_or_build_container_tells_a_folder_from_a_name(string text, bool isFolder) =>
        Assert.Equal(isFolder, UserFolder.Matches(text));
}
