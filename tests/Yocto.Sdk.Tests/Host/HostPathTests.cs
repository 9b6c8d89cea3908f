using Yocto.Sdk.Host;

namespace Yocto.Sdk.Tests.Host;

public sealed class HostPathTests
{
    [Theory]
    [InlineData("/usr/local/bin:/usr/bin:/bin", ":/usr/local/sbin:/usr/sbin:/sbin")]
    [InlineData("/usr/sbin/:/usr/bin", ":/usr/local/sbin:/sbin")]
    [InlineData("/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "")]
    public void The_folders_of_the_systems_tools_are_added_to_a_PATH_that_lacks_them(string path, string added) =>
        Assert.Equal(path + added, HostPath.Of(path));

    [Fact]
    public void The_host_looks_for_its_tools_in_the_completed_PATH() =>
        Assert.Equal(HostPath.Of(Environment.GetEnvironmentVariable("PATH")), HostSystem.Current().PathVariable);
}
