using Yocto.Sdk.Configuration;
using Yocto.Sdk.Files;
using Yocto.Sdk.Host;
using Yocto.Sdk.Stamp;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Stamp;

public sealed class WorkspaceFoldersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Of_a_repository_count_the_files_that_git_does_not_ignore()
    {
        var source = await UpstreamRepository.CreateAsync(_folder["workspace/sources/a"], "devtool");
        await source.CommitAsync("upstream", ("a.c", "int main;"), (".gitignore", "*.o\n"));
        Append("a", source.Folder);
        var before = await TakeAsync();

        // of a build
        _folder.Write("workspace/sources/a/a.o", "built");
        _folder.Write("workspace/sources/a/singletask.lock", "");
        HardLink.TryCreate(_folder["workspace/sources/a/a.c"], _folder["deployed.c"]);
        Directory.CreateDirectory(_folder["work"]);
        Directory.CreateSymbolicLink(_folder["workspace/sources/a/oe-workdir"], _folder["work"]);
        _folder.Write("workspace/.devtool_md5", "x");
        Assert.Equal(before, await TakeAsync());

        _folder.Write("workspace/sources/a/b.c", "new");
        var added = await TakeAsync();
        Assert.NotEqual(before, added);
        _folder.Write("workspace/sources/a/a.c", "int main();");
        Assert.NotEqual(added, await TakeAsync());
    }

    [Fact]
    public async Task Of_a_folder_without_a_repository_all_files_count_but_those_of_a_build()
    {
        _folder.Write("own/a.c", "x");
        Append("a", _folder["own"]);
        var before = await TakeAsync();

        Directory.CreateDirectory(_folder["work"]);
        Directory.CreateSymbolicLink(_folder["own/oe-logs"], _folder["work"]);
        _folder.Write("work/log", "x");
        Assert.Equal(before, await TakeAsync());

        _folder.Write("own/b.c", "x");
        Assert.NotEqual(before, await TakeAsync());
    }

    [Fact]
    public async Task An_append_counts()
    {
        Append("a", _folder["own"]);
        var before = await TakeAsync();

        _folder.Write("workspace/appends/a.bbappend", $"EXTERNALSRC = \"{_folder["own"]}\"\nDEPENDS = \"b\"\n");

        Assert.NotEqual(before, await TakeAsync());
    }

    public void Dispose() => _folder.Dispose();

    private void Append(string recipe, string source)
    {
        _folder.Write("workspace/conf/layer.conf", "");
        _folder.Write($"workspace/appends/{recipe}.bbappend", $"EXTERNALSRC = \"{source}\"\n");
    }

    private async Task<string> TakeAsync()
    {
        var folders = await WorkspaceFolders.TakeAsync(
            DevtoolWorkspace.Of(_folder.Path, null)!, HostSystem.Current(), [], TestContext.Current.CancellationToken);
        return string.Join('\n', folders.Select(f => $"{f.Key} {f.Value.Digest}"));
    }
}
