using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Host;

namespace Yocto.Sdk.Tests.Host;

public sealed class BuildUserFoldersTests : IDisposable
{
    private readonly FakeHost _host = new FakeHost().Etc("passwd", "builder:x:1001:1002::/srv/builder:/bin/sh\n");

    [Fact]
    public async Task The_account_gets_the_build_directory_and_the_caches_that_are_new()
    {
        Directory.CreateDirectory(_host["sstate"]);
        _host.Tool("chown", $"echo \"$@\" > {_host["given"]}").Tool("setpriv", "shift 3; exec \"$@\"").Tool("test");

        Assert.Empty(await PrepareAsync());

        Assert.Equal(
            $"builder: {_host["build"]} {_host["build/yocto-sdk"]} {_host["downloads"]}\n",
            await File.ReadAllTextAsync(_host["given"], TestContext.Current.CancellationToken));
        Assert.True(Directory.Exists(_host["downloads"]));
    }

    [Fact]
    public async Task What_the_account_may_not_use_is_told_with_its_property()
    {
        _host.Tool("chown").Tool("setpriv", "shift 3; exec \"$@\"").Tool("test", "case $* in *-w*sstate | *-r*) exit 1 ;; esac");

        Assert.Equal(
            [
                ("YOCTO2023", $"The account 'builder' (YoctoBuildUser) can't write {_host["sstate"]}. Change the owner or permissions of that folder or of a folder above it, or set the property YoctoSstateDirectory to another folder."),
                ("YOCTO2023", $"The account 'builder' (YoctoBuildUser) can't read {_host["bitbake"]}. Change the owner or permissions of that folder or of a folder above it, or set the property YoctoLayersDirectory to another folder."),
            ],
            (await PrepareAsync()).Select(p => (p.Code, p.Message)));
    }

    public void Dispose() => _host.Dispose();

    private Task<IReadOnlyList<Diagnostic>> PrepareAsync() =>
        new BuildUserFolders(_host["build"], _host["downloads"], _host["sstate"], _host["bitbake"])
            .PrepareAsync(_host.System, "builder", TestContext.Current.CancellationToken);
}
