using Yocto.Sdk.BuildContainers;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.BuildContainers;

public sealed class RootFileSystemTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_shell_that_is_a_link_out_of_the_root_file_system_counts()
    {
        Assert.False(RootFileSystem.Exists(_folder.Path));
        Directory.CreateDirectory(_folder["bin"]);
        File.CreateSymbolicLink(_folder["bin/sh"], "/no/such/place/dash");

        Assert.True(RootFileSystem.Exists(_folder.Path));
    }

    [Fact]
    public void A_change_of_what_a_build_reads_changes_the_identity_of_a_root_file_system()
    {
        _folder.Write("usr/bin/gcc", "1");
        _folder.Write("etc/os-release", "ID=debian");
        File.CreateSymbolicLink(_folder["var"], "/"); // not followed: it would be the whole machine
        var before = RootFileSystem.IdentityOf(_folder.Path);

        _folder.Write("tmp/x", "");
        _folder.Write("run/lock/x", "");
        Assert.Equal(before, RootFileSystem.IdentityOf(_folder.Path));

        _folder.Write("usr/lib/deep/new", "");
        var added = RootFileSystem.IdentityOf(_folder.Path);
        Assert.NotEqual(before, added);
        File.WriteAllText(_folder["usr/bin/gcc"], "22");
        Assert.NotEqual(added, RootFileSystem.IdentityOf(_folder.Path));
    }

    public void Dispose() => _folder.Dispose();
}
