using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Packed.Tests.BadInput;

/// <summary>What the machine that builds lacks.</summary>
public sealed class HostTests(BuiltDevice device) : BadInputTests(device), IClassFixture<BuiltDevice>
{
    [HeavyTheory(2)]
    [InlineData("<YoctoMinimumFreeDiskSpace>much</YoctoMinimumFreeDiskSpace>", "3,72): YOCTO2020: YoctoMinimumFreeDiskSpace is 'much', which is not a number. Set it to a number of GiB, for example 50.")]
    [InlineData("<YoctoMinimumFreeDiskSpace>1e9</YoctoMinimumFreeDiskSpace>", "3,72): YOCTO2010: {folder}/obj/Debug/qemuarm64/build has …")]
    [InlineData("<YoctoBuildDirectory>build+dir/</YoctoBuildDirectory>",
        "3,72): YOCTO2011: The path {folder}/build+dir contains '+', which OpenEmbedded-Core scarthgap does not allow. Move the project, or set the property YoctoBuildDirectory to a folder without it.")]
    [InlineData("<YoctoInstallHostTools>1</YoctoInstallHostTools>",
        "3,72): YOCTO1061: YoctoInstallHostTools is '1', which is neither true nor false. Set it to true or false.")]
    public Task Properties_that_the_host_can_not_follow_are_refused(string property, string error) => RefusedAsync(
        () => Project($"{Good}{property}", """<YoctoVariable Include="STALE" Value="1" />"""),
        [$"device.yoctoproj({error}"],
        correct: () => Delete("build+dir"));

    [HeavyFact(2)]
    public async Task A_build_user_that_the_host_does_not_have_is_refused()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "whoever is not root builds as himself");
        await RefusedAsync(
            () => Project($"{Good}<YoctoBuildUser>no-such-user</YoctoBuildUser>", """<YoctoVariable Include="STALE" Value="1" />"""),
            [At(3, 72, "YOCTO2009: YoctoBuildUser names the account 'no-such-user', which does not exist. Create it with 'useradd --create-home no-such-user', or name another account.")]);
    }

    [HeavyFact(2)]
    public Task A_missing_host_tool_of_the_projects_is_an_error_at_its_item() => RefusedAsync(
        () => Project(items: """<YoctoHostTool Include="no-such-tool" />"""),
        [At(11, 6, "YOCTO2002: The host lacks no-such-tool, which a YoctoHostTool item requires. …")]);

    [HeavyFact(2)]
    public Task A_missing_host_tool_of_a_layer_is_an_error() => RefusedAsync(
        () => File.AppendAllText(User["layers/meta-product/conf/layer.conf"], "HOSTTOOLS += \"no-such-tool\"\n"),
        [At(0, 0, "YOCTO2001: The host lacks no-such-tool, which OpenEmbedded needs. …")]);

    [HeavyFact(2)]
    public async Task A_host_without_python_is_an_error()
    {
        using var folder = new TemporaryFolder();
        foreach (var tool in PathVariable.Split(':').Where(Directory.Exists).SelectMany(Directory.EnumerateFiles))
        {
            if (!Path.GetFileName(tool).StartsWith("python", StringComparison.Ordinal) && !Path.Exists(folder[Path.GetFileName(tool)]))
                File.CreateSymbolicLink(folder[Path.GetFileName(tool)], tool);
        }

        await RefusedAsync(() => { },
            [At(0, 0, "YOCTO2003: The host has no python3 on the PATH, which bitbake needs. …")],
            environment: [("PATH", folder.Path)]);
    }

    [HeavyFact(2)]
    public Task A_python_that_does_not_run_is_an_error() => RefusedAsync(
        () => File.SetUnixFileMode(User.Write("bad/python3", "#!/bin/sh\nexit 3\n"), UnixFileMode.UserRead | UnixFileMode.UserExecute),
        [At(0, 0, "YOCTO2006: {folder}/bad/python3 can't run bitbake: it ended with code 3 and printed nothing. Install a complete python3.")],
        environment: [("PATH", $"{User["bad"]}:{PathVariable}")]);

    [HeavyFact(2)]
    public Task A_relative_folder_in_PATH_is_an_error() => RefusedAsync(
        () => Project(items: """<YoctoVariable Include="STALE" Value="1" />"""),
        [At(0, 0, "YOCTO2016: The PATH contains the relative path 'bin', which OpenEmbedded does not allow. Remove it from the PATH.")],
        environment: [("PATH", $"{PathVariable}:bin")]);

    [Fact]
    public Task Everything_that_is_wrong_with_the_host_is_told_at_once() => RefusedAsync(
        () => Project(
            $"{Good}<YoctoBuildUser>no-such-user</YoctoBuildUser><YoctoMinimumFreeDiskSpace>1e9</YoctoMinimumFreeDiskSpace>",
            """<YoctoHostTool Include="no-such-tool" />"""),
        [
            At(11, 6, "YOCTO2002: …"),
            .. Environment.IsPrivilegedProcess ? [At(3, 72, "YOCTO2009: …")] : Array.Empty<string>(),
            At(3, 117, "YOCTO2010: …"),
            At(0, 0, "YOCTO2016: …"),
        ], environment: [("PATH", $"{PathVariable}:bin")]);

    private void Delete(string folder)
    {
        if (Directory.Exists(User[folder]))
            Directory.Delete(User[folder], recursive: true);
    }
}
