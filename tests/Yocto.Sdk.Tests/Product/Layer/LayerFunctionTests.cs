using CliWrap;
using CliWrap.Buffered;
using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Tests.Product.Layer;

/// <summary>Functions in Python of the product's classes and recipes, beside as much of bitbake as they use.</summary>
public sealed class LayerFunctionTests : IDisposable
{
    private const string Label = "part --fstype=ext4 --label data --size 128M";

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("part / --source rootfs --label root", Label)]
    [InlineData("part / --source rootfs --ondisk mmcblk0 --label=root", $"{Label} --ondisk mmcblk0")]
    [InlineData("partition / --ondrive=sda # part --label data", $"{Label} --ondisk sda")]
    [InlineData("include common.wks", $"{Label} --ondisk vda")]
    public async Task The_data_partition_is_on_the_disk_of_the_layout(string layout, string line) =>
        Assert.Equal((0, line), await LayoutAsync(layout));

    [Theory]
    [InlineData("part /data2 --label data", "has a partition with the label data already: set YoctoDataPartitionLabel to another one.")]
    [InlineData("part --label=\"data\" --size 4G", "has a partition with the label data already: set YoctoDataPartitionLabel to another one.")]
    [InlineData("part /data --label mine", "mounts a partition at /data already: set YoctoDataPartition to another folder.")]
    [InlineData("include with-data.wks", "has a partition with the label data already: set YoctoDataPartitionLabel to another one.")]
    public async Task A_layout_that_has_such_a_partition_is_an_error(string layout, string error)
    {
        var (code, output) = await LayoutAsync(layout);

        Assert.Equal(1, code);
        Assert.EndsWith(error, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("console=ttyS0,115200", "console=ttyS0,115200")]
    [InlineData("a=b|c&d;e <x> {y} #z $w", @"a=b\|c\&d\;e \<x\> \{y\} \#z \$w")]
    [InlineData(@"path=C:\x it's", @"path=C:\\x it\'s")]
    [InlineData("dyndbg=\"file a.c +p; $x\" b|c", "dyndbg=\"file a.c +p; \\$x\" b\\|c")]
    [InlineData("", "")]
    public async Task What_is_appended_to_the_kernels_command_line_passes_through_GRUBs_script(string append, string words) =>
        Assert.Equal((0, words), await RunAsync("update-slots.bb", "for_grub(sys.argv[2])", append));

    public void Dispose() => _folder.Dispose();

    private Task<(int Code, string Output)> LayoutAsync(string layout)
    {
        _folder.Write("common.wks", "part / --source rootfs --ondisk vda\n");
        _folder.Write("with-data.wks", "include common.wks\npart --label data\n");
        return RunAsync("data-partition.bbclass", "data_partition_line(sys.argv[2], d)", _folder.Write("machine.wks", $"# a board\n{layout}\n"));
    }

    private async Task<(int Code, string Output)> RunAsync(string file, string expression, string argument)
    {
        var program = $$"""
            import re, sys, types
            text = open(sys.argv[1]).read()
            functions = re.findall(r"^def .*\n(?:[ \t].*\n|\n)*", text, re.M)
            def fatal(message): sys.exit(message)
            def which(path, name): return path + "/" + name
            bb = types.SimpleNamespace(fatal=fatal, utils=types.SimpleNamespace(which=which))
            variables = {"DATA_PARTITION_WKS": "{{Label}}", "DATA_PARTITION_FSTAB": "/dev/x /data ext4 nofail 0 0", "WKS_SEARCH_PATH": "{{_folder.Path}}"}
            d = types.SimpleNamespace(getVar=variables.get)
            exec("".join(functions))
            print(eval("{{expression}}"))
            """;
        var source = Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "sdk/product"), file, SearchOption.AllDirectories).Single();
        var result = await Cli.Wrap("python3").WithArguments(["-c", program, source, argument])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        return (result.ExitCode, (result.StandardOutput + result.StandardError).Trim());
    }
}
