using Yocto.Sdk.Testing;

namespace Yocto.Sdk.Packed.Tests.BadInput;

/// <summary>What the machine that builds lacks.</summary>
public sealed class HostTests(BuiltDevice device) : BadInputTests(device), IClassFixture<BuiltDevice>
{
    [HeavyTheory(2)]
    [InlineData("<YoctoMinimumFreeDiskSpace>much</YoctoMinimumFreeDiskSpace>", "3,72): YOCTO2020: 'much' is no number of GiB. Set YoctoMinimumFreeDiskSpace to one, 50 for example.")]
    [InlineData("<YoctoMinimumFreeDiskSpace>1e9</YoctoMinimumFreeDiskSpace>", "3,72): YOCTO2010: {folder}/obj/Debug/qemuarm64/build has …")]
    [InlineData("<YoctoBuildDirectory>build+dir/</YoctoBuildDirectory>",
        "3,72): YOCTO2011: The path {folder}/build+dir holds '+', which OpenEmbedded-Core scarthgap refuses. Move the project, or set the property YoctoBuildDirectory to a folder without it.")]
    [InlineData("<YoctoInstallHostTools>1</YoctoInstallHostTools>",
        "3,72): YOCTO1061: '1' is neither true nor false. Set YoctoInstallHostTools to one of the two.")]
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
            [At(3, 72, "YOCTO2009: The host has no account 'no-such-user', which YoctoBuildUser names. Make it with useradd --create-home no-such-user, or name another one.")]);
    }

    [HeavyFact(2)]
    public Task A_missing_host_tool_of_the_projects_is_an_error_at_its_item() => RefusedAsync(
        () => Project(items: """<YoctoHostTool Include="no-such-tool" />"""),
        [At(11, 6, "YOCTO2002: The host lacks no-such-tool, which the project asks for. …")]);

    [HeavyFact(2)]
    public Task A_missing_host_tool_of_a_layer_is_an_error() => RefusedAsync(
        () => File.AppendAllText(User["layers/meta-product/conf/layer.conf"], "HOSTTOOLS += \"no-such-tool\"\n"),
        [At(0, 0, "YOCTO2001: The host lacks no-such-tool, without which OpenEmbedded builds nothing. …")]);

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
            [At(0, 0, "YOCTO2003: The host has no python3 on the PATH, and bitbake is a Python program. …")],
            environment: [("PATH", folder.Path)]);
    }

    [HeavyFact(2)]
    public Task A_python_that_does_not_run_is_an_error() => RefusedAsync(
        () => File.SetUnixFileMode(User.Write("bad/python3", "#!/bin/sh\nexit 3\n"), UnixFileMode.UserRead | UnixFileMode.UserExecute),
        [At(0, 0, "YOCTO2006: {folder}/bad/python3 can't run what bitbake needs: it ended with code 3 and said nothing. Install a complete python3.")],
        environment: [("PATH", $"{User["bad"]}:{PathVariable}")]);

    [HeavyFact(2)]
    public Task A_relative_folder_in_PATH_is_an_error() => RefusedAsync(
        () => Project(items: """<YoctoVariable Include="STALE" Value="1" />"""),
        [At(0, 0, "YOCTO2016: The PATH holds 'bin', which makes the tools depend on the current directory and which OpenEmbedded refuses. Remove it from the PATH.")],
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
