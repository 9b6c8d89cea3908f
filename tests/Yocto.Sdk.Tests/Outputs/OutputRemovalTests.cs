using System.Diagnostics;
using Yocto.Sdk.BitBake;
using Yocto.Sdk.Diagnostics;
using Yocto.Sdk.Files;
using Yocto.Sdk.Outputs;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Outputs;

public sealed class OutputRemovalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_deliverable_goes_with_the_folders_that_it_leaves_empty()
    {
        _folder.Write("bin/licenses/a/license.manifest", "x");
        _folder.Write("bin/licenses/b/license.manifest", "x");
        _folder.Write("bin/dtbs/100 % of 'it'; a.dtb", "x");

        OutputRemoval.RemoveDeliverable(_folder["bin/"], "licenses/a/license.manifest");
        OutputRemoval.RemoveDeliverable(_folder["bin"], "dtbs/100 % of 'it'; a.dtb");
        OutputRemoval.RemoveDeliverable(_folder["bin"], "nothing/at/all");

        Assert.Equal(["bin", "bin/licenses", "bin/licenses/b", "bin/licenses/b/license.manifest"], Entries());
        OutputRemoval.RemoveDeliverable(_folder["bin"], "licenses/b/license.manifest");
        Assert.Equal(["bin"], Entries());
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("../bin2/file")]
    [InlineData("sub/../../outside")]
    [InlineData(".")]
    [InlineData("")]
    public void A_name_that_leads_out_of_the_output_folder_removes_nothing(string name)
    {
        _folder.Write("outside", "x");
        _folder.Write("bin2/file", "x");
        _folder.Write("bin/file", "x");

        OutputRemoval.RemoveDeliverable(_folder["bin"], name);
        OutputRemoval.RemoveDeliverable(_folder["bin"], _folder["outside"]);

        Assert.Equal(["bin", "bin/file", "bin2", "bin2/file", "outside"], Entries());
    }

    [Fact]
    public void A_link_in_the_place_of_a_deliverable_goes_and_what_it_leads_to_stays()
    {
        _folder.Write("outside", "x");
        Directory.CreateDirectory(_folder["bin"]);
        File.CreateSymbolicLink(_folder["bin/a"], _folder["outside"]);
        File.CreateSymbolicLink(_folder["bin/b"], _folder["nothing"]);

        OutputRemoval.RemoveDeliverable(_folder["bin"], "a");
        OutputRemoval.RemoveDeliverable(_folder["bin"], "b");

        Assert.Equal(["bin", "outside"], Entries());
    }

    [Fact]
    public void The_deliverables_of_a_build_go_with_what_was_half_delivered_and_foreign_files_stay()
    {
        _folder.Write("bin/a.wic", "x");
        _folder.Write($"bin/{Delivery.PartialPrefix}b.wic", "half");
        _folder.Write($"bin/sub/{Delivery.PartialPrefix}c.dtb", "half");
        _folder.Write("bin/folder/mine", "x");

        OutputRemoval.RemoveDeliverables(Outputs("a.wic", "b.wic", "sub/c.dtb", "folder"));
        Assert.Equal(["bin", "bin/folder", "bin/folder/mine"], Entries());

        File.Delete(_folder["bin/folder/mine"]);
        Directory.Delete(_folder["bin/folder"]);
        OutputRemoval.RemoveDeliverables(Outputs("a.wic", "sub/c.dtb"));
        Assert.Empty(Entries());
    }

    [Fact]
    public void A_build_directory_below_the_intermediate_folder_goes_as_a_whole()
    {
        _folder.Write("obj/device/build/anything/at/all", "x");
        _folder.Write("obj/device/yocto.stamp", "x");

        OutputRemoval.RemoveBuildDirectory(_folder["obj/device/build/"], _folder["obj/device"], null);

        Assert.Equal(["obj", "obj/device", "obj/device/yocto.stamp"], Entries());
    }

    [Fact]
    public void Elsewhere_a_build_directory_loses_only_what_bitbake_writes()
    {
        _folder.Write("home/notes", "x");
        _folder.Write("home/conf/local.conf", "x");
        _folder.Write("home/conf/mine.conf", "x");
        _folder.Write("home/cache/bb.dat", "x");
        _folder.Write("home/bitbake-cookerdaemon.log", "x");
        _folder.Write("home/tmp/abi_version", "15");
        _folder.Write("home/tmp/work/a", "x");
        File.CreateSymbolicLink(_folder["home/bitbake.sock"], _folder["nothing"]);

        OutputRemoval.RemoveBuildDirectory(_folder["home"], _folder["home/obj"], null);

        Assert.Equal(["home", "home/conf", "home/conf/mine.conf", "home/notes"], Entries());
    }

    [Fact]
    public void A_folder_tmp_that_OpenEmbedded_did_not_mark_stays()
    {
        _folder.Write("home/tmp/mine", "x");

        OutputRemoval.RemoveBuildDirectory(_folder["home"], _folder["obj"], null);

        Assert.Equal(["home", "home/tmp", "home/tmp/mine"], Entries());
    }

    [Theory]
    [InlineData("abi_version", false)]
    [InlineData("saved_tmpdir", false)]
    [InlineData("mine", true)]
    public void A_TMPDIR_elsewhere_goes_if_OpenEmbedded_marked_it(string mark, bool stays)
    {
        _folder.Write($"fast disk/tmp/{mark}", "x");
        Directory.CreateDirectory(_folder["obj/build"]);
        var build = new BuildResult("qemuarm64", [], new Dictionary<string, string> { ["TMPDIR"] = _folder["fast disk/tmp"] }, []);

        OutputRemoval.RemoveBuildDirectory(_folder["obj/build"], _folder["obj"], build);

        Assert.Equal(stays, Directory.Exists(_folder["fast disk/tmp"]));
        Assert.False(Directory.Exists(_folder["obj/build"]));
    }

    [Fact]
    public async Task A_build_directory_in_which_bitbake_works_is_not_removed()
    {
        _folder.Write("obj/build/bitbake.lock", "");
        using var server = Process.Start(new ProcessStartInfo("flock", ["obj/build/bitbake.lock", "sh", "-c", "echo $$ > obj/build/bitbake.lock; echo $$; read end"])
        {
            WorkingDirectory = _folder.Path, RedirectStandardInput = true, RedirectStandardOutput = true,
        })!;
        var process = await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);

        var error = Assert.Single(Assert.Throws<YoctoException>(() =>
            OutputRemoval.RemoveBuildDirectory(_folder["obj/build"], _folder["obj"], null)).Diagnostics);

        Assert.Equal("YOCTO5006", error.Code);
        Assert.Contains($"process {process}", error.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["obj/build/bitbake.lock"]));
        server.StandardInput.Close();
        await server.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose() => _folder.Dispose();

    private IEnumerable<string> Entries() => Directory.GetFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories)
        .Select(e => Path.GetRelativePath(_folder.Path, e)).Order(StringComparer.Ordinal);

    private BuildOutputs Outputs(params IReadOnlyList<string> names) =>
        new(_folder["bin"], "qemuarm64", [], new Dictionary<string, FileIdentity>(), names);
}
