using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;
using Yocto.Sdk.Host;

namespace Yocto.Sdk.Tests.Host;

public sealed class BuildUserFoldersTests : IDisposable
{
    private readonly FakeHost _host = new FakeHost().Etc("passwd", "builder:x:1001:1002::/srv/builder:/bin/sh\n");

    [Fact]
    public async Task The_account_gets_the_caches_that_are_new_and_the_key_that_the_SDK_made()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can give a folder away");
        Directory.CreateDirectory(_host["sstate"]);
        _host.Folder.Write("development-key.pem", "");
        _host.Tool("setpriv", "shift 4; exec \"$@\"").Tool("test");

        Assert.Empty(await PrepareAsync(_host["development-key.pem"]));

        Assert.Equal([1001u, 0u, 1001u], new[] { "downloads", "sstate", "development-key.pem" }.Select(f => FileStatus.Of(_host[f])!.Value.Owner));
    }

    [Fact]
    public async Task What_the_account_may_not_use_is_told_with_its_property()
    {
        _host.Tool("setpriv", "shift 4; exec \"$@\"").Tool("test", "case $* in *-w*sstate | *-r*) exit 1 ;; esac");

        Assert.Equal(
            [
                ("YOCTO2023", $"The account 'builder' (YoctoBuildUser) can't write {_host["sstate"]}. Change its owner or permissions or those of a folder above it, or set the property YoctoSstateDirectory to another path."),
                ("YOCTO2023", $"The account 'builder' (YoctoBuildUser) can't read {_host["bitbake"]}. Change its owner or permissions or those of a folder above it, or set the property YoctoLayersDirectory to another path."),
                ("YOCTO2023", $"The account 'builder' (YoctoBuildUser) can't read {_host["key.pem"]}. Change its owner or permissions or those of a folder above it, or set the property YoctoUpdateKey to another path."),
            ],
            (await PrepareAsync(_host["key.pem"])).Select(p => (p.Code, p.Message)));
    }

    [Fact]
    public void An_account_has_its_own_group_and_those_that_name_it()
    {
        _host.Etc("group", "builder:x:1002:\nkvm:x:104:qemu,builder\ndisk:x:6:buildernot\n");

        Assert.Equal([1002u, 104u], BuildIdentity.AccountOf(_host.System, "builder")!.Groups);
        Assert.Null(BuildIdentity.AccountOf(_host.System, ""));
        Assert.Null(BuildIdentity.AccountOf(_host.System, "nobody-here"));
        _host.IsRoot = false;
        Assert.Null(BuildIdentity.AccountOf(_host.System, "builder"));
    }

    public void Dispose() => _host.Dispose();

    private Task<IReadOnlyList<Diagnostic>> PrepareAsync(string key) =>
        new BuildUserFolders(
            _host["build"],
            new Dictionary<string, string> { ["YoctoDownloadDirectory"] = _host["downloads"], ["YoctoSstateDirectory"] = _host["sstate"] },
            _host["bitbake"], key, _host["development-key.pem"])
            .PrepareAsync(_host.System, "builder", TestContext.Current.CancellationToken);
}
