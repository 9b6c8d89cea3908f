using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Packed.Tests;

public sealed class ReportTests(PackedSdk sdk)
{
    [Fact]
    public async Task A_report_of_a_binary_log_has_the_logs_own_totals()
    {
        using var user = await UserFolder.CreateAsync(sdk);
        user.Device(items: """<YoctoPackage Include="podman" />""");
        var built = (await user.DotnetAsync("build")).Succeeded();
        Assert.Contains(built.Messages, m => m.StartsWith("core-image-minimal: 3 packages; ran ", StringComparison.Ordinal));
        File.Copy(built.BinaryLog!, user["ci.binlog"]);

        // a colleague's machine: nothing is built there
        (await user.DotnetAsync("clean")).Succeeded();
        var reported = (await user.DotnetAsync("build --no-restore -t:YoctoReport -p:YoctoReportLog=ci.binlog")).Succeeded();

        Assert.Equal(["WriteReport"], reported.OwnTasks);
        var page = user.Read("bin/Debug/qemuarm64/yocto-report.html");
        var ended = built.Messages.Where(m => m.EndsWith(" do_compile: succeeded", StringComparison.Ordinal) || m.EndsWith(" do_deploy: succeeded", StringComparison.Ordinal)
            || m.EndsWith(" do_rootfs: succeeded", StringComparison.Ordinal) || m.EndsWith(" do_image_complete: succeeded", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(ended);
        Assert.Contains($"<dt>Tasks run</dt><dd>{ended.Count}<small>of {ended.Count}</small>", page, StringComparison.Ordinal);
        Assert.Contains($"<dt>Warnings</dt><dd>{built.Warnings.Count}</dd>", page, StringComparison.Ordinal);
        Assert.All(ended, e => Assert.Contains($"<th scope=\"row\">{e[..^": succeeded".Length]}</th>", page, StringComparison.Ordinal));
        Assert.Contains("YoctoPackage podman", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_tells_what_changed_since_the_last_build_and_clean_removes_it()
    {
        using var user = await UserFolder.CreateAsync(sdk);
        user.Device();
        (await user.DotnetAsync("build")).Succeeded();
        user.Device(items: """<YoctoPackage Include="podman" /><YoctoVariable Include="GREETING" Value="hello" />""");

        (await user.DotnetAsync("build -p:YoctoReport=true")).Succeeded();

        var page = user.Read("bin/Debug/qemuarm64/yocto-report.html");
        Assert.Contains("<code>GREETING = &quot;hello&quot;</code></th><td>added</td>", page, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\">podman</th><td>none</td><td>1.0</td>", page, StringComparison.Ordinal);
        // a build that has nothing to do reports the last that had
        (await user.DotnetAsync("build -t:YoctoReport")).Succeeded();
        Assert.Equal(page, user.Read("bin/Debug/qemuarm64/yocto-report.html"));

        (await user.DotnetAsync("clean")).Succeeded();
        Assert.False(File.Exists(user["bin/Debug/qemuarm64/yocto-report.html"]));
    }

    [Fact]
    public async Task A_build_that_failed_has_a_report_with_its_errors()
    {
        using var user = await UserFolder.CreateAsync(sdk);
        user.Write("layers/meta-product/conf/layer.conf", UpstreamRepository.LayerConf("product"));
        user.Write("layers/meta-product/recipes-product/broken_1.0.bb", "FAIL = \"no such compiler\"\n");
        user.Device(items: """<YoctoLayer Include="layers/meta-product/" /><YoctoPackage Include="broken" />""");

        (await user.DotnetAsync("build -p:YoctoReport=true")).Failed();

        var page = user.Read("bin/Debug/qemuarm64/yocto-report.html");
        Assert.Contains("<span class=\"bad\">failed</span>", page, StringComparison.Ordinal);
        Assert.Contains("no such compiler", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_that_is_none_or_has_no_build_is_an_error()
    {
        using var user = await UserFolder.CreateAsync(sdk);
        user.Device();
        user.Write("text.binlog", "no log");
        var cleaned = (await user.DotnetAsync("clean")).Succeeded();
        File.Copy(cleaned.BinaryLog!, user["clean.binlog"]);

        foreach (var (log, code) in ((string, string)[])[("text.binlog", "YOCTO4030"), ("none.binlog", "YOCTO4030"), ("clean.binlog", "YOCTO4031")])
            Assert.Contains(code, Assert.Single((await user.DotnetAsync($"build --no-restore -t:YoctoReport -p:YoctoReportLog={log}")).Failed().Errors), StringComparison.Ordinal);
    }
}
